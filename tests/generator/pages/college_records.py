"""A college that is helped, one that helps, one that is real; and what they teach."""

from datetime import date

from generator.schema.college import (
    Boarding,
    Capacity,
    College,
    Facility,
    Fees,
    GreenChannel,
    GreenChannelItem,
    NextStep,
    Programme,
)
from generator.schema.enums import (
    CertificateKind,
    Confidence,
    EntryPoint,
    FacilityKind,
    PairingRole,
    PhysicalLimit,
    Tier,
    TrainingLevel,
)
from generator.schema.identifiers import SAMPLE_PHONE
from generator.schema.record import Contact, Fact, Source
from generator.schema.specialty import Specialty
from generator.schema.training import Certificate
from tests.generator.pages.marks import DAY, OFFICIAL, SAMPLE


def contact(said: str) -> Contact:
    return Contact(office=said, phone=SAMPLE_PHONE, hours=said)


def green_channel(said: str) -> GreenChannel:
    item = GreenChannelItem(what=said, how_many=said, until=DAY, contact=contact(said))
    return GreenChannel(
        admission=item,
        specialty_choice=item,
        order_class=item,
        aid=item,
        internship=item,
        employment=item,
    )


def helped_college(said: str) -> College:
    return College(
        id="sample-helped",
        name=f"示例技工学校（昭觉）{said}",
        record_status=SAMPLE,
        updated_on=DAY,
        division="513431",
        tier=Tier.TECHNICAL_SCHOOL,
        ownership_note=said,
        pairing_role=PairingRole.RECEIVING,
        contacts=(contact(said),),
        introduction=said,
        travel=said,
        green_channel=green_channel(said),
        capacity=Capacity(
            signature_specialties=("car-repair",),
            facilities=(Facility(kind=FacilityKind.RESOURCE_ROOM, name=said),),
            teachers=20,
            teachers_trained=15,
        ),
        programmes=(programme(said),),
    )


def programme(said: str) -> Programme:
    return Programme(
        id="sample-helped-car-repair",
        name=f"示例专业点{said}",
        record_status=SAMPLE,
        campaign="sample-2026",
        specialty="car-repair",
        level=TrainingLevel.INTERMEDIATE,
        entry=EntryPoint.MIDDLE_SCHOOL,
        years=3,
        seats=50,
        green_channel_seats=20,
        fees=Fees(
            tuition_per_year=3000,
            approved_public_tuition=3000,
            boarding_per_year=600,
            books_per_year=400,
            meals_per_month=600,
            first_day=1000,
        ),
        boarding=Boarding(available=True, room=said, hot_water=True, heating=False),
        entry_rule=said,
        lessons=said,
        day=said,
        certificates=("mechanic-4",),
        next_steps=(NextStep(title=said, text=said),),
        internship_months=6,
        starts_on=date(2026, 9, 1),
    )


def helping_college(said: str) -> College:
    return College(
        id="sample-helping",
        name=f"示例技师学院（宁波）{said}",
        record_status=SAMPLE,
        updated_on=DAY,
        division="330200",
        tier=Tier.TECHNICIAN_COLLEGE,
        pairing_role=PairingRole.ASSISTING,
    )


def real_college(said: str, source: Source) -> College:
    return College(
        id="lhasa-college",
        name=f"拉萨的学校{said}",
        record_status=OFFICIAL,
        sources=(source,),
        division="540100",
        tier=Tier.TECHNICIAN_COLLEGE,
        address=said,
        facts=(Fact(text=said, sources=(source,), as_of=said),),
    )


def specialty(said: str, source: Source) -> Specialty:
    return Specialty(
        id="car-repair",
        name=f"汽车维修{said}",
        record_status=OFFICIAL,
        sources=(source,),
        class_code="04",
        class_name="交通类",
        name_confidence=Confidence.KNOWN,
        official_code="0403",
        plain_words=said,
        day=said,
        jobs=(said,),
        hard_parts=(said,),
        physical_limits=(PhysicalLimit.COLOUR_VISION,),
        common_names=("修车", said),
    )


def certificate(said: str, source: Source) -> Certificate:
    return Certificate(
        id="mechanic-4",
        name=f"汽车维修工四级{said}",
        record_status=OFFICIAL,
        sources=(source,),
        kind=CertificateKind.SKILL_LEVEL,
        issuer=said,
        level=said,
        plain_words=said,
        good_for=(said,),
    )

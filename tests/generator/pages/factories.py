"""Records of every kind, each as small as its page allows; `said` is what an editor typed."""

from datetime import UTC, date, datetime

from generator.catalogue.catalogue import Catalogue
from generator.schema.campaign import (
    Admission,
    Campaign,
    ConsentText,
    Desk,
    HouseholdKind,
    Phase,
    Target,
)
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
from generator.schema.enterprise import Enterprise, OrderClass, PayRange, Sponsorship
from generator.schema.enums import (
    AidItemKind,
    AidKind,
    CertificateKind,
    Confidence,
    ConsentKind,
    Delivery,
    EntryPoint,
    FacilityKind,
    PairingRole,
    PhysicalLimit,
    RecordStatus,
    SponsorshipKind,
    Tier,
    TrainingFamily,
    TrainingLevel,
    TrainingMode,
)
from generator.schema.identifiers import SAMPLE_PHONE
from generator.schema.pairing import AidItem, Pairing
from generator.schema.policy import AidAmount, AidRule, Clause, Policy
from generator.schema.record import Contact, Fact, Record, Source
from generator.schema.specialty import Specialty
from generator.schema.stories import Faq, Story, StoryConsent
from generator.schema.training import Certificate, TrainingProject, TrainingSession

DAY = date(2026, 7, 1)
SAMPLE = RecordStatus.SAMPLE
OFFICIAL = RecordStatus.OFFICIAL


def catalogue(said: str = "学校写的话", *, include_sample: bool = True) -> Catalogue:
    """Every kind of record; every text field that takes free words holds `said`."""
    source = Source(title=said, place=said, seen_on=DAY)
    records: dict[str, list[Record]] = {
        "colleges": [helped_college(said), helping_college(said), real_college(said, source)],
        "specialties": [specialty(said, source)],
        "order_classes": [order_class(said)],
        "enterprises": [enterprise(said)],
        "sponsorships": [sponsorship(said)],
        "policies": [policy(said, source)],
        "aid_rules": [*aid_rules(said, source)],
        "training": [training(said)],
        "certificates": [certificate(said, source)],
        "pairings": [pairing(said, source)],
        "campaigns": [campaign(said), action(said, source)],
        "stories": [story(said)],
        "faq": [faq(said, source)],
    }
    kept = {
        name: {one.id: one for one in found if include_sample or not one.is_sample}
        for name, found in records.items()
    }
    return Catalogue(**kept)  # type: ignore[arg-type]  each name holds its own class


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
        plain_words=said,
    )


def enterprise(said: str) -> Enterprise:
    return Enterprise(
        id="sample-enterprise",
        name=f"示例企业{said}",
        record_status=SAMPLE,
        division="330200",
        industry=said,
    )


def order_class(said: str) -> OrderClass:
    return OrderClass(
        id="sample-order",
        name=f"示例冠名班{said}",
        record_status=SAMPLE,
        programme="sample-helped-car-repair",
        enterprise="sample-enterprise",
        seats=10,
        workplace="330200",
        pay=PayRange(low=3500, high=4500),
        post=said,
        promises=(said,),
        if_i_leave=said,
    )


def sponsorship(said: str) -> Sponsorship:
    return Sponsorship(
        id="sample-bursary",
        name=f"示例助学金{said}",
        record_status=SAMPLE,
        enterprise="sample-enterprise",
        kind=SponsorshipKind.BURSARY,
        quantity=10,
        unit="名",
        colleges=("sample-helped",),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )


def policy(said: str, source: Source) -> Policy:
    return Policy(
        id="notice-63",
        name=f"63号通知{said}",
        record_status=OFFICIAL,
        sources=(source,),
        document_number=said,
        issuers=(said,),
        valid_from=date(2018, 9, 26),
        valid_until=date(2020, 12, 31),
        answer=said,
        clauses=(Clause(number="三(五)", title=said, plain=said, original=said),),
        facts=(Fact(text=said, sources=(source,)),),
    )


def aid_rules(said: str, source: Source) -> tuple[AidRule, ...]:
    grant = AidAmount(
        first_month="2025-03", years=(1, 2, 3), low=2300, high=2300, sources=(source,)
    )
    return (
        aid_rule("grant", AidKind.NATIONAL_GRANT, said, source, (grant,)),
        aid_rule("waiver", AidKind.TUITION_WAIVER, said, source),
        aid_rule("yulu", AidKind.YULU, said, source),
    )


def aid_rule(
    identifier: str,
    kind: AidKind,
    said: str,
    source: Source,
    amounts: tuple[AidAmount, ...] = (),
) -> AidRule:
    return AidRule(
        id=identifier,
        name=f"{kind}{said}",
        record_status=OFFICIAL,
        sources=(source,),
        kind=kind,
        confidence=Confidence.SEEN,
        policy="notice-63",
        answer=said,
        for_whom=(said,),
        amounts=amounts,
        apply_at=said,
        paid_to=said,
        note=said,
        warn_from="2026-01",
    )


def training(said: str) -> TrainingProject:
    return TrainingProject(
        id="sample-care",
        name=f"示例养老护理班{said}",
        record_status=SAMPLE,
        family=TrainingFamily.EMPLOYMENT_SKILLS,
        occupation=said,
        modes=(TrainingMode.FLEXIBLE,),
        delivery=(Delivery.CLASSROOM,),
        division="513431",
        organiser=said,
        contact=contact(said),
        hours=80,
        is_high_risk=False,
        answer=said,
        fee=0,
        where_it_leads=said,
        sessions=(
            TrainingSession(
                starts_on=date(2026, 8, 1),
                ends_on=date(2026, 8, 10),
                division="513431",
                place=said,
                seats=30,
            ),
        ),
    )


def pairing(said: str, source: Source) -> Pairing:
    late, done, coming = date(2026, 5, 1), date(2026, 6, 1), date(2026, 12, 1)
    return Pairing(
        id="sample-pair",
        name=f"示例结对{said}",
        record_status=SAMPLE,
        assisting="sample-helping",
        receiving="sample-helped",
        specialties=("car-repair",),
        signed_on=date(2026, 1, 5),
        filed_by=said,
        agreement_number=said,
        answer=said,
        items=(
            AidItem(kind=AidItemKind.EQUIPMENT, what=said, quantity=3, unit="台", due=late),
            AidItem(kind=AidItemKind.TRAINING_PLAN, what=said, evidence=said, delivered_on=done),
            AidItem(kind=AidItemKind.SHADOWING, what=said, quantity=4, unit="人", due=coming),
        ),
        facts=(Fact(text=said, sources=(source,)),),
    )


def campaign(said: str) -> Campaign:
    return Campaign(
        id="sample-2026",
        name=f"示例招生季{said}",
        record_status=SAMPLE,
        year=2026,
        answer=said,
        admission=Admission(
            opens_at=datetime(2026, 6, 1, tzinfo=UTC),
            closes_at=datetime(2026, 7, 20, tzinfo=UTC),
            results_on=date(2026, 7, 28),
            answer_within_days=10,
            accept_within_days=7,
            age_counted_on=date(2026, 9, 1),
            household_kinds=(HouseholdKind(name=said, opens_green_channel=True),),
            consents=tuple(
                ConsentText(
                    kind=kind, version="2026-01-01", title=said, text=said, is_required=True
                )
                for kind in ConsentKind
            ),
            desks=(Desk(division="513431", contact=contact(said)),),
        ),
    )


def action(said: str, source: Source) -> Campaign:
    return Campaign(
        id="action-2018",
        name=f"2018年的行动{said}",
        record_status=OFFICIAL,
        sources=(source,),
        year=2018,
        answer=said,
        phases=(
            Phase(name=said, starts_on=date(2018, 9, 1), ends_on=date(2018, 10, 31), text=said),
        ),
        targets=(Target(what=said, count=70000, unit="人", basis=said),),
        facts=(Fact(text=said, sources=(source,)),),
    )


def story(said: str) -> Story:
    return Story(
        id="sample-story",
        name=f"示例故事{said}",
        record_status=SAMPLE,
        person=said,
        is_minor=True,
        consent=StoryConsent(given_by=said, given_on=DAY, guardian_agreed=True, paper=said),
        college="sample-helped",
        specialty="car-repair",
        paragraphs=(said, said),
    )


def faq(said: str, source: Source) -> Faq:
    return Faq(
        id="can-i-board",
        name=f"能住校吗{said}",
        record_status=OFFICIAL,
        sources=(source,),
        topic=said,
        answer=said,
        reason=said,
        policy="notice-63",
        answer_sources=(source,),
    )

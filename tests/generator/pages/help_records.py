"""Who helps: enterprises, order classes, sponsorships, pairings; and courses for adults."""

from datetime import date

from generator.schema.enterprise import Enterprise, OrderClass, PayRange, Sponsorship
from generator.schema.enums import (
    AidItemKind,
    Delivery,
    SponsorshipKind,
    SponsorshipState,
    TrainingFamily,
    TrainingMode,
)
from generator.schema.pairing import AidItem, Pairing
from generator.schema.record import Fact, Source
from generator.schema.training import TrainingProject, TrainingSession
from tests.generator.pages.college_records import contact
from tests.generator.pages.marks import DAY, SAMPLE


def enterprise(said: str) -> Enterprise:
    return Enterprise(
        id="sample-enterprise",
        name=f"示例企业{said}",
        record_status=SAMPLE,
        division="330200",
        industry=said,
        introduction=said,
        contact=contact(said),
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
        unit=said[:10],
        value=20000,
        colleges=("sample-helped",),
        conditions=said,
        state=SponsorshipState.CONFIRMED,
        confirmed_on=date(2026, 2, 1),
        delivered_quantity=4,
        evidence=said,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 1),
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


def training(said: str) -> TrainingProject:
    return TrainingProject(
        id="sample-care",
        name=f"示例养老护理班{said}",
        record_status=SAMPLE,
        updated_on=DAY,
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
        certificate="mechanic-4",
        sessions=(
            TrainingSession(
                starts_on=date(2026, 3, 1),
                ends_on=date(2026, 3, 10),
                division="513431",
                place=said,
                seats=30,
            ),
            TrainingSession(
                starts_on=date(2026, 8, 1),
                ends_on=date(2026, 8, 10),
                division="513431",
                place=said,
                seats=30,
            ),
        ),
    )

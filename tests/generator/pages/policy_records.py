"""Policies, aid rules, campaigns; stories, questions and counts."""

from datetime import UTC, date, datetime

from generator.schema.campaign import (
    Admission,
    Campaign,
    ConsentText,
    Desk,
    GuardianAges,
    HouseholdKind,
    Keeping,
    Phase,
    Target,
)
from generator.schema.enums import (
    AidKind,
    Confidence,
    ConsentKind,
    Household,
    Hukou,
    Measure,
)
from generator.schema.policy import (
    AidAmount,
    AidCase,
    AidRule,
    Clause,
    Policy,
    SpecialAreas,
    Waiver,
)
from generator.schema.record import Fact, Source
from generator.schema.statistics import Statistics, StatisticsCell, StatisticsRow
from generator.schema.stories import Faq, Story, StoryConsent, Way
from generator.schema.synonyms import Synonym, Synonyms
from tests.generator.pages.college_records import contact
from tests.generator.pages.marks import DAY, OFFICIAL, SAMPLE


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
    old = AidAmount(
        first_month="2021-01",
        last_month="2025-12",
        years=(1, 2, 3),
        low=3000,
        high=5000,
        sources=(source,),
    )
    waiver = Waiver(years=(1, 2, 3), ask_years=(4, 5), sources=(source,))
    local = aid_rule("local", AidKind.LOCAL_PROGRAMME, said, source)
    return (
        aid_rule("grant", AidKind.NATIONAL_GRANT, said, source, (grant,)),
        aid_rule("waiver", AidKind.TUITION_WAIVER, said, source).model_copy(
            update={"waiver": waiver, "full_time_only": True}
        ),
        aid_rule("yulu", AidKind.YULU, said, source, (old,)),
        local.model_copy(update={"is_counted": False, "divisions": ("513400",)}),
        aid_rule("prize", AidKind.NATIONAL_SCHOLARSHIP, said, source).model_copy(
            update={"is_counted": False}
        ),
    )


def aid_rule(
    identifier: str,
    kind: AidKind,
    said: str,
    source: Source,
    amounts: tuple[AidAmount, ...] = (),
) -> AidRule:
    areas = SpecialAreas(groups=("西藏自治区",), missing=said, sources=(source,))
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
        cases=(
            AidCase(why=said, households=(Household.OUT_OF_POVERTY,)),
            AidCase(why=said, hukou=(Hukou.VILLAGE,), special_area=True),
        ),
        special_areas=areas,
        amounts=amounts,
        apply_at=said,
        paid_to=said,
        paid_when=said,
        note=said,
        warn_from="2026-01",
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
            appeal_within_days=10,
            ends_on=date(2026, 9, 30),
            keeping=Keeping(
                unsent_days=60,
                warn_unsent_days=(14, 3),
                papers_days=90,
                unsuccessful_months=6,
                logs_years=3,
                undo_hours=24,
                erasure_within_days=15,
                backup_days=30,
                basis=said,
            ),
            age_counted_on=date(2026, 9, 1),
            household_kinds=(HouseholdKind(name=said, opens_green_channel=True),),
            consents=tuple(
                ConsentText(
                    kind=kind, version="2026-01-01", title=said, text=said, is_required=True
                )
                for kind in ConsentKind
            ),
            guardian_ages=(
                GuardianAges(
                    starts_on=date(2021, 11, 1),
                    stored_after_consent_under=14,
                    guardian_agrees_under=18,
                    basis=said,
                    sources=(Source(title=said),),
                ),
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


def statistics(said: str) -> Statistics:
    counts = {"513431": 12, "513430": 3}
    return Statistics(
        id="sample-students",
        name=f"示例统计{said}",
        record_status=SAMPLE,
        measure=Measure.STUDENTS,
        publisher=said,
        first_month="2026-09",
        last_month="2026-09",
        note=said,
        rows=tuple(
            StatisticsRow(division=code, cells=(StatisticsCell(specialty_class="04", count=count),))
            for code, count in counts.items()
        ),
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
        ways=(Way(word=said, address="/costs/"),),
    )


def synonyms(said: str, source: Source) -> Synonyms:
    return Synonyms(
        id="common-words",
        name=f"平常说法{said}",
        record_status=OFFICIAL,
        sources=(source,),
        entries=(Synonym(words=("气修", said), specialties=("car-repair",)),),
    )

"""The sums that a family reads, against sums done by hand."""

from datetime import date

import pytest

from generator.catalogue import Catalogue
from generator.pages.cost import Cost, first_year, published_rules
from generator.schema.college import Programme
from generator.schema.enums import AidKind, Confidence
from generator.schema.policy import AidAmount, AidRule
from generator.schema.record import Source
from tests.generator.pages import factories


def cost(
    programme: Programme | None = None, rules: tuple[AidRule, ...] | None = None
) -> Cost | None:
    found = factories.catalogue()
    aid = found.aid_rules if rules is None else {rule.id: rule for rule in rules}
    published = published_rules(Catalogue(aid_rules=aid))
    return first_year(
        published, found.specialties["car-repair"], programme or factories.programme("话")
    )


def rule(kind: AidKind, **changes: object) -> AidRule:
    made = factories.aid_rule("one", kind, "话", Source(title="话"))
    return made.model_copy(update=changes)


def amount(first: str, last: str | None, yuan: int, years: tuple[int, ...] = (1, 2)) -> AidAmount:
    return AidAmount(
        first_month=first,
        last_month=last,
        years=years,
        low=yuan,
        high=yuan,
        sources=(Source(title="话"),),
    )


def test_the_first_year_is_fees_less_what_the_state_gives_for_certain() -> None:
    found = cost()
    assert found is not None
    # 3000 tuition + 600 boarding + 400 books + 600 x 10 meals; less 3000 waived and 2300 granted.
    assert (found.gross, found.own) == (10_000, 4_700)
    assert [entry.amount for entry in found.aid] == [3000, 2300]


def test_aid_that_differs_from_county_to_county_is_named_and_not_subtracted() -> None:
    found = cost()
    assert found is not None
    assert [rule.kind for rule in found.open_aid] == [AidKind.YULU]


def test_a_programme_without_fees_has_no_sum() -> None:
    assert cost(factories.programme("话").model_copy(update={"fees": None})) is None


@pytest.mark.parametrize(
    ("entry", "expected"), [(date(2024, 9, 1), 2000), (date(2025, 9, 1), 2300)]
)
def test_the_grant_is_the_one_in_force_when_the_student_starts(entry: date, expected: int) -> None:
    grant = rule(
        AidKind.NATIONAL_GRANT,
        amounts=(amount("2012-09", "2025-02", 2000), amount("2025-03", None, 2300)),
    )
    programme = factories.programme("话").model_copy(update={"starts_on": entry})
    found = cost(programme, (grant,))
    assert found is not None
    assert found.gross - found.own == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": Confidence.UNSURE},
        {"is_counted": False},
        {"divisions": ("513431",)},
        {"amounts": ()},
        {"amounts": (amount("2025-03", None, 2300, years=(2, 3)),)},
        {"amounts": (amount("2027-03", None, 2300),)},
    ],
    ids=["unsure", "not counted", "one county only", "no amount", "later years", "not yet"],
)
def test_nothing_is_subtracted_that_is_not_certain(changes: dict[str, object]) -> None:
    certain = {"amounts": (amount("2025-03", None, 2300),)}
    found = cost(rules=(rule(AidKind.NATIONAL_GRANT, **{**certain, **changes}),))
    assert found is not None
    assert found.own == found.gross


def test_the_waiver_stops_at_the_fee_of_a_public_college() -> None:
    programme = factories.programme("话")
    assert programme.fees is not None
    dear = programme.fees.model_copy(update={"tuition_per_year": 8000})
    found = cost(programme.model_copy(update={"fees": dear}), (rule(AidKind.TUITION_WAIVER),))
    assert found is not None
    assert found.gross - found.own == 3000

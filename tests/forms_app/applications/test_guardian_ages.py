"""The ages at which a guardian is asked are dated data of the cycle, and no number in the code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import consents, cycles, drafts
from generator.schema.campaign import Admission, GuardianAges
from tests.forms_app.applications import factories
from tests.forms_app.applications.guardians import FATHER, row
from tests.forms_app.applications.journey import (
    CYCLE,
    GUARDIAN_PAGE,
    START,
    Family,
    identity_number,
)

pytestmark = pytest.mark.usefixtures("app")

Say = Callable[..., None]
GROWN = {"birth_year": "2008", "birth_month": "12", "birth_day": "1"}
ALMOST = {**GROWN, "birth_day": "2"}
SELF = {"guardian_name": "吉克·阿依", "guardian_relation": "学生本人"}


def entry(starts_on: str, stored: int, agrees: int) -> GuardianAges:
    first = cycles.admission(CYCLE).guardian_ages[0]
    changed: dict[str, Any] = {
        "starts_on": date.fromisoformat(starts_on),
        "stored_after_consent_under": stored,
        "guardian_agrees_under": agrees,
    }
    return first.model_copy(update=changed)


@pytest.fixture
def cycle_says(monkeypatch: pytest.MonkeyPatch) -> Say:
    """cycle_says(entry(…), …): the ages of the cycle from now on."""
    rules = cycles.admission(CYCLE)

    def say(*entries: GuardianAges) -> None:
        changed = rules.model_copy(update={"guardian_ages": entries})
        monkeypatch.setattr(cycles, "admission", lambda _cycle: changed)

    return say


def test_the_ages_of_the_cycle_carry_their_sources() -> None:
    for one in cycles.admission(CYCLE).guardian_ages:
        assert "第三十一条" in one.basis
        assert {source.confidence for source in one.sources} <= {"seed", "seen", "known"}


@pytest.mark.parametrize(
    ("born", "is_first", "is_alone"),
    [
        (date(2012, 12, 2), True, False),
        (date(2012, 12, 1), False, False),
        (date(2008, 12, 2), False, False),
        (date(2008, 12, 1), False, True),
    ],
)
def test_the_birthday_itself_is_the_first_day_of_the_new_age(
    born: date, is_first: bool, is_alone: bool
) -> None:
    rules = cycles.admission(CYCLE)
    assert consents.must_come_first(rules, born) is is_first
    assert consents.agrees_alone(rules, born) is is_alone


def test_a_new_age_holds_from_its_day_on_and_not_before() -> None:
    entries = (entry("2027-01-01", 16, 20), entry("2021-11-01", 14, 18))
    rules = cycles.admission(CYCLE).model_copy(update={"guardian_ages": entries})
    born = date(2011, 6, 1)
    assert not consents.must_come_first(rules, born)
    with clock.standing_at(datetime(2026, 12, 31, 23, 59, tzinfo=clock.BEIJING)):
        assert consents.ages(rules).guardian_agrees_under == 18
    with clock.standing_at(datetime(2027, 1, 1, tzinfo=clock.BEIJING)):
        assert consents.ages(rules).guardian_agrees_under == 20
        assert consents.must_come_first(rules, born)


def test_an_age_that_was_raised_closes_the_page_of_a_child_in_the_new_words(
    family: Family, cycle_says: Say
) -> None:
    cycle_says(entry("2026-11-01", 16, 18))
    unticked = {**GUARDIAN_PAGE, "admission": "", "sensitive_data": "", "colleges": ""}
    answer = family.send(START, **{**unticked, "later": "1"})
    assert answer.status_code == 200
    assert "学生不满16岁：要监护人先看过" in answer.text
    assert "不满16岁，同意以前只留取件码" in answer.text
    assert "14岁" not in answer.text


def test_a_cycle_without_an_age_in_force_when_it_opens_is_refused() -> None:
    rules = cycles.admission(CYCLE)
    late = rules.model_dump() | {"guardian_ages": [entry("2026-09-02", 14, 18).model_dump()]}
    with pytest.raises(ValidationError, match="管监护人同意的年龄"):
        Admission.model_validate(late)
    crossed = entry("2021-11-01", 14, 18).model_dump() | {"guardian_agrees_under": 13}
    with pytest.raises(ValidationError, match="先同意再存的年龄"):
        GuardianAges.model_validate(crossed)


def test_who_is_of_age_agrees_alone_and_who_is_not_is_told_to_ask(
    family: Family, session: Session
) -> None:
    answer = family.send(START, **{**GUARDIAN_PAGE, **ALMOST, **SELF})
    assert "学生不满18岁，要监护人同意" in answer.text
    assert family.send(START, **{**GUARDIAN_PAGE, **GROWN, **SELF}).status_code == 303
    given = row(session).answers.consents[0]
    assert (given.agreed, given.relation) == (True, "学生本人")
    assert "学生本人 吉克·阿依" in family.read("/apply/consents")


def test_nobody_answers_for_a_child_as_the_child_with_a_code(family: Family) -> None:
    answer = (
        family.send("/apply/telephone", **{**FATHER, "relation": "学生本人"})
        if family.begin()
        else None
    )
    assert answer is not None
    assert "选一项" in answer.text


def test_the_number_in_the_booklet_counts_where_it_makes_the_student_younger(
    family: Family, session: Session
) -> None:
    family.begin(**GROWN, **SELF)
    family.fill_all(number=identity_number(born="20081201"))
    answer = family.fill(
        "student", identity_number=identity_number(born="20110405"), identity_as_in_booklet="y"
    )
    assert answer.status_code == 303
    assert "学生不满18岁，前三项要监护人同意" in family.read("/apply/check")
    family.send("/apply/tasks/guardian", **{**GUARDIAN_PAGE, **GROWN})
    assert family.submit().location == "/apply/receipt"


def test_a_child_by_its_number_is_a_child_whatever_day_was_typed(session: Session) -> None:
    application = factories.draft(session, identity_number=identity_number(born="20140102"))
    taken_back = tuple(
        one.model_copy(update={"agreed": False}) for one in application.answers.consents
    )
    drafts.keep(application, drafts.merged(application.answers, {"consents": taken_back}))
    with pytest.raises(drafts.ConsentMissing):
        drafts.write(application, application.answers, {"boarding": "不需要"})

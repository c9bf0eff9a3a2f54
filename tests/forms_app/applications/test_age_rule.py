"""Under 14 nothing is stored before the guardian has agreed to the texts of today (PIPL, 31)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications import consents, drafts
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.documents import services
from generator.schema.campaign import Admission, ConsentText
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import PAGES, Family, identity_number
from tests.forms_app.applications.starting import begun

CHILD = {"birth_year": "2014", "birth_month": "1", "birth_day": "2"}
TYPED = {
    **PAGES,
    "student": {"name": "吉克阿依", "identity_number": identity_number(born="20140102")},
    "contact": {"has_no_phone": "y"},
}
TELLS = "要监护人先在第1件里同意"


@pytest.fixture
def new_texts(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called: from now on every consent has a newer text than the one that was agreed to."""
    texts = consents.consent_texts

    def newer(rules: Admission) -> tuple[ConsentText, ...]:
        return tuple(text.model_copy(update={"version": "9999"}) for text in texts(rules))

    return lambda: monkeypatch.setattr(consents, "consent_texts", newer)


def stored(session: Session) -> tuple[int, str]:
    session.expire_all()
    row = session.scalars(select(Application)).one()
    return row.answers_version, row.answers_text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_child_is_stored_on_an_outdated_consent(
    page: str, family: Family, session: Session, new_texts: Callable[[], None]
) -> None:
    family.begin(**CHILD)
    before = stored(session)
    new_texts()
    answer = family.send(f"/apply/tasks/{page}", **TYPED[page])
    assert TELLS in answer.text
    assert stored(session) == before


def test_a_button_beside_a_choice_stores_nothing_either(
    family: Family, session: Session, new_texts: Callable[[], None]
) -> None:
    family.begin(**CHILD)
    before = stored(session)
    new_texts()
    answer = family.send("/apply/tasks/choices", add="sample-programme-05")
    assert stored(session) == before
    assert answer.status_code == 200


def test_from_fourteen_a_draft_goes_on_while_the_text_is_new(
    family: Family, session: Session, new_texts: Callable[[], None]
) -> None:
    begun(family)
    new_texts()
    answer = family.send("/apply/tasks/student", identity_number=identity_number(), name="吉克阿依")
    assert answer.status_code == 303


@pytest.mark.parametrize("missing", ["admission", "sensitive_data", "colleges"])
def test_no_service_stores_a_child_without_each_required_consent(
    missing: str, session: Session
) -> None:
    given: Any = [
        one.model_copy(update={"agreed": one.kind != missing and one.agreed})
        for one in factories.answers()["consents"]
    ]
    with pytest.raises(drafts.ConsentMissing):
        factories.draft(session, birth_date=date(2014, 1, 2), consents=tuple(given))
    session.rollback()
    assert session.scalars(select(Application)).all() == []


def test_what_was_sent_stands_on_the_texts_of_its_day(
    session: Session, new_texts: Callable[[], None]
) -> None:
    row = factories.draft(session, birth_date=date(2014, 1, 2))
    new_texts()
    assert not services.has_consent(row)
    row.state = State.SUBMITTED
    assert services.has_consent(row)
    drafts.write(row, row.answers, {"boarding": "不需要"})

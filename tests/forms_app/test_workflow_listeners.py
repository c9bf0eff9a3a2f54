"""A feature that listens to another's changes: same transaction, or no change at all."""

import pytest
from sqlalchemy.orm import Session

from forms_app import workflow
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import APPLICATION, Event, State
from forms_app.errors import Conflict
from forms_app.models import History
from forms_app.workflow import advance, after, history_of
from tests.forms_app.review.factories import submitted


@pytest.fixture(autouse=True)
def listeners_of_this_test_only(monkeypatch: pytest.MonkeyPatch) -> None:
    copied = {key: list(found) for key, found in workflow._LISTENERS.items()}
    monkeypatch.setattr(workflow, "_LISTENERS", copied)


def test_a_listener_reads_the_change_before_anybody_commits_it(session: Session) -> None:
    heard: list[tuple[str, str]] = []

    @after(APPLICATION, Event.WITHDRAW)
    def listen(_session: Session, application: Application, entry: History) -> None:
        heard.append((application.state, entry.event))

    application = submitted(session)
    advance(session, application, Event.WITHDRAW, actor=as_family(application.id))

    assert heard == [(State.WITHDRAWN, Event.WITHDRAW)]


def test_what_a_listener_refuses_has_not_happened(session: Session) -> None:
    @after(APPLICATION, Event.WITHDRAW)
    def refuse(_session: Session, _application: Application, _entry: History) -> None:
        raise Conflict("现在不行")

    application = submitted(session)
    session.commit()
    with pytest.raises(Conflict):
        advance(session, application, Event.WITHDRAW, actor=as_family(application.id))
    session.rollback()

    assert application.state == State.SUBMITTED
    assert [entry.event for entry in history_of(session, application)] == ["start", "submit"]


def test_nobody_listens_to_an_event_that_the_table_does_not_know() -> None:
    with pytest.raises(ValueError, match="application has no draft"):
        after(APPLICATION, State.DRAFT)

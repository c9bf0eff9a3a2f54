"""A family changes its 志愿 after sending: a new version, the same place, another college."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import changing, cycles, family, messages, papers
from forms_app.applications.answers import Choice
from forms_app.applications.drafts import ChangedElsewhere, as_family
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.applications.states import Event, State
from forms_app.applications.submission import OutOfSeason
from forms_app.errors import Conflict
from forms_app.invariants import verify
from forms_app.workflow import history_of
from tests.forms_app.applications.journey import BORN
from tests.forms_app.browsing import token_in
from tests.forms_app.review.factories import ELSEWHERE, FIRST, SECOND, Office, submitted
from tests.forms_app.review.pages import press, text
from tests.forms_app.review.test_decisions import at, taken

Browser = Callable[[str], FlaskClient]
PAGE = "/apply/choices"


def change(session: Session, application: Application, *programmes: str, seen: int = 1) -> None:
    changing.change_choices(
        session,
        application,
        chosen=tuple(Choice(programme_id=one) for one in programmes),
        physical_answer="没有",
        actor=as_family(application.id),
        seen=seen,
    )
    session.commit()


def versions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ApplicationVersion)) or 0


def come_in(client: FlaskClient, session: Session, application: Application) -> None:
    data = {"code": application.code, **BORN}
    session.commit()
    data["csrf_token"] = token_in(client.get("/apply/open").text)
    assert client.post("/apply/open", data=data).status_code == 303


def test_the_family_sees_before_and_after_and_nothing_is_sent_before_it_says_so(
    client: FlaskClient, session: Session
) -> None:
    application = submitted(session, programmes=(FIRST,), physical_answer="没有")
    sent_at, number = application.submitted_at, application.number
    come_in(client, session, application)
    assert "改志愿" in text(client.get("/apply/status"))

    page = press(client, client.get(PAGE), add=ELSEWHERE)
    page = press(client, page, up=ELSEWHERE)
    assert versions(session) == 1
    page = press(client, page, physical_answer="没有")
    said = text(page)
    assert said.index("原来的志愿") < said.index("改成")
    assert "第一志愿换了学校" in said
    assert "会收到这份报名" in said
    assert versions(session) == 1
    assert press(client, page, edit="1").status_code == 200

    for _ in range(2):  # a double tap
        answer = press(client, page, confirm="1")
        assert (answer.status_code, answer.location) == (303, "/apply/status")
    assert versions(session) == 2
    session.refresh(application)
    assert [one.programme_id for one in application.choices] == [ELSEWHERE, FIRST]
    assert (application.submitted_at, application.number) == (sent_at, number)
    assert application.state == State.SUBMITTED
    assert "改了志愿" in text(client.get("/apply/status"))
    assert "改了 1 处" in text(client.get("/apply/versions"))
    assert not [one for one in verify(session) if one.broken]


def test_a_college_that_is_chosen_no_more_reads_what_happened_and_nothing_else(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = taken(session, office, "officer")
    officer = browser_of("officer")
    page = officer.get(at(application, "return"))
    change(session, application, ELSEWHERE)

    answer = press(officer, page, reason="学校写错了", fields=["school"], due="2026-12-10")
    assert answer.status_code == 409
    assert "不再报你们学校" in text(answer)
    assert "你刚才这一步没有记下" in text(answer)
    assert "学校写错了" in text(answer)
    for address in (at(application), at(application, "documents"), at(application, "changes")):
        lost = officer.get(address)
        assert lost.status_code == 409
        assert "示例·学生甲" not in lost.text
    assert str(application.number) not in text(officer.get("/staff/applications"))
    assert browser_of("third").get(at(application)).status_code == 404

    new = browser_of("other")
    assert str(application.number) in text(new.get("/staff/applications"))
    assert "第 1 版到第 2 版" in text(new.get(at(application, "changes")))
    session.refresh(application)
    assert (application.state, application.assignee_id) == (State.SUBMITTED, None)


def test_a_college_that_keeps_the_file_is_told_who_was_faster(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = taken(session, office, "officer")
    officer = browser_of("officer")
    page = officer.get(at(application, "return"))
    change(session, application, FIRST, SECOND)
    answer = press(officer, page, reason="学校写错了", fields=["school"], due="2026-12-10")
    assert answer.status_code == 409
    assert "家里人刚处理过" in text(answer)
    assert "改了志愿" in text(answer)


def test_a_copy_goes_out_and_the_history_names_no_programme(session: Session) -> None:
    application = submitted(session)
    change(session, application, ELSEWHERE)
    entry = history_of(session, application)[-1]
    assert entry.event == Event.CHANGE_CHOICES
    assert set(entry.details) == {"fields", changing.LEFT}
    assert Event.CHANGE_CHOICES in messages.WORDS


def test_after_the_last_day_and_once_it_is_decided_the_choices_stay(
    client: FlaskClient, session: Session, office: Office
) -> None:
    application = submitted(session)
    come_in(client, session, application)
    page = client.get(PAGE)
    closes = cycles.rules_of(application).closes_at
    with clock.standing_at(closes):
        assert changing.may_change(application, as_family(application.id))
    with clock.standing_at(closes + timedelta(seconds=1)):
        with pytest.raises(OutOfSeason):
            change(session, application, ELSEWHERE)
        session.rollback()
        refused = press(client, page, confirm="1")
        assert refused.status_code == 409
        assert "报名已经截止" in text(refused)
        assert client.get(PAGE).location == "/apply/status"
        assert "改志愿" not in text(client.get("/apply/status"))

    for state in set(State) - {State.SUBMITTED, State.REVIEWING}:
        application.state = state  # by decree, as no code of the app can
        with pytest.raises(Conflict):
            change(session, application, ELSEWHERE)
        session.rollback()
    assert versions(session) == 1


def test_two_phones_never_overwrite_each_other_unseen(session: Session) -> None:
    application = submitted(session, programmes=(FIRST,))
    change(session, application, ELSEWHERE)
    with pytest.raises(ChangedElsewhere):
        change(session, application, SECOND)
    session.rollback()
    change(session, application, ELSEWHERE)  # the same again is the same press
    assert versions(session) == 2
    with pytest.raises(Conflict, match="没有改"):
        change(session, application, ELSEWHERE, seen=2)
    session.rollback()
    last = papers.last_version(session, application)
    assert last is not None
    assert [one.programme_id for one in last.answers.choices] == [ELSEWHERE]


@pytest.mark.parametrize("chosen", [[], ["sample-programme-99"], ["\x00", "a" * 4000, FIRST]])
def test_any_list_in_the_form_is_answered_in_words(
    client: FlaskClient, session: Session, chosen: list[str]
) -> None:
    application = submitted(session, programmes=(FIRST, ELSEWHERE))
    come_in(client, session, application)
    page = client.get(PAGE)
    answer = press(client, page, chosen=chosen, version="١", confirm="1")
    assert answer.status_code in {200, 400}
    assert versions(session) == 1
    assert family.WHOSE in page.text

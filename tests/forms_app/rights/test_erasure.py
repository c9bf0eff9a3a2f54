"""A family has its data erased: when, by whom, and what it reads on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.invariants import verify
from forms_app.models import History
from forms_app.rights import erasing, erasure, retention
from forms_app.rights.models import ErasureRequest, Remainder
from forms_app.rights.states import State as Asked
from forms_app.workflow import Actor
from tests.forms_app.applications import journey
from tests.forms_app.applications.journey import NAME, Family
from tests.forms_app.applications.starting import begun
from tests.forms_app.review import pages
from tests.forms_app.review.factories import Office
from tests.forms_app.rights.lookups import (
    answer,
    application_of,
    ask,
    erase,
    open_with,
    request_of,
)

Browser = Callable[[str], FlaskClient]


def test_what_stays_is_one_row_of_figures_and_a_history_without_words(
    family: Family, session: Session, browser_of: Browser
) -> None:
    identifier = application_of(session).id
    browser_of("desk").get(f"/staff/applications/{identifier}")
    ask(family)
    answer(browser_of("desk"), session, "not_yet", "还有申诉在查")
    answer(browser_of("officer"), session, "disagree", "已经查完了")
    answer(browser_of("officer"), session, "erase")
    answer(browser_of("desk"), session, "agree")
    left = session.scalars(select(Remainder)).one()
    assert (left.age_band, left.home_county, left.programme_id, left.outcome) == (
        "14—17岁",
        journey.ZHAOJUE,
        journey.PROGRAMME,
        "withdrawn",
    )
    application = application_of(session)
    assert application.answers_text is None
    assert application.number is None
    assert application.kept_consents["consents"][0]["kind"] == "admission"
    assert "given_by" not in str(application.kept_consents)
    assert all(entry.reason_sealed is None for entry in session.scalars(select(History)))
    with db.reading_session() as reading:
        assert [one.name for one in verify(reading) if one.count] == []


def test_the_old_code_answers_as_one_that_never_existed(
    app: Flask, family: Family, session: Session, browser_of: Browser
) -> None:
    code = family.code
    number = application_of(session).answers.identity_number
    erase(family, session, browser_of)
    gone = open_with(app.test_client(), code)
    never = open_with(app.test_client(), "00000-0000" + "0")
    assert gone.status_code == never.status_code
    assert "取件码和出生日期对不上" in gone.text
    assert pages.text(gone) == pages.text(never)
    # The browser that was open is out, and the child may apply anew: nobody learns of the first.
    assert (family.client.get("/apply/status").location or "").startswith("/apply/open")
    again = Family(app.test_client())
    again.apply(number=number)


def test_asking_withdraws_at_once_and_can_be_taken_back_until_it_is_done(
    family: Family, session: Session, browser_of: Browser
) -> None:
    page = family.read("/apply/erasure")
    assert "提出以后，这份报名马上撤回" in page
    assert "15 天以内办好或答复" in page
    ask(family)
    assert application_of(session).state == State.WITHDRAWN
    status = family.read("/apply/status")
    assert "已经提出要删，2026年12月16日以前会办好或有答复" in status
    assert "不撤回了，重新送到学校" not in status
    assert "这份报名正等着删掉" in family.send("/apply/again").get_data(as_text=True)

    answer(browser_of("desk"), session, "erase")
    assert "等第二个人同意" in family.read("/apply/erasure")
    assert family.send("/apply/erasure", step="cancel").status_code == 303
    assert request_of(session).state == Asked.CANCELLED
    assert family.send("/apply/again").status_code == 303
    assert application_of(session).state == State.SUBMITTED


def test_a_draft_is_erased_after_a_day_and_not_while_the_family_thinks(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    begun(family)
    assert "24 小时以后删掉，在这以前可以反悔" in family.read("/apply/erasure")
    ask(family)
    assert "12月2日 10:00以后删掉" in family.read("/apply/erasure")
    family.fill_all()
    refused = family.submit()
    assert refused.status_code == 409
    assert "先按“不删了”" in refused.get_data(as_text=True)
    with clock.standing_at(clock.now() + timedelta(hours=23)):
        assert retention.sweep(scrub=False).counts["asked"] == 0
    family.send("/apply/erasure", step="cancel")
    with clock.standing_at(clock.now() + timedelta(hours=25)):
        assert retention.sweep(scrub=False).counts["asked"] == 0
    assert application_of(session).erased_at is None

    ask(family)
    with clock.standing_at(clock.now() + timedelta(hours=25)):
        assert retention.sweep(scrub=False).counts["asked"] == 1
        assert retention.sweep(scrub=False).counts["asked"] == 0
    assert application_of(session).erased_at is not None
    assert session.scalars(select(Remainder)).one().outcome == "draft"
    assert (client.get("/apply/status").location or "").startswith("/apply/open")


def test_two_people_erase_and_neither_alone_nor_from_elsewhere(
    family: Family, session: Session, office: Office, browser_of: Browser
) -> None:
    ask(family)
    request = request_of(session)
    desk = browser_of("desk")
    address = f"/staff/erasures/{request.id}"
    for stranger in ("other", "third", "far_desk"):
        assert browser_of(stranger).get(address).status_code == 404
        assert request.standing_of(office[stranger]) == frozenset()
    for nobody in ("authority", "admin"):
        assert browser_of(nobody).get(address).status_code == 403
    page = desk.get("/staff/erasures").get_data(as_text=True)
    assert application_of(session).number in page
    assert NAME not in page
    answer(desk, session, "erase")
    assert "等另一个人核对" in desk.get(address).get_data(as_text=True)
    with pytest.raises(TransitionNotAllowed):
        erasure.confirm(session, request_of(session), actor=office["desk"])
    session.rollback()
    assert application_of(session).erased_at is None
    answer(browser_of("prefecture"), session, "agree")
    assert request_of(session).state == Asked.DONE
    assert browser_of("prefecture").get(address).status_code == 404


def test_a_refusal_needs_two_people_and_words_that_the_family_reads(
    family: Family, session: Session, browser_of: Browser
) -> None:
    ask(family)
    address = f"/staff/erasures/{request_of(session).id}"
    desk = browser_of("desk")
    silent = pages.press(desk, desk.get(address), verdict="not_yet")
    assert "写清楚理由，家里人看得到" in silent.text
    answer(desk, session, "not_yet", "有人冒名，正在查")
    assert "正在查" not in family.read("/apply/erasure")
    officer = browser_of("officer")
    silent = pages.press(officer, officer.get(address), verdict="agree")
    assert "写清楚理由" in silent.text
    answer(officer, session, "agree", "冒名的事查完就能删")
    page = family.read("/apply/erasure")
    assert "现在还不能删" in page
    assert "冒名的事查完就能删" in page
    assert "再提一次，要删" in page
    assert "原因写在里面" in family.read("/apply/status")
    ask(family)
    assert session.scalar(select(ErasureRequest.id).where(ErasureRequest.state == "asked"))


def test_pressed_twice_it_is_one_request(family: Family, session: Session) -> None:
    first, second = (family.send("/apply/erasure", step="ask") for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    request = request_of(session)
    twin = ErasureRequest(
        application_id=request.application_id, due_at=clock.now(), state=request.state
    )
    session.add(twin)
    with pytest.raises(Exception, match=r"(?i)unique"):
        session.flush()
    session.rollback()


def test_who_is_too_late_to_take_it_back_is_told(
    family: Family, session: Session, browser_of: Browser
) -> None:
    application = application_of(session)
    erase(family, session, browser_of)
    application = application_of(session)
    with pytest.raises(Conflict, match="没有等着删的了"):
        erasure.cancel(session, application, actor=as_family(application.id))
    assert erasing.erase(session, application) == []


@pytest.mark.parametrize("rival", ["the family", "a third person"])
def test_in_the_same_moment_one_of_two_is_first_and_the_other_is_told(
    app: Flask,
    family: Family,
    session: Session,
    office: Office,
    browser_of: Browser,
    rival: str,
) -> None:
    ask(family)
    answer(browser_of("desk"), session, "erase")
    application, request = application_of(session), request_of(session)
    identifier, asked = application.id, request.id
    second, third = office["officer"], office["prefecture"]
    session.commit()
    start, told = threading.Barrier(2), list[str]()

    def act(step: Callable[[Session], object]) -> None:
        start.wait(timeout=30)
        with app.app_context(), db.writing_session() as own:
            try:
                step(own)
                own.commit()
                told.append("first")
            except (Conflict, TransitionNotAllowed):
                told.append("told")

    def confirm(actor: Actor) -> Callable[[Session], object]:
        return lambda own: erasure.confirm(own, own.get_one(ErasureRequest, asked), actor=actor)

    def cancel(own: Session) -> None:
        own_application = own.get_one(Application, identifier)
        erasure.cancel(own, own_application, actor=as_family(identifier))

    steps = [confirm(second), cancel if rival == "the family" else confirm(third)]
    threads = [threading.Thread(target=act, args=(step,)) for step in steps]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    assert sorted(told) == ["first", "told"]
    is_erased = application_of(session).erased_at is not None
    assert is_erased is (request_of(session).state == Asked.DONE)
    assert len(session.scalars(select(Remainder)).all()) == is_erased


def test_words_that_came_too_late_are_shown_to_be_copied(
    family: Family, session: Session, browser_of: Browser
) -> None:
    ask(family)
    address = f"/staff/erasures/{request_of(session).id}"
    desk = browser_of("desk")
    answer(desk, session, "erase")
    opened = browser_of("prefecture").get(address)
    page = pages.press(desk, opened, verdict="disagree", reason="这几个字要留住")
    assert page.status_code == 409
    assert "换一个人来做" in page.text
    assert "这几个字要留住" in page.text

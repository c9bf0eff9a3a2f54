"""Giving out a lost 取件码 when somebody slips, guesses, presses twice, or two press at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import lost_codes
from forms_app.applications.lost_codes import MOST_WRONG, Child
from forms_app.applications.models import Application
from forms_app.extensions import db
from forms_app.privacy import View
from tests.forms_app.applications.journey import BORN, NAME
from tests.forms_app.review.booklets import NOT_FOUND, NUMBER, ask, code_of, draft
from tests.forms_app.review.factories import Office
from tests.forms_app.review.pages import press, text

Browser = Callable[[str], FlaskClient]


def test_ten_wrong_tries_end_the_day_and_a_right_one_does_not_clear_them(
    session: Session, browser_of: Browser
) -> None:
    lost = draft(session)
    client = browser_of("school")
    for _ in range(MOST_WRONG - 1):
        assert NOT_FOUND in text(ask(client, name="别人"))
    given = text(ask(client))
    assert code_of(session, lost) in given
    with clock.standing_at(clock.now() + timedelta(minutes=1)):
        assert "还可以试0次" in text(ask(client, name="别人"))
        before = code_of(session, lost)
        stopped = text(ask(client))
        assert "要等24小时再办" in stopped
        assert "户籍所在县的帮办点" in stopped
        assert code_of(session, lost) == before
        assert code_of(session, lost) not in stopped
    with clock.standing_at(clock.now() + timedelta(hours=25)):
        answer = ask(browser_of("school"))
        assert code_of(session, lost) in text(answer)


def test_a_second_press_does_not_kill_the_code_that_was_just_read_out(
    session: Session, browser_of: Browser
) -> None:
    lost = draft(session)
    school = browser_of("school")
    typed = {"name": NAME, "identity_number": NUMBER, "has_seen": "y", **BORN}
    page = school.get("/staff/codes")
    press(school, page, **typed)
    first = code_of(session, lost)

    with clock.standing_at(clock.now() + timedelta(minutes=1)):
        again = press(school, page, **typed)
        assert "重开过，这一次没有再开" in text(again)
        assert code_of(session, lost) == first
        third = press(school, again)
    assert code_of(session, lost) != first
    assert code_of(session, lost) in text(third)


def test_two_offices_at_once_give_out_one_code(
    app: Flask, office: Office, session: Session
) -> None:
    lost = draft(session)
    identifier, generation = lost.id, lost.code_generation
    actors = [office["school"], office["desk"]]
    drawn = clock.now() - timedelta(seconds=1)
    child = Child(name=NAME, birth_date=date(2011, 4, 5), number=NUMBER, guardian_name=None)
    session.commit()
    session.close()
    start, answers = threading.Barrier(2), list[str]()

    def give(at: int) -> None:
        with app.app_context(), db.writing_session() as own:
            start.wait()
            try:
                lost_codes.give_anew(own, child, actor=actors[at], drawn_at=drawn)
            except lost_codes.JustGiven:
                answers.append("told")
            else:
                answers.append("given")
            own.commit()

    threads = [threading.Thread(target=give, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["given", "told"]
    assert session.get_one(Application, identifier).code_generation == generation + 1
    looks = session.scalars(select(View).where(View.subject_id == identifier)).all()
    assert [look.what for look in looks] == ["重开取件码"]


def test_a_slip_in_typing_is_said_at_its_field_and_counts_as_no_try(
    session: Session, browser_of: Browser
) -> None:
    draft(session)
    client = browser_of("school")
    slipped = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")

    assert "户口簿就是这样" in text(ask(client, identity_number=slipped))
    assert "要有18位" in text(ask(client, identity_number="5134"))
    assert "写上身份证号" in text(ask(client, identity_number=""))
    assert "没有这一天" in text(ask(client, birth_month="2", birth_day="30"))
    assert "先看户口簿原件，再勾。" in text(ask(client, has_seen=""))
    assert "还可以试9次" in text(ask(client, identity_number=slipped, identity_as_in_booklet="y"))


def test_nothing_that_was_typed_stands_in_a_log_or_an_address(
    session: Session, browser_of: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    lost = draft(session)
    client = browser_of("school")
    with caplog.at_level(logging.DEBUG):
        wrong, right = ask(client, name="别人"), ask(client)
    told = caplog.text + "".join(answer.request.url for answer in (wrong, right))
    code = lost.code or ""
    for secret in (NAME, NUMBER, code, code_of(session, lost), "别人", "2011"):
        assert secret not in told

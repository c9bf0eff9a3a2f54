"""A lost 取件码 at a school, a village, a desk or a college: before the 户口簿, by what it says."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.applications import access_code, drafts, lost_codes
from forms_app.applications.answers import Choice
from forms_app.applications.lost_codes import MOST_WRONG, Child
from forms_app.applications.models import Application
from forms_app.extensions import db
from forms_app.privacy import View
from tests.forms_app.applications import factories as families
from tests.forms_app.applications.journey import BORN, Family
from tests.forms_app.review.factories import (
    BUTUO,
    ELSEWHERE,
    FIRST,
    Office,
    identity_number,
    submitted,
)
from tests.forms_app.review.pages import press, text

Browser = Callable[[str], FlaskClient]
NAME = "阿力木·买买提"
NUMBER = identity_number(77)
NOT_FOUND = "没有找到对得上、又归你们重开的报名"


def draft(session: Session, **changes: Any) -> Application:
    """A draft that nobody has sent, with the number of one child."""
    made = families.draft(session, **{"identity_number": NUMBER, **changes})
    session.commit()
    return made


def ask(client: FlaskClient, **changes: Any) -> TestResponse:
    """What an office types that has the 户口簿 before it."""
    typed = {"name": NAME, "identity_number": NUMBER, "has_seen": "y", **BORN, **changes}
    return press(client, client.get("/staff/codes"), **typed)


def code_of(session: Session, application: Application) -> str:
    session.expire_all()
    return access_code.shown(application.code or "")


@pytest.mark.parametrize("who", ["school", "village", "desk", "prefecture", "officer"])
def test_a_draft_is_opened_with_the_new_code_and_the_family_reads_who_gave_it(
    app: Flask, session: Session, office: Office, browser_of: Browser, who: str
) -> None:
    lost = draft(session)
    old = code_of(session, lost)
    client, shown_as = browser_of(who), office[who].shown_as

    answer = ask(client)

    new = code_of(session, lost)
    assert new != old
    assert new in text(answer)
    assert "还没有提交" in text(answer)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    family = Family(app.test_client())
    assert family.send("/apply/open", code=old, **BORN).status_code == 200
    assert family.send("/apply/open", code=new, **BORN).status_code == 303
    assert f"由 {shown_as} 重开" in family.read("/apply/code")
    assert f"由 {shown_as} 重开" in family.read("/apply/tasks")


@pytest.mark.parametrize("who", ["school", "village", "desk", "officer"])
def test_what_was_sent_gets_a_new_code_too_and_its_look_is_written_down(
    app: Flask, session: Session, office: Office, browser_of: Browser, who: str
) -> None:
    sent = submitted(session, name=NAME, identity_number=NUMBER)
    session.commit()
    old = code_of(session, sent)

    answer = ask(browser_of(who), name="阿力木.买买提", identity_number=f" {NUMBER.lower()} ")

    assert code_of(session, sent) != old
    assert "还没有提交" not in text(answer)
    family = Family(app.test_client())
    family.send("/apply/open", code=code_of(session, sent), **BORN)
    assert f"{office[who].shown_as} 重开取件码" in text(family.client.get("/apply/status"))


@pytest.mark.parametrize("who", ["far_school", "far_desk", "other"])
def test_an_office_elsewhere_gets_the_answer_of_a_wrong_number(
    session: Session, browser_of: Browser, who: str
) -> None:
    sent = submitted(session, name=NAME, identity_number=NUMBER, programmes=(FIRST, ELSEWHERE))
    session.commit()
    old, client = code_of(session, sent), browser_of(who)

    refused = ask(client)

    assert NOT_FOUND in text(refused)
    assert code_of(session, sent) == old
    unknown = ask(browser_of(who), identity_number=identity_number(78))
    assert text(unknown) == text(refused).replace("还可以试9次", "还可以试8次")


@pytest.mark.parametrize(("who", "status"), [("authority", 403), ("admin", 403), ("signer", 403)])
def test_nobody_else_comes_to_the_page(browser_of: Browser, who: str, status: int) -> None:
    client = browser_of(who)
    assert client.get("/staff/codes").status_code == status
    assert client.post("/staff/codes", data={"has_seen": "y"}).status_code == status


def test_a_draft_belongs_to_every_college_that_it_names_and_to_no_other(session: Session) -> None:
    sent_to = (Choice(programme_id=FIRST), Choice(programme_id=ELSEWHERE))
    lost = draft(session, choices=sent_to)
    first = families.officer(session)
    assert lost_codes.may_give(session, lost, first)
    stranger = lost.answers.model_copy(update={"choices": (Choice(programme_id=ELSEWHERE),)})
    drafts.keep(lost, stranger)
    assert not lost_codes.may_give(session, lost, first)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "阿力木·买买"},
        {"identity_number": identity_number(78)},
        {"birth_day": "6"},
        {"has_no_identity_number": "y", "guardian_name": "吉克·拉莫"},
    ],
    ids=["name", "number", "birth date", "not without number"],
)
def test_whatever_is_wrong_the_answer_is_the_same_and_nothing_typed_is_lost(
    session: Session, browser_of: Browser, wrong: dict[str, str]
) -> None:
    lost = draft(session)
    old = code_of(session, lost)

    answer = ask(browser_of("school"), **wrong)

    assert f"{NOT_FOUND}，什么都没有改" in text(answer)
    assert "户籍所在县的帮办点" in text(answer)
    assert "今天还可以试9次" in text(answer)
    assert f'value="{wrong.get("name", NAME)}"' in answer.text
    assert code_of(session, lost) == old


def test_two_children_with_one_name_and_birthday_are_told_apart(
    session: Session, browser_of: Browser
) -> None:
    one = draft(session)
    other = draft(session, identity_number=identity_number(78))
    kept = code_of(session, one)

    ask(browser_of("village"), identity_number=identity_number(78))

    assert code_of(session, one) == kept
    assert other.code_given_by is not None


def test_a_child_without_a_number_is_found_by_its_guardian(
    session: Session, browser_of: Browser
) -> None:
    lost = draft(session, identity_number=None, has_no_identity_number=True)
    client = browser_of("village")
    without = {"identity_number": "", "has_no_identity_number": "y"}

    assert "写上监护人的姓名" in text(ask(client, **without))
    assert NOT_FOUND in text(ask(client, **without, guardian_name="别人"))
    answer = ask(client, **without, guardian_name="吉克 · 拉莫")

    assert code_of(session, lost) in text(answer)


def test_a_name_that_cannot_be_typed_is_found_by_its_pinyin(
    session: Session, browser_of: Browser
) -> None:
    lost = draft(session, name="阿", name_cannot_be_typed=True, name_in_pinyin="A limu")

    answer = ask(browser_of("desk"), name="Alimu")

    assert code_of(session, lost) in text(answer)


def test_of_several_drafts_the_newest_is_meant_and_before_it_what_was_sent(
    session: Session, browser_of: Browser
) -> None:
    older = draft(session)
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        newer = draft(session)
    client = browser_of("school")
    ask(client)
    session.expire_all()
    assert (older.code_given_by, newer.code_given_by is None) == (None, False)

    sent = submitted(session, name=NAME, identity_number=NUMBER)
    session.commit()
    ask(client)
    session.expire_all()
    assert sent.code_given_by is not None
    assert older.code_given_by is None


def test_the_index_follows_the_number_and_the_old_number_finds_nothing(
    session: Session, browser_of: Browser
) -> None:
    lost = draft(session)
    drafts.write(lost, lost.answers, {"identity_number": identity_number(78)})
    session.commit()
    client = browser_of("desk")

    assert NOT_FOUND in text(ask(client))
    answer = ask(client, identity_number=identity_number(78))
    assert code_of(session, lost) in text(answer)


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


def test_a_school_of_the_next_county_is_no_school_of_this_one_but_of_one_that_nobody_named(
    session: Session, browser_of: Browser
) -> None:
    lost = draft(session, home_county=BUTUO)
    assert NOT_FOUND in text(ask(browser_of("school")))
    drafts.keep(lost, lost.answers.model_copy(update={"home_county": None}))
    session.commit()
    answer = ask(browser_of("school"))
    assert code_of(session, lost) in text(answer)

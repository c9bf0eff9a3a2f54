"""A lost 取件码 at a school, a village, a desk or a college: before the 户口簿, by what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import drafts, lost_codes
from forms_app.applications.answers import Choice
from tests.forms_app.applications import factories as families
from tests.forms_app.applications.journey import BORN, NAME, Family
from tests.forms_app.review.booklets import (
    NOT_FOUND,
    NUMBER,
    OTHER_NUMBER,
    ask,
    code_of,
    draft,
)
from tests.forms_app.review.factories import BUTUO, ELSEWHERE, FIRST, Office, submitted
from tests.forms_app.review.pages import text

Browser = Callable[[str], FlaskClient]


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
    unknown = ask(browser_of(who), identity_number=OTHER_NUMBER)
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
        {"identity_number": OTHER_NUMBER},
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
    other = draft(session, identity_number=OTHER_NUMBER)
    kept = code_of(session, one)

    ask(browser_of("village"), identity_number=OTHER_NUMBER)

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
    drafts.write(lost, lost.answers, {"identity_number": OTHER_NUMBER})
    session.commit()
    client = browser_of("desk")

    assert NOT_FOUND in text(ask(client))
    answer = ask(client, identity_number=OTHER_NUMBER)
    assert code_of(session, lost) in text(answer)


def test_a_school_of_the_next_county_is_no_school_of_this_one_but_of_one_that_nobody_named(
    session: Session, browser_of: Browser
) -> None:
    lost = draft(session, home_county=BUTUO)
    assert NOT_FOUND in text(ask(browser_of("school")))
    drafts.keep(lost, lost.answers.model_copy(update={"home_county": None}))
    session.commit()
    answer = ask(browser_of("school"))
    assert code_of(session, lost) in text(answer)

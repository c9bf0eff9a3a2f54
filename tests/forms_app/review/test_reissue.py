"""A lost 取件码: who may give out a new one, what becomes of the old one, and who is told."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.applications import access_code
from forms_app.applications.models import Application
from tests.forms_app.applications.journey import BORN, Family
from tests.forms_app.review.factories import Office, submitted
from tests.forms_app.review.pages import press, text
from tests.forms_app.review.test_file import looks

Browser = Callable[[str], FlaskClient]


def at(application: Application) -> str:
    return f"/staff/applications/{application.id}/code"


@pytest.mark.parametrize("who", ["desk", "officer"])
def test_a_new_code_opens_the_old_one_is_dead_and_the_family_reads_who_did_it(
    app: Flask, session: Session, office: Office, browser_of: Browser, who: str
) -> None:
    application = submitted(session)
    old = access_code.shown(application.code or "")
    session.commit()
    client, shown_as = browser_of(who), office[who].shown_as
    assert at(application) in client.get(f"/staff/applications/{application.id}").text
    page = client.get(at(application))

    assert "先看户口簿原件，再勾。" in text(press(client, page))
    session.expire_all()
    assert access_code.shown(application.code or "") == old
    answer = press(client, page, has_seen="y")

    session.expire_all()
    new = access_code.shown(application.code or "")
    assert new != old
    assert new in text(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"{shown_as}：重开取件码" in looks(session, application)
    family = Family(app.test_client())
    assert family.send("/apply/open", code=old, **BORN).status_code == 200
    assert family.send("/apply/open", code=new, **BORN).location == "/apply/status"
    assert f"由 {shown_as} 重开" in family.read("/apply/code")


def test_a_second_press_does_not_kill_the_code_that_was_just_read_out(
    session: Session, browser_of: Browser
) -> None:
    application = submitted(session)
    session.commit()
    desk = browser_of("desk")
    page = desk.get(at(application))
    press(desk, page, has_seen="y")
    session.expire_all()
    first = application.code

    again = press(desk, page, has_seen="y")

    assert again.status_code == 409
    session.expire_all()
    assert application.code == first


@pytest.mark.parametrize(
    ("who", "status"),
    [("other", 404), ("third", 404), ("far_desk", 404), ("authority", 403), ("admin", 403)],
)
def test_nobody_else_gives_out_a_code(
    session: Session, browser_of: Browser, who: str, status: int
) -> None:
    application = submitted(session)
    session.commit()
    code, client = application.code, browser_of(who)

    assert client.get(at(application)).status_code == status
    assert client.post(at(application), data={"has_seen": "y"}).status_code == status
    assert at(application) not in client.get(f"/staff/applications/{application.id}").text
    session.expire_all()
    assert application.code == code


def test_the_page_sends_a_family_only_to_those_who_can_give_a_new_code(app: Flask) -> None:
    page = app.test_client().get("/apply/open").text
    assert "县里的帮办点，或第一志愿的学校，当面重开一个" in page
    assert "毕业学校、村里有千校账号的，也能办" in page
    assert "还没有提交的 也能重开" in " ".join(page.replace("<b>", "").replace("</b>", " ").split())
    assert "重新报一次就行，只算一份" in page

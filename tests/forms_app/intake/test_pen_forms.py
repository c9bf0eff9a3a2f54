"""Forms filled in by pen: printed with a serial, typed in once, found again, written off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.applications.checked_code import ALPHABET
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.applications.typed_text import NotAccepted
from forms_app.intake import pen_forms, serials
from forms_app.intake.models import PenForm
from forms_app.running import catalogue
from forms_app.workflow import Actor
from tests.forms_app.applications.journey import (
    CYCLE,
    GUARDIAN_PAGE,
    PROGRAMME,
    Family,
    identity_number,
)
from tests.forms_app.review.pages import press, text

Browser = Callable[[str], FlaskClient]
FIRST_PAGE = {
    **GUARDIAN_PAGE,
    "programme": PROGRAMME,
    "received_on": "2026-12-01",
    "has_signature": "y",
}


def printed(session: Session, count: int = 1) -> list[PenForm]:
    actor = Actor(shown_as="示例县帮办点")
    made = pen_forms.print_for_desk(
        session, campaign=catalogue().campaigns[CYCLE], count=count, actor=actor
    )
    session.commit()
    return made


def at(form: PenForm) -> str:
    return f"/staff/paper/{form.serial}"


def type_first_page(client: FlaskClient, address: str, **changes: Any) -> TestResponse:
    return press(client, client.get(address), **{**FIRST_PAGE, **changes})


@given(st.text(ALPHABET, min_size=11, max_size=11), st.data())
def test_a_serial_with_one_wrong_or_two_swapped_characters_is_refused(
    free: str, data: st.DataObject
) -> None:
    serial = free + serials.check_character(free)
    assert serials.read(serials.shown(serial).lower()) == serial
    place = data.draw(st.integers(0, 11))
    other = data.draw(st.sampled_from(ALPHABET.replace(serial[place], "")))
    with pytest.raises(NotAccepted):
        serials.read(serial[:place] + other + serial[place + 1 :])
    second = data.draw(st.integers(0, 11))
    swapped = list(serial)
    swapped[place], swapped[second] = swapped[second], swapped[place]
    if "".join(swapped) != serial:
        with pytest.raises(NotAccepted):
            serials.read("".join(swapped))


def test_a_print_run_is_two_pages_a_copy_and_each_qr_opens_its_own_form(
    client: FlaskClient, session: Session, browser_of: Browser
) -> None:
    desk = browser_of("desk")
    page = press(desk, desk.get("/staff/paper"), cycle=CYCLE, count="12")
    run = desk.get(page.location)
    assert "12 张表，分 2 个文件" in text(run)

    second = desk.get(f"{page.location}/2.pdf")

    assert second.mimetype == "application/pdf"
    with pypdfium2.PdfDocument(second.data) as document:
        assert len(document) == 4
        seen = [
            zxingcpp.read_barcodes(document[number].render(scale=2.5).to_pil())[0].text
            for number in range(4)
        ]
    # Both pages of a copy carry its code, and no two copies the same.
    assert seen[0] == seen[1] != seen[2] == seen[3]
    for address in set(seen):
        shown = client.get(address.removeprefix("http://localhost"))
        assert "还没有录入" in text(shown)
    words = "".join(one.extract_text() for one in PdfReader(BytesIO(second.data)).pages)
    for field in ("监护人签名", "身份证号", "志愿", "交给谁", "接下来", "收到日期"):
        assert field in words
    assert desk.get(f"{page.location}/3.pdf").status_code == 404
    assert browser_of("college").get(page.location).status_code == 404


@pytest.mark.parametrize("count", ["0", "51", "x", "", "9" * 30])
def test_a_print_run_has_a_limit(session: Session, browser_of: Browser, count: str) -> None:
    desk = browser_of("desk")
    answer = press(desk, desk.get("/staff/paper"), cycle=CYCLE, count=count)
    assert "写一个数字，1到50" in text(answer)
    assert session.scalar(select(func.count()).select_from(PenForm)) == 0


def test_a_family_prints_one_at_home_reads_where_it_is_and_meets_a_limit(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pen_forms, "MOST_AT_HOME", 2)
    address = f"/apply/paper?programme={PROGRAMME}"
    assert client.get(address).status_code == 200
    assert session.scalar(select(func.count()).select_from(PenForm)) == 0  # GET writes nothing
    family = Family(client)

    shown = family.send(address).location

    assert "还没有录入" in text(client.get(shown))
    assert len(PdfReader(BytesIO(client.get(f"{shown}.pdf").data)).pages) == 2
    assert family.send(address).status_code == 303
    refused = family.send(address)
    assert refused.status_code == 409
    assert "今天这里印得太多了" in text(refused)
    with clock.standing_at(datetime(2026, 12, 3, tzinfo=clock.BEIJING)):
        assert family.send(address).status_code == 303


def test_an_unknown_serial_is_a_page_in_words(client: FlaskClient, browser_of: Browser) -> None:
    for serial in (serials.new(), "x", "0" * 400):
        answer = client.get(f"/paper/{serial}")
        assert answer.status_code == 404
        assert "没有找到这张表" in text(answer)
        assert browser_of("desk").get(f"/staff/paper/{serial}").status_code == 404


def test_a_paper_is_typed_into_the_familys_own_pages_and_submitted(
    client: FlaskClient, session: Session, browser_of: Browser
) -> None:
    form, desk = printed(session)[0], browser_of("desk")

    answer = type_first_page(desk, at(form))

    assert (answer.status_code, answer.location) == (303, "/apply/tasks/student")
    typing = Family(desk)
    typing.fill_all(number=identity_number())
    assert typing.submit().location == "/apply/receipt"
    assert "取件码" in typing.read("/apply/receipt")
    session.expire_all()
    application = session.get_one(Application, form.application_id)
    assert application.state == State.SUBMITTED
    assert application.received_on == date(2026, 12, 1)
    assert {one.method for one in application.answers.consents} == {"纸质"}
    known = text(desk.get(at(form)))
    assert "已经录入" in known
    assert "接着录" not in known
    assert "帮办点 在 2026年12月1日" in text(client.get(f"/paper/{form.serial}"))
    assert client.get(f"/paper/{form.serial}.pdf").status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"has_signature": None}, "没有监护人的签名，不能录"),
        ({"received_on": ""}, "写上收到的那一天"),
        ({"received_on": "2026-12-02"}, "这一天还没有到"),
        ({"received_on": "2026-11-30"}, "早不过那天"),
        ({"programme": "nonsense"}, "选一项。"),
        ({"guardian_name": ""}, "写上监护人的姓名。"),
        ({"birth_year": "2014", "admission": None}, "学生不满14岁"),
    ],
)
def test_the_first_page_of_a_paper_says_what_is_missing_and_keeps_what_was_typed(
    session: Session, browser_of: Browser, changes: dict[str, Any], words: str
) -> None:
    form, desk = printed(session)[0], browser_of("desk")
    answer = type_first_page(desk, at(form), **changes)
    assert answer.status_code == 200
    assert words in text(answer)
    assert f'value="{FIRST_PAGE["guardian_phone"]}"' in answer.text
    assert session.scalar(select(func.count()).select_from(Application)) == 0


def test_the_desk_that_began_goes_on_and_no_other(session: Session, browser_of: Browser) -> None:
    form = printed(session)[0]
    type_first_page(browser_of("desk"), at(form))
    again = browser_of("desk")
    page = again.get(at(form))

    assert press(again, page, action=f"{at(form)}/go-on").location == "/apply/tasks"
    assert again.get("/apply/tasks").status_code == 200
    stranger = browser_of("college")
    shown = stranger.get(at(form))
    assert "接着录" not in text(shown)
    token = {"csrf_token": press_token(stranger)}
    stranger.post(f"{at(form)}/go-on", data=token)
    assert stranger.get("/apply/tasks").status_code == 303


def press_token(client: FlaskClient) -> str:
    page = client.get("/staff/paper").text
    start = page.index('name="csrf_token" value="') + len('name="csrf_token" value="')
    return page[start : page.index('"', start)]


def test_one_serial_typed_in_by_many_at_once_is_one_application(
    app: Flask, session: Session, browser_of: Browser
) -> None:
    form = printed(session)[0]
    address = at(form)
    desks = [browser_of(name) for name in ("desk", "college", "other") for _ in range(2)]
    pages = [desk.get(address) for desk in desks]
    answers: list[TestResponse] = []
    gate = threading.Barrier(len(desks))

    def send(desk: FlaskClient, page: TestResponse) -> None:
        gate.wait()
        answers.append(press(desk, page, **FIRST_PAGE))

    pairs = zip(desks, pages, strict=True)
    threads = [threading.Thread(target=send, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for one in answers:
        assert one.status_code == 303 or "一张表只能录一次" in text(one)
    assert len(answers) == len(desks)
    began = [one for one in answers if one.location == "/apply/tasks/student"]
    assert len(began) == 1
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Application)) == 1
    assert "一张表只能录一次" in text(desks[1].get(address))


def test_a_spoiled_form_is_not_typed_in_until_it_is_brought_back(
    client: FlaskClient, session: Session, browser_of: Browser
) -> None:
    form, desk = printed(session)[0], browser_of("desk")
    open_page = desk.get(at(form))
    assert press(desk, open_page, action=f"{at(form)}/spoil", because="").status_code == 303
    session.expire_all()
    assert form.spoiled_at is None

    press(desk, open_page, action=f"{at(form)}/spoil", because="写坏了")

    assert "已经作废" in text(client.get(f"/paper/{form.serial}"))
    press(desk, open_page, **FIRST_PAGE)
    assert session.scalar(select(func.count()).select_from(Application)) == 0
    press(desk, desk.get(at(form)), action=f"{at(form)}/bring-back")
    assert type_first_page(desk, at(form)).status_code == 303

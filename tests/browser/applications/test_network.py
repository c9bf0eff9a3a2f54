"""A weak network at 360 px: the page stays, nothing typed is lost, and the words are true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications.models import Application
from forms_app.extensions import db
from tests.browser.applications import phone, walk
from tests.browser.applications.conftest import PHONE
from tests.browser.going import follow
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import GUARDIAN, identity_number

pytestmark = pytest.mark.browser
SAVE = "保存，下一步"
CONTACT = "/apply/tasks/contact"
FIRST = "/apply/new?programme=sample-programme-01&schooling=今年初中毕业&county=513431"


@pytest.fixture
def page(page_at: Callable[..., Page]) -> Page:
    return page_at(PHONE)


@contextmanager
def rows(app: Flask) -> Iterator[Session]:
    with app.app_context(), db.writing_session() as session:
        yield session
        session.commit()


def a_draft(app: Flask, **changes: object) -> str:
    """The 取件码 of a draft with every answer."""
    with rows(app) as session:
        number, known = identity_number(), {"phone_belongs_to": "监护人", **changes}
        code = factories.draft(session, identity_number=number, **known).code
    assert code is not None
    return code


def stored_phone(app: Flask, code: str) -> str | None:
    with rows(app) as session:
        found = session.scalars(select(Application)).all()
        return next(one.answers.phone for one in found if one.code == code)


def contact_of(page: Page, code: str) -> None:
    """The page of the telephone of this code's application, as the phone that holds it sees it."""
    phone.open_with(page, code)
    page.goto(CONTACT)


def a_draft_at_contact(app: Flask, page: Page) -> str:
    """The 取件码 of a new draft whose page of the telephone is open."""
    code = a_draft(app)
    contact_of(page, code)
    return code


def type_phone(page: Page, number: str) -> None:
    page.get_by_label("联系电话").fill(number)


def cut_posts(route: Route, request: Request) -> None:
    if request.method == "POST":
        route.abort("connectionreset")
    else:
        route.continue_()


def test_a_network_cut_at_every_press_loses_nothing(
    served: Flask, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = identity_number()
    monkeypatch.setattr(walk, "press", phone.press_without_network)
    walk.apply(page, number=number)
    expect(page.get_by_role("heading", level=1)).to_contain_text("已送到学校")
    assert phone.kept(page) == []
    with rows(served) as session:
        found = session.scalars(select(Application)).all()
        (sent,) = [one for one in found if one.answers.identity_number == number]
        assert sent.submitted_at is not None
        answers = sent.answers
    assert (answers.guardian_name, answers.phone) == (GUARDIAN, "13900001234")
    assert answers.mail_address == "解放路十八号门卫转"
    assert len(answers.choices) == 2


def test_a_page_that_arrived_though_its_answer_was_lost_is_sent_again_without_harm(
    served: Flask, page: Page
) -> None:
    code = a_draft_at_contact(served, page)
    lost: list[int] = []

    def lose_one_answer(route: Route, request: Request) -> None:
        if request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/*", lose_one_answer)
    type_phone(page, "13711112222")
    phone.say(page, phone.ONLY_HERE)
    page.get_by_role("button", name=SAVE, exact=True).click()
    page.wait_for_url("**/apply/tasks/household")
    assert lost == [204]
    assert stored_phone(served, code) == "13711112222"
    assert phone.kept(page) == []


def test_a_page_left_without_network_is_put_back_and_sent_when_it_is_opened_again(
    served: Flask, page: Page
) -> None:
    code = a_draft_at_contact(served, page)
    page.route("**/*", cut_posts)
    type_phone(page, "13733334444")
    page.get_by_role("button", name=SAVE, exact=True).click()
    phone.say(page, phone.CUT)
    ((key, _),) = phone.kept(page)
    assert "13733334444" not in key
    assert code not in key
    later = page.context.new_page()
    page.close()
    later.goto(CONTACT)
    later.wait_for_url("**/apply/tasks/household")
    assert stored_phone(served, code) == "13733334444"
    assert phone.kept(later) == []


def test_what_was_only_typed_waits_for_the_person_and_can_be_cleared(
    served: Flask, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    code = a_draft_at_contact(served, page)
    type_phone(page, "13755556666")
    follow(page.get_by_role("link", name="回九件事"))
    page.goto(CONTACT)
    expect(page.get_by_label("联系电话")).to_have_value("13755556666")
    phone.say(page, "上次填的没有送到")
    assert axe(page) == []
    assert stored_phone(served, code) == "13900001234"
    follow(page.get_by_role("button", name="清掉手机里的这一页"))
    expect(page.get_by_label("联系电话")).to_have_value("13900001234")
    assert phone.kept(page) == []


def test_a_kept_page_older_than_a_week_is_wiped(served: Flask, page: Page) -> None:
    a_draft_at_contact(served, page)
    type_phone(page, "13755556666")
    age = """days => { for (const key of Object.keys(localStorage)) {
        const copy = JSON.parse(localStorage[key]);
        localStorage[key] = JSON.stringify({...copy, at: copy.at - days * 864e5}); } }"""
    page.evaluate(age, 6)
    page.reload()
    expect(page.get_by_label("联系电话")).to_have_value("13755556666")
    page.evaluate(age, 1.1)
    page.reload()
    expect(page.get_by_label("联系电话")).to_have_value("13900001234")
    assert phone.kept(page) == []


def test_two_children_on_one_phone_never_mix(served: Flask, page: Page) -> None:
    one, two = a_draft(served), a_draft(served, phone="13800000002")
    contact_of(page, one)
    type_phone(page, "13711110001")
    contact_of(page, two)
    expect(page.get_by_label("联系电话")).to_have_value("13800000002")
    type_phone(page, "13711110002")
    walk.press(page, SAVE)
    assert (stored_phone(served, one), stored_phone(served, two)) == ("13900001234", "13711110002")
    contact_of(page, one)
    expect(page.get_by_label("联系电话")).to_have_value("13711110001")


def test_a_page_sent_late_over_a_newer_one_shows_both_and_overwrites_nothing(
    served: Flask, page: Page
) -> None:
    code = a_draft_at_contact(served, page)
    page.route("**/*", cut_posts)
    type_phone(page, "13711111111")
    page.get_by_role("button", name=SAVE, exact=True).click()
    phone.say(page, phone.CUT)
    other = page.context.new_page()
    other.goto("/apply/tasks")  # Away from the kept page, which the other tab would send, too.
    other.evaluate("localStorage.clear()")
    other.goto(CONTACT)
    type_phone(other, "13722222222")
    walk.press(other, SAVE)
    with page.expect_navigation():
        page.unroute("**/*")
    expect(page.get_by_text("这一页刚在别处改过")).to_be_visible()
    expect(page.get_by_text("你刚填的：13711111111")).to_be_visible()
    assert stored_phone(served, code) == "13722222222"
    walk.press(page, SAVE)
    assert stored_phone(served, code) == "13711111111"
    assert phone.kept(page) == []


def test_a_lost_cookie_asks_for_the_code_and_the_kept_page_waits_for_it(
    served: Flask, page: Page
) -> None:
    code = a_draft_at_contact(served, page)
    type_phone(page, "13766667777")
    page.context.clear_cookies()
    walk.press(page, SAVE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("再输一次取件码")
    assert "13766667777" in phone.kept(page)[0][1]
    assert stored_phone(served, code) == "13900001234"
    page.get_by_label("取件码", exact=True).fill(code)
    walk.birth_date(page)
    walk.press(page, "打开，接着填")
    expect(page.get_by_label("联系电话")).to_have_value("13766667777")
    phone.say(page, phone.ONLY_HERE)
    walk.press(page, SAVE)
    assert stored_phone(served, code) == "13766667777"
    assert phone.kept(page) == []


def test_nothing_of_the_first_page_is_kept_before_the_consents(page: Page) -> None:
    page.goto(FIRST)
    page.get_by_label("监护人姓名").fill(GUARDIAN)
    page.get_by_label("年", exact=True).fill("2014")
    phone.say(page, phone.ONLY_ON_PAGE)
    assert phone.kept(page) == []
    page.context.set_offline(True)
    page.get_by_role("button", name="保存，拿取件码").click()
    phone.say(page, phone.CUT)
    phone.say(page, phone.ONLY_ON_PAGE)
    assert phone.kept(page) == []
    for name in ("admission", "sensitive_data", "colleges"):
        page.locator(f"#{name}").check()
    phone.say(page, phone.ONLY_HERE)
    ((key, text),) = phone.kept(page)
    assert key == "kept new guardian"
    assert GUARDIAN in text
    page.locator("#colleges").uncheck()
    assert phone.kept(page) == []
    page.context.set_offline(False)


def test_leaving_a_borrowed_phone_wipes_what_it_keeps(served: Flask, page: Page) -> None:
    a_draft_at_contact(served, page)
    type_phone(page, "13788889999")
    page.goto("/apply/tasks")
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.get_by_role("button", name="关好再还").click()
    assert "还有没送到的" in asked.value.message
    assert len(phone.kept(page)) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    walk.press(page, "关好再还")
    expect(page.get_by_text("这部手机里没有留下填的内容")).to_be_visible()
    assert phone.kept(page) == []

"""From right to left on a phone and at a desk: nothing sticks out, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from forms_app.applications.answers import Adjustment
from forms_app.applications.consenting import asking, guardian_code
from forms_app.applications.drafts import as_family
from forms_app.applications.helping import proposing, sittings
from forms_app.applications.helping.edits import HELPERS_MAY
from forms_app.applications.helping.models import Authority
from forms_app.languages import pseudo
from tests.browser.applications import phone
from tests.browser.applications.conftest import PHONE
from tests.browser.applications.test_family import sent
from tests.browser.applications.test_network import CONTACT, a_draft, rows, stored_phone
from tests.browser.going import follow
from tests.browser.review.conftest import maker
from tests.forms_app.allocation.given import offered
from tests.forms_app.review.factories import Office

pytestmark = pytest.mark.browser
NUMBER = "13900001234"
LONGER, RIGHT_TO_LEFT = (language.name for language in pseudo.languages())
PAGES = ("tasks", "tasks/student", "tasks/choices", "check", "status", "documents", "nothing")
OF_THE_GUARDIAN = ("ask", "consents", "telephone", "guardian", "consent-sheet", "helper", "helped")
OF_THE_OFFER = ("offer", "offer/decline", "status", "withdraw")
DESK = 1280


@pytest.fixture
def spoken(served: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    for language in pseudo.languages():
        monkeypatch.setitem(served.extensions["qianxiao.languages"], language.code, language)
    return served


def switch(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def sticks_out(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def test_the_switch_keeps_what_was_typed_and_tells_the_truth_about_it(
    spoken: Flask, page: Page, has_script: bool
) -> None:
    code = a_draft(spoken, phone=None)
    phone.open_with(page, code)
    page.goto(CONTACT)
    page.locator("#phone").fill(NUMBER)
    switch(page, RIGHT_TO_LEFT)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#phone")).to_have_value(NUMBER)
    assert stored_phone(spoken, code) is None
    if has_script:
        expect(page.locator("[data-keep]")).to_contain_text("⟦ا只在手机里，还没有送到。")
    with page.expect_navigation():
        page.locator("#phone").press("Enter")
    assert stored_phone(spoken, code) == NUMBER
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_page_is_wider_than_its_window_or_bars_anybody(
    spoken: Flask,
    page_at: Callable[..., Page],
    width: int,
    axe_of_two_widths: Callable[[Page], list[str]],
) -> None:
    page = page_at(width)
    phone.open_with(page, a_draft(spoken))
    switch(page, RIGHT_TO_LEFT)
    for address in PAGES:
        page.goto(f"/apply/{address}")
        assert sticks_out(page) <= 0, address
        assert axe_of_two_widths(page) == []
    switch(page, LONGER)
    for address in PAGES:
        page.goto(f"/apply/{address}")
        assert sticks_out(page) <= 0, address


def a_change_that_waits(app: Flask) -> tuple[str, str]:
    """The 取件码 and the 同意码 of an application whose helper came too late to change it alone."""
    with rows(app) as session:
        one = sent(session)
        assert one.submitted_at is not None
        one.submitted_at -= HELPERS_MAY + timedelta(hours=2)
        helper = sittings.begin(
            session,
            one.id,
            visit_index="a visit of the teacher's",
            kind="老师",
            name="示例·张老师",
            phone="13800005678",
            institution="示例县第一初级中学",
            authority=Authority.BY_PHONE,
        )
        wanted = next(way for way in Adjustment if way != one.answers.adjustment)
        proposing.propose(
            session, one, values={"adjustment": wanted}, actor=as_family(one.id, helper)
        )
        link = asking.ask(session, one, actor=as_family(one.id))
        return one.code or "", guardian_code.shown(link.code or "")


def an_offer(app: Flask) -> str:
    """The 取件码 of a child that a college gave a seat."""
    with rows(app) as session:
        application, _ = offered(session, Office(maker(session)))
        return application.code or ""


@pytest.mark.parametrize("has_script", [True], ids=["with script"], indirect=True)
def test_what_a_guardian_a_helper_and_a_college_ask_fits_in_other_languages_too(
    spoken: Flask, page: Page, axe_of_two_widths: Callable[[Page], list[str]]
) -> None:
    code, own_code = a_change_that_waits(spoken)
    for opens, addresses in ((code, OF_THE_GUARDIAN), (an_offer(spoken), OF_THE_OFFER)):
        page.context.clear_cookies()
        phone.open_with(page, opens)
        switch(page, RIGHT_TO_LEFT)
        for address in addresses:
            page.goto(f"/apply/{address}")
            if address == "consent-sheet":
                follow(page.locator("main form button").first)  # Printed, so that photos may come.
            assert sticks_out(page) <= 0, address
            assert axe_of_two_widths(page) == [], address
        switch(page, LONGER)
        for address in addresses:
            page.goto(f"/apply/{address}")
            assert sticks_out(page) <= 0, address
    page.context.clear_cookies()
    page.goto("/apply/guardian")
    page.locator("#code").fill(own_code)
    follow(page.locator("main form button").first)
    for name in (RIGHT_TO_LEFT, LONGER):
        switch(page, name)
        expect(page.locator("#answering-0")).to_be_visible()
        expect(page.locator("[name=number]").first).to_be_attached()
        assert sticks_out(page) <= 0
        assert axe_of_two_widths(page) == []

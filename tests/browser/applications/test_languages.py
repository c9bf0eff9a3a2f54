"""From right to left on a phone and at a desk: nothing sticks out, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from forms_app.languages import pseudo
from tests.browser.applications import phone
from tests.browser.applications.conftest import PHONE
from tests.browser.applications.test_network import CONTACT, a_draft, stored_phone
from tests.browser.going import follow

pytestmark = pytest.mark.browser
NUMBER = "13900001234"
LONGER, RIGHT_TO_LEFT = (language.name for language in pseudo.languages())
PAGES = ("tasks", "tasks/student", "tasks/choices", "check", "status", "documents", "nothing")
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

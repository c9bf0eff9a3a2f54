"""The back button, a double tap and a failed page without script: one application, all of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forms_app.applications.models import Application
from tests.browser.applications import phone, walk
from tests.browser.applications.conftest import PHONE
from tests.browser.applications.test_network import CONTACT, SAVE, a_draft, cut_posts, rows
from tests.browser.going import follow
from tests.forms_app.applications.journey import identity_number

pytestmark = pytest.mark.browser


def press_and_go_back(page: Page, word: str) -> None:
    """Press; when a page was saved, go back to it, find it as it was filled, and press again."""
    before = urlsplit(page.url).path
    button = page.get_by_role("button", name=word, exact=True)
    follow(button)
    after = urlsplit(page.url).path
    if word != SAVE or after == before:
        return
    page.go_back()
    if urlsplit(page.url).path != before:
        page.go_forward()  # Without script the page of an error stands between.
        return
    stored = [value for _, value in phone.filled(page) if value not in ("", False)]
    assert len(stored) > 1, f"{before} lost what was saved"
    follow(button)
    assert urlsplit(page.url).path == after


def test_the_back_button_after_every_page_loses_nothing(
    served: Flask, page_at: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = identity_number()
    monkeypatch.setattr(walk, "press", press_and_go_back)
    page = page_at(PHONE)
    walk.apply(page, number=number)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已提交，学校收到了")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已提交，学校收到了")
    assert phone.kept(page) == []
    with rows(served) as session:
        found = session.scalars(select(Application)).all()
        (sent,) = [one.answers for one in found if one.answers.identity_number == number]
    assert sent.phone == "13900001234"
    assert len(sent.choices) == 2


def test_a_double_tap_sends_one_application_and_shows_one_receipt(
    served: Flask, page: Page
) -> None:
    code = a_draft(served)
    phone.open_with(page, code)
    page.goto("/apply/check")
    page.get_by_role("button", name="提交报名").dblclick()
    page.wait_for_url("**/apply/receipt")
    with rows(served) as session:
        found = session.scalars(select(Application)).all()
        (sent,) = [one for one in found if one.code == code]
        expect(page.locator(".ticket .code").first).to_have_text(sent.number or "")
    page.goto("/apply/status")
    expect(page.get_by_text(re.compile("^已提交"))).to_have_count(1)


def test_without_script_a_failed_page_is_sent_by_loading_it_again(
    served: Flask, page_at: Callable[..., Page]
) -> None:
    page = page_at(PHONE, javascript=False)
    phone.open_with(page, a_draft(served))
    page.goto(CONTACT)
    page.get_by_label("联系电话").fill("13744445555")
    page.route("**/*", cut_posts)
    page.get_by_role("button", name=SAVE, exact=True).click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/*")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("困难类型")
    page.goto(CONTACT)
    expect(page.get_by_label("联系电话")).to_have_value("13744445555")

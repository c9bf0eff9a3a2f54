"""A photo sent from a phone in a crowd: asked to wait, sent again by itself, kept once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from tests.browser.applications import phone
from tests.browser.applications.conftest import PHONE
from tests.browser.applications.test_network import a_draft
from tests.forms_app.documents.files import photo

pytestmark = pytest.mark.browser
WAITS = "现在传的人多，过几秒自动再送，不用按。"


def test_a_photo_that_finds_no_place_is_sent_again_by_itself(
    page_at: Callable[..., Page], served: Flask
) -> None:
    page = page_at(PHONE)
    phone.open_with(page, a_draft(served))
    page.goto("/apply/documents")
    seen: list[str] = []

    def turn_the_first_away(route: Route) -> None:
        seen.append(route.request.method)
        if seen.count("POST") > 1:
            route.continue_()
        else:
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="")

    page.route("**/apply/documents", turn_the_first_away)
    box = page.get_by_label("加毕业证的照片")
    box.set_input_files({"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photo(400, 300)})
    form = page.locator("form", has=box)
    form.get_by_role("button", name="送出去").click()
    expect(form.locator("[data-progress]")).to_have_text(WAITS)
    form.get_by_role("button", name="送出去").click()  # An impatient press sends nothing twice.
    expect(page.get_by_role("heading", name="毕业证 1 张")).to_be_visible()
    assert seen.count("POST") == 2

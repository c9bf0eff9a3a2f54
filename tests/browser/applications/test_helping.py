"""A helper at 360 px names himself and changes a page; the family reads it and puts it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.applications import walk
from tests.browser.applications.test_family import (  # noqa: F401  the fixtures of that walk
    look,
    open_with,
    rows,
)
from tests.browser.conftest import LiveServer
from tests.browser.going import follow
from tests.forms_app.applications import factories

pytestmark = pytest.mark.browser


def test_a_helper_leaves_a_change_sheet_and_the_family_puts_it_back(
    page: Page,
    look: walk.Look,  # noqa: F811
    live_server: LiveServer,
) -> None:
    with rows(live_server.app) as session:
        code = factories.draft(session).code
    open_with(page, code)
    follow(page.get_by_role("link", name="我是帮忙填的"))
    walk.press(page, "记下，开始帮忙填")
    look("helper, with errors")
    page.get_by_label("老师").check()
    page.get_by_label("你的姓名").fill("示例·张老师")
    page.get_by_label("你的电话").fill("13800005678")
    page.get_by_label("你在哪个学校").fill("示例县第一初级中学")
    page.get_by_label("打电话问过监护人").check()
    look("helper")
    walk.press(page, "记下，开始帮忙填")
    expect(page.get_by_text("现在记在老师 示例·张老师名下")).to_be_visible()
    page.goto("/apply/tasks/contact")
    page.get_by_label("联系电话", exact=True).fill("13700001111")
    page.get_by_label("监护人", exact=True).check()
    walk.press(page, "保存，下一步")
    page.context.clear_cookies()  # The family has a phone of its own.

    open_with(page, code)
    expect(page.get_by_role("heading", level=1)).to_contain_text("改动单")
    look("change sheet")
    follow(page.get_by_role("button", name="这一处改回去"))
    expect(page.get_by_text("家里人改回去了")).to_be_visible()
    look("change sheet, answered")

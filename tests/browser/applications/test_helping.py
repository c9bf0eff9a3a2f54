"""A helper at 360 px names himself and changes a page; the family reads it and puts it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from forms_app.applications.helping.edits import HELPERS_MAY
from tests.browser.applications import walk
from tests.browser.applications.test_family import (  # noqa: F401  the fixtures of that walk
    WITH_SCRIPT,
    look,
    open_with,
    rows,
    sent,
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
    name_oneself(page, look)
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


@WITH_SCRIPT
def test_a_late_change_waits_for_the_guardian_who_reads_it_and_agrees(
    page: Page,
    look: walk.Look,  # noqa: F811
    live_server: LiveServer,
) -> None:
    with rows(live_server.app) as session:
        application = sent(session)
        assert application.submitted_at is not None
        application.submitted_at -= HELPERS_MAY + timedelta(hours=2)
        code = application.code
    open_with(page, code)
    follow(page.get_by_role("link", name="我是帮忙填的"))
    name_oneself(page)
    follow(page.get_by_role("link", name="改志愿，要监护人同意"))
    look("choices of a late helper")
    page.get_by_label("找别的专业").fill("电气")
    walk.press(page, "找专业")
    follow(page.get_by_role("button", name="加上").first)
    page.get_by_label("不清楚").check()
    walk.press(page, "下一步：看改了什么")
    look("what a late helper would change")
    walk.press(page, "交给监护人")
    look("change sheet, a helper who waits")
    page.context.clear_cookies()

    open_with(page, code)
    look("change sheet, the family is asked")
    follow(page.get_by_role("link", name="发一个同意码给他"))
    walk.press(page, "要一个同意码")
    guardian_code = page.locator(".code.long").inner_text()
    page.context.clear_cookies()
    page.goto("/apply/guardian")
    page.locator("main form input.text").first.fill(guardian_code)
    follow(page.locator("main form button").first)
    look("guardian, a change waits")
    walk.press(page, "同意，就这样改")
    expect(page.get_by_text("同意了，改好了")).to_be_visible()


def name_oneself(page: Page, look: walk.Look = walk.nothing) -> None:  # noqa: F811
    page.get_by_label("老师").check()
    page.get_by_label("你的姓名").fill("示例·张老师")
    page.get_by_label("你的电话").fill("13800005678")
    page.get_by_label("你在哪个学校").fill("示例县第一初级中学")
    page.get_by_label("打电话问过监护人").check()
    look("helper")
    walk.press(page, "记下，开始帮忙填")

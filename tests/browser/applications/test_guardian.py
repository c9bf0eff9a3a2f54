"""At 360 px a family passes a 同意码 on, and a guardian far away answers, and takes one back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.applications import walk
from tests.browser.applications.test_family import look  # noqa: F401  the fixture of that walk
from tests.browser.going import follow

pytestmark = pytest.mark.browser


def test_a_guardian_far_away_answers_on_a_phone_of_its_own(
    page: Page,
    look: walk.Look,  # noqa: F811
    has_script: bool,
    page_at: Callable[..., Page],
) -> None:
    walk.start(page)
    page.get_by_label("学生本人", exact=True).check()
    walk.birth_date(page)
    walk.press(page, "监护人不在身边，发同意码给他")
    expect(page.get_by_text("监护人还没有回")).to_be_visible()
    look("ask")
    follow(page.get_by_role("link", name="打电话念给他听"))
    look("telephone")
    walk.press(page, "照他说的记下")
    look("telephone, with errors")
    page.goto("/apply/ask")
    link = page.locator("code").first.inner_text()

    parent = page_at(360, javascript=has_script)
    parent.goto(link)
    if not has_script:  # Nothing fills the box, so the code is typed.
        parent.get_by_label("同意码").fill(link.partition("#")[2])
    walk.press(parent, "打开同意书")
    parent.locator("#answering-0").check()
    parent.get_by_label("你的姓名").fill("吉克·阿普")
    parent.get_by_label("你是学生的什么人").select_option("父亲")
    for name in ("admission", "sensitive_data", "colleges"):
        parent.locator(f"#{name}-0").check()
    walk.press(parent, "就这样回答")
    expect(parent.get_by_role("alert")).to_contain_text("选一项")
    for name in ("later_contact", "publicity"):
        parent.locator(f"#{name}-1").check()
    walk.press(parent, "就这样回答")
    expect(parent.get_by_text("告诉孩子，可以接着填")).to_be_visible()

    page.reload()
    expect(page.get_by_text("要同意的都同意了")).to_be_visible()
    follow(page.get_by_role("link", name="看五份同意书"))
    look("consents")
    follow(page.get_by_role("button", name="收回").nth(2))
    look("take back")
    walk.press(page, "收回同意")
    expect(page.get_by_text("现在没有同意")).to_have_count(1)
    # What the guardian refused with the code is only the guardian's to change.
    expect(page.get_by_text("✗ 监护人没有同意")).to_have_count(2)
    expect(page.locator("button[value=give]")).to_have_count(1)


@pytest.mark.parametrize("has_script", [True], ids=["with script"], indirect=True)
def test_the_guardian_s_pages_are_open_to_everybody(page: Page, look: walk.Look) -> None:  # noqa: F811
    walk.start(page)
    page.get_by_label("学生本人", exact=True).check()
    walk.birth_date(page)
    walk.press(page, "监护人不在身边，发同意码给他")
    page.goto(page.locator("code").first.inner_text())
    walk.press(page, "打开同意书")
    look("reply")
    walk.press(page, "就这样回答")
    look("reply, with errors")
    page.locator("#answering-0").check()
    page.get_by_label("你的姓名").fill("吉克·阿普")
    page.get_by_label("你是学生的什么人").select_option("父亲")
    for name in ("admission", "sensitive_data", "colleges", "later_contact", "publicity"):
        page.locator(f"#{name}-1").check()
    walk.press(page, "就这样回答")
    look("answered")

"""The courses for adults narrow as somebody taps; without script the same links are anchors."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SHOWN = "[data-find]:not([hidden])"


def test_tapping_shows_one_way_of_learning_and_the_address_keeps_it(
    browser: Browser, portal_address: str
) -> None:
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    tab.goto(f"{portal_address}/training/")
    assert tab.get_by_role("status").inner_text() == "有 5 个班。"
    tab.get_by_role("button", name="老师上门教").click()
    assert tab.get_by_role("status").inner_text() == "有 1 个班。"
    assert "家政服务员" in tab.locator(SHOWN).inner_text()
    assert tab.get_by_role("button", name="老师上门教").get_attribute("aria-pressed") == "true"
    assert tab.url.endswith("/training/?way=home")
    tab.reload()
    assert tab.locator(SHOWN).count() == 1
    tab.get_by_role("button", name="都看").click()
    tab.get_by_role("button", name="有生活费补贴").click()
    assert "50 元一天" in tab.locator(SHOWN).inner_text()
    tab.get_by_role("button", name="有生活费补贴").click()
    tab.get_by_label("学什么，或者哪个县？").fill("昭觉")
    assert tab.locator(SHOWN).count() == 1
    tab.get_by_label("学什么，或者哪个县？").fill("没有这样的课")
    assert tab.locator(SHOWN).count() == 0
    assert "打电话问县里" in tab.get_by_role("status").inner_text()
    tab.close()


def test_without_script_the_ways_are_links_to_their_courses(
    browser: Browser, portal_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = context.new_page()
    tab.goto(f"{portal_address}/training/")
    assert not tab.get_by_label("学什么，或者哪个县？").is_visible()
    tab.get_by_role("list", name="想怎么学").get_by_role("link", name="老师上门教").click()
    assert tab.url.endswith("/training/#home")
    # A course that can be learnt in two ways stands under both.
    assert tab.get_by_role("link", name="示例·农村电商创业").count() == 2
    context.close()


def test_six_promises_open_without_script(browser: Browser, portal_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = context.new_page()
    tab.goto(f"{portal_address}/green-channel/")
    first = tab.locator("li", has=tab.get_by_role("link", name="示例技工学校01（昭觉）"))
    promise = first.get_by_text("每年留 30 个名额")
    assert not promise.is_visible()
    first.get_by_text("做什么、多少、到哪天、找谁").click()
    assert promise.is_visible()
    assert first.get_by_text("000-0000-0000").first.is_visible()
    context.close()

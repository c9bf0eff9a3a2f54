"""A family finds the page of its county by links alone, and reads it on a small phone."""

import pytest
from playwright.sync_api import Browser

from tests.browser.going import follow

pytestmark = pytest.mark.browser


def test_three_taps_without_script_lead_from_home_to_a_county(
    browser: Browser, portal_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    tab = context.new_page()
    tab.goto(portal_address)
    follow(tab.get_by_role("link", name="按县看"))
    follow(tab.get_by_role("list", name="按省找县").get_by_role("link", name="四川省"))
    tab.get_by_text("凉山彝族自治州（17）").press("Enter")
    follow(tab.get_by_role("link", name="昭觉县", exact=True))
    assert tab.get_by_role("heading", level=1).inner_text() == "老家在昭觉县"
    sketch = tab.get_by_role("img", name="昭觉县在中间")
    box, words = sketch.bounding_box(), sketch.text_content()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert words is not None
    assert "成都市技师学院" in words
    listed = tab.locator("ol.rows").first.inner_text()
    assert "成都市技师学院" in listed
    assert "直线 308 公里" in listed
    context.close()


def test_a_provinces_page_keeps_its_counties_folded_until_somebody_asks(
    browser: Browser, portal_address: str
) -> None:
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    tab.goto(f"{portal_address}/places/510000/")
    county = tab.get_by_role("link", name="昭觉县", exact=True)
    assert not county.is_visible()
    tab.get_by_text("按县看：最近的学校有多远，问谁").press("Enter")
    tab.get_by_text("凉山彝族自治州（17）").press("Enter")
    assert county.is_visible()
    tab.close()


def test_the_three_aims_are_told_by_words_and_not_by_colour_alone(
    browser: Browser, portal_address: str
) -> None:
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    tab.goto(f"{portal_address}/capacity/")
    row = tab.get_by_role("row", name="示例技工学校01（昭觉）")
    assert row.inner_text().count("够了") == 3
    assert tab.get_by_role("columnheader").count() == 5
    assert tab.locator(".tag", has_text="还没有报").count() == 3
    tab.close()

"""The finder as somebody uses it: tapping, typing, going back, sharing, on a broken network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.divisions.distances import distance_km
from generator.finder.files import files
from generator.finder.rows import CollegeRow, ProgrammeRow
from generator.finder.searching import Finder
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from tests.browser.going import follow
from tests.browser.portal.finder.conftest import RESULTS, Open, answered, shown
from tests.generator.pages import factories

pytestmark = pytest.mark.browser

FILES = "**/find/*.json"


def programmes(finder: Finder) -> list[tuple[CollegeRow, ProgrammeRow]]:
    return [(college, row) for college in finder.rows for row in college.programmes]


def counts(page: Page, select: str) -> dict[str, int]:
    """Option -> the number that stands behind it."""
    texts = page.locator(f"#f-{select} option").all_inner_texts()
    found = [re.fullmatch(r"(.+)（(\d+)）", text) for text in texts]
    return {one[1]: int(one[2]) for one in found if one}


def test_the_count_on_each_option_is_what_a_tap_brings(at: Open, finder: Finder) -> None:
    page = at("")
    page.get_by_label("能住校").check()
    page.wait_for_url("**boarding=1*")
    answered(page)
    boarding = [(college, row) for college, row in programmes(finder) if row.boarding]
    provinces = counts(page, "province")
    assert sum(provinces.values()) == len(boarding) > 0
    badge = sum(1 for college, _ in boarding if college.badge)
    assert page.locator("#n-green").inner_text() == str(badge)
    page.get_by_text("更多：").click()
    for level, count in counts(page, "level").items():
        assert count == sum(1 for _, row in boarding if row.level == level)
    for text, count in counts(page, "cost").items():
        most = re.sub(r"\D", "", text)
        known = [row.own for _, row in boarding if row.own is not None]
        assert count == (
            sum(own <= int(most) for own in known) if most else len(boarding) - len(known)
        )
    name, count = max(provinces.items(), key=lambda pair: pair[1])
    page.get_by_label("哪个省").select_option(label=f"{name}（{count}）")
    page.wait_for_url("**province=*")
    answered(page)
    assert len(shown(page)) == count


def test_back_undoes_the_last_tap_and_the_address_gives_the_same_again(at: Open) -> None:
    page = at("?q=修车")
    both = shown(page)
    page.get_by_label("绿色通道").check()
    page.wait_for_url("**green=1*")
    answered(page)
    fewer = shown(page)
    assert 0 < len(fewer) < len(both)
    shared = page.url
    page.go_back()
    expect(page.get_by_label("绿色通道")).not_to_be_checked()
    expect(page.locator(RESULTS)).to_have_count(len(both))
    assert shown(page) == both
    page.goto(shared)
    answered(page)
    assert shown(page) == fewer
    assert page.get_by_label("想学什么，或者哪里的学校？").input_value() == "修车"


def test_every_distance_is_called_a_straight_line_and_the_nearest_comes_first(
    at: Open, finder: Finder
) -> None:
    page = at("")
    page.get_by_label("我的县（").fill("昭觉")
    page.get_by_role("button", name="四川省凉山彝族自治州昭觉县").click()
    page.wait_for_url("**county=513431*")
    answered(page)
    texts = page.locator(f"{RESULTS} .side").all_inner_texts()
    said = [re.search(r"直线距离 (\d+) 公里", text) for text in texts]
    assert all(said)
    far = [int(one[1]) for one in said if one]
    assert far == sorted(far)
    home = {row.id: row.division for row in finder.rows}
    programme = {row.id: college.division for college, row in programmes(finder)}
    for one, kilometres in zip(shown(page), far, strict=True):
        really = distance_km("513431", programme.get(one) or home[one])
        assert really is not None
        assert abs(really - kilometres) < 2
    assert len(re.findall("公里", page.locator("#found").inner_text())) == len(far)


def test_results_lead_on_and_a_sample_is_marked(at: Open) -> None:
    page = at("?q=昭觉+修车")
    row = page.locator(RESULTS).first
    for words in ("示例", "能住校", "绿色通道", "补贴后一年最多出", "中级工"):
        expect(row).to_contain_text(words)
    follow(row.get_by_role("link", name="示例技工学校01（昭觉）"))
    assert "/colleges/sample-college-01/" in page.url
    page.go_back()
    answered(page)
    follow(page.locator(RESULTS).first.get_by_role("link", name="汽车维修"))
    assert "/programmes/sample-programme-01/" in page.url


def test_nothing_found_says_which_choice_to_drop(at: Open) -> None:
    page = at("?q=修车&level=高级工&boarding=1")
    expect(page.get_by_role("status").filter(has_text="没有找到")).to_be_visible()
    button = page.get_by_role("button", name="不限“学到哪一级”")
    promised = int(re.findall(r"\d+", button.inner_text())[0])
    button.click()
    page.wait_for_url("**/find/?q=*boarding=1*")
    answered(page)
    assert len(shown(page)) == promised > 0


def test_a_broken_network_says_so_and_trying_again_helps(page: Page) -> None:
    page.route(FILES, lambda route: route.abort())
    page.goto("/find/?q=修车&boarding=1")
    again = page.get_by_role("button", name="再试一次")
    again.wait_for()
    assert page.get_by_label("能住校").is_checked()
    page.unroute(FILES)
    again.click()
    answered(page)
    assert shown(page)


def test_a_page_from_before_a_new_version_takes_the_new_files(page: Page) -> None:
    asked = []

    def old_then_new(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()
        else:
            manifest = route.fetch().json()
            route.fulfill(json={**manifest, "all": "all-0000000000000000.json"})

    page.route("**/find/manifest.json", old_then_new)
    page.goto("/find/?q=修车")
    answered(page)
    assert shown(page)
    assert len(asked) == 2


def test_a_large_country_is_loaded_only_when_somebody_asks(page: Page, finder: Finder) -> None:
    asked = []
    manifest = json.loads(finder.files["find/manifest.json"])
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.route(
        "**/find/manifest.json", lambda route: route.fulfill(json={**manifest, "small": False})
    )
    page.goto("/find/")
    button = page.get_by_role("button", name="找全国")
    button.wait_for()
    page.get_by_label("哪个省").select_option("510000")
    answered(page)
    assert manifest["rows"]["510000"] in asked
    assert manifest["all"] not in asked
    page.go_back()
    button.click()
    answered(page)
    assert manifest["all"] in asked
    assert len(shown(page)) == 20
    page.get_by_role("button", name="再看 20 个").click()
    assert len(shown(page)) == 40
    assert page.evaluate("document.activeElement.closest('#list > li') !== null")


def test_words_from_the_home_page_are_looked_for_everywhere_and_stay_on_the_phone(
    page: Page, portal_address: str
) -> None:
    asked = []
    page.goto("/")
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("想学什么，或者哪里的学校？").fill("zhaojue")
    follow(page.get_by_role("button", name="找学校"))
    answered(page)
    assert "示例技工学校01（昭觉）" in page.locator("#list").inner_text()
    page.get_by_label("想学什么，或者哪里的学校？").fill("我家在布拖")
    page.wait_for_url("**q=%E6%88%91*")
    sent = [url for url in asked if "zhaojue" in url or "%E6%88%91" in url]
    assert sent == [f"{portal_address}/find/?q=zhaojue"]


def test_the_keyboard_alone_finds_a_programme(page: Page) -> None:
    page.goto("/find/")
    answered(page)
    page.get_by_label("想学什么，或者哪里的学校？").focus()
    page.keyboard.type("xiuche")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=xiuche*")
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == "f-green":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**green=1*")
    answered(page)
    for _ in range(20):
        if page.evaluate("document.activeElement.closest('#list') !== null"):
            break
        page.keyboard.press("Tab")
    with page.expect_navigation(url="**/programmes/**"):
        page.keyboard.press("Enter")


@pytest.mark.parametrize("query", ["?county=513431&q=修车", "?q=没有这个&boarding=1"])
def test_axe_finds_nothing_with_and_without_results(
    at: Open, query: str, axe: Callable[[Page], list[str]]
) -> None:
    page = at(query)
    page.get_by_text("更多：").click()
    assert axe(page) == []
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.locator("#finder select, #finder label:has(input), #found button").evaluate_all(
        "all => all.filter(one => one.offsetHeight && one.offsetHeight < 47.5).length"
    )
    assert small == 0


def test_hostile_words_stay_words_in_the_results(page: Page) -> None:
    said = "<img src=x onerror=alert(1)><b>粗</b>\"'</li><script>alert(2)</script>"
    made = files(Portal(factories.catalogue(said), factories.DAY, Renderer()))
    page.route(
        FILES,
        lambda route: route.fulfill(
            body=made["find/" + route.request.url.rpartition("/")[2]],
            content_type="application/json",
        ),
    )
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    page.goto("/find/")
    answered(page)
    assert said in page.locator("#list").inner_text()
    used = page.locator("#list *").evaluate_all("all => [...new Set(all.map(one => one.tagName))]")
    assert set(used) <= {"LI", "SPAN", "A", "B", "UL"}
    assert page.locator("#list b").all_inner_texts() == ["4,700 元"]
    assert alerts == []


def test_without_script_the_page_leads_to_every_province(
    browser: Browser, portal_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=portal_address)
    tab = context.new_page()
    tab.goto("/find/")
    assert not tab.locator("#finder").is_visible()
    follow(tab.get_by_role("list", name="按省找").get_by_role("link", name="四川省"))
    follow(tab.get_by_role("link", name="凉山彝族自治州"))
    follow(tab.get_by_role("link", name="汽车维修").first)
    assert "/programmes/sample-programme-01/" in tab.url
    context.close()

"""Every kind of page in Chromium: accessible, as narrow as a phone, without script."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.going import follow

pytestmark = pytest.mark.browser

LISTS = (
    "/",
    "/404.html",
    "/find/",
    "/colleges/",
    "/specialties/",
    "/costs/",
    "/costs/table/",
    "/how-to-apply/",
    "/training/",
    "/who-helps/",
    "/questions/",
    "/green-channel/",
    "/policies/",
    "/pairings/",
    "/stories/",
    "/dates/",
    "/data-sources/",
    "/privacy/",
    "/for-colleges/",
    "/guidance/",
    "/compare/",
    "/internships/",
    "/glossary/",
    "/certificates/",
    "/sponsors/",
    "/counties/",
    "/counties/510000/",
    "/counties/513431/",
    "/statistics/",
    "/capacity/",
)
KINDS = (
    "colleges",
    "places",
    "prefectures",
    "specialties",
    "specialty-classes",
    "programmes",
    "order-classes",
    "policies",
    "pairings",
    "training",
    "stories",
    "certificates",
    "sponsors",
    "counties",
)

WIDTHS = (360, 1280)

CONTROLS = ".btn, .menu a, .mine, .mark, .foot li a, .jump a, .jump button, .text, .pick, summary"
# What is hidden until it can be pressed has no box.
TOO_SMALL = (
    "all => all.filter(one => one.getClientRects().length)"
    ".filter(one => one.getBoundingClientRect().height < 47.5)"
    ".map(one => one.outerHTML.slice(0, 120))"
)
PAGE_WIDTH = "document.documentElement.scrollWidth"


@dataclass
class Visit:
    """What was found on one page at one width."""

    violations: list[str] = field(default_factory=list)
    small_controls: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def addresses(real_portal: Path) -> tuple[str, ...]:
    """The lists, and of every kind of record the page of middle length, sample and real."""
    found = list(LISTS)
    for kind in KINDS:
        pages = sorted(
            real_portal.glob(f"{kind}/*/index.html"), key=lambda page: page.stat().st_size
        )
        samples = [page for page in pages if "sample" in page.parent.name]
        real = [page for page in pages if "sample" not in page.parent.name]
        groups = [group for group in (samples, real) if group]
        found += [f"/{kind}/{group[len(group) // 2].parent.name}/" for group in groups]
    return tuple(found)


@pytest.fixture(scope="module", params=WIDTHS)
def visits(
    browser: Browser,
    portal_address: str,
    addresses: tuple[str, ...],
    axe_of_two_widths: Callable[[Page], list[str]],
    request: pytest.FixtureRequest,
) -> dict[str, Visit]:
    """Every page opened once at each width; the tests below look at what was found."""
    tab = browser.new_page(viewport={"width": request.param, "height": 800})
    found: dict[str, Visit] = {}
    for address in addresses:
        visit = found[address] = Visit()
        tab.on("request", lambda request, visit=visit: visit.asked.add(request.url))
        tab.on(
            "console",
            lambda line, visit=visit: line.type == "error" and visit.complaints.append(line.text),
        )
        tab.goto(portal_address + address)
        visit.small_controls = tab.eval_on_selector_all(CONTROLS, TOO_SMALL)
        visit.violations = axe_of_two_widths(tab)
    tab.close()
    return found


def test_axe_finds_nothing_on_any_kind_of_page(visits: dict[str, Visit]) -> None:
    assert {page: one.violations for page, one in visits.items() if one.violations} == {}


def test_every_control_is_big_enough_for_a_thumb(visits: dict[str, Visit]) -> None:
    assert {page: one.small_controls for page, one in visits.items() if one.small_controls} == {}


def test_pages_ask_nobody_else_for_anything(visits: dict[str, Visit], portal_address: str) -> None:
    asked = {url for one in visits.values() for url in one.asked}
    assert any(url.startswith(f"{portal_address}/assets/qianxiao.") for url in asked)
    assert {url for url in asked if not url.startswith(f"{portal_address}/")} == set()
    assert {page: one.complaints for page, one in visits.items() if one.complaints} == {}


def test_no_page_scrolls_sideways_on_a_small_phone_or_with_text_twice_as_large(
    browser: Browser, portal_address: str, addresses: tuple[str, ...]
) -> None:
    tab = browser.new_page()
    wide = {}
    for address in addresses:
        tab.set_viewport_size({"width": 320, "height": 640})
        tab.goto(portal_address + address)
        narrow = tab.evaluate(PAGE_WIDTH)
        tab.set_viewport_size({"width": 640, "height": 800})
        # Sizes are in rem and follow the reader's own setting, which this stands for.
        tab.add_style_tag(content="html{font-size:212.5% !important}")
        large = tab.evaluate(PAGE_WIDTH)
        if narrow > 320 or large > 640:
            wide[address] = (narrow, large)
    tab.close()
    assert wide == {}


def test_without_script_every_college_is_reached_by_links(
    browser: Browser, portal_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = context.new_page()
    tab.goto(portal_address)
    tab.get_by_label("想学什么，或者哪里的学校？").fill("昭觉")
    follow(tab.get_by_role("button", name="找学校"))
    assert tab.url.startswith(f"{portal_address}/find/?q=")
    follow(tab.get_by_role("list", name="按省找").get_by_role("link", name="四川省"))
    follow(tab.get_by_role("heading", name="凉山彝族自治州").get_by_role("link"))
    follow(tab.get_by_role("link", name="示例技工学校01（昭觉）").first)
    follow(tab.get_by_role("list").get_by_role("link", name="汽车维修").first)
    button = tab.get_by_role("link", name="试一试")
    assert button.get_attribute("href") == "/apply/start?programme=sample-programme-01"
    context.close()


def test_the_list_narrows_while_somebody_types(browser: Browser, portal_address: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{portal_address}/specialties/?q=修车")
    shown = "[data-find]:not([hidden])"
    assert tab.locator(shown).count() > 1
    assert "汽车" in tab.locator(shown).first.inner_text()
    tab.get_by_label("想学什么").fill("没有这样的专业")
    assert tab.locator(shown).count() == 0
    assert "没有找到" in tab.get_by_role("status").inner_text()
    tab.get_by_label("想学什么").fill("昭觉")
    follow(tab.get_by_role("link", name="去“找学校”里找"))
    assert tab.url.startswith(f"{portal_address}/find/?q=")
    tab.get_by_role("list", name="找到的").get_by_role(
        "link", name="示例技工学校01"
    ).first.wait_for()
    tab.close()


def test_the_keyboard_reaches_the_text_and_the_menu_first(
    browser: Browser, portal_address: str
) -> None:
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    tab.goto(portal_address)
    reached = []
    for _ in range(10):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate("document.activeElement.textContent.trim()"))
        box = tab.evaluate(
            "(() => { const r = document.activeElement.getBoundingClientRect();"
            "return [r.left, r.right]; })()"
        )
        assert box[0] >= 0
        assert box[1] <= 360
    assert reached[0] == "跳到正文"
    assert reached[3:10] == [
        "找学校",
        "学什么",
        "要花多少钱",
        "怎么报名",
        "大人学手艺",
        "谁在帮我们",
        "问一问",
    ]
    tab.close()


def test_a_printed_programme_keeps_its_facts_and_its_band(
    browser: Browser, portal_address: str
) -> None:
    tab = browser.new_page()
    tab.goto(f"{portal_address}/programmes/sample-programme-01/")
    tab.emulate_media(media="print")
    assert tab.locator(".band").is_visible()
    assert tab.locator(".sum").is_visible()
    assert not tab.locator(".menu").is_visible()
    assert not tab.locator(".sticky").is_visible()
    tab.close()

"""Eight picture questions in Chromium: the advice that Python gives, by thumb, keyboard, link."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.catalogue import load_catalogue
from generator.catalogue.suggesting import Advice, every_path
from generator.engine import ROOT
from tests.browser.going import follow

pytestmark = pytest.mark.browser

# Follows one path after the other and reads what stands on the page.
WALK = """paths => paths.map(path => {
  history.replaceState(null, "", "#" + path);
  dispatchEvent(new HashChangeEvent("hashchange"));
  return [...document.querySelectorAll("#suggested > section")].map(card => [
    card.id.slice(3),
    card.querySelector(".why").textContent,
    [...card.querySelectorAll(".found li:not([hidden]) a")].map(a => a.pathname.split("/")[2]),
  ]);
})"""
KEPT = "[localStorage.length, sessionStorage.length, document.cookie]"
QUESTION = "#quiz [data-question]:not([hidden]) h2"


@pytest.fixture(scope="module")
def advice() -> Advice:
    catalogue = load_catalogue(ROOT / "content")
    return Advice(catalogue.guidance["eight-questions"], catalogue.specialties)


@pytest.fixture
def tab(browser: Browser, portal_address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{portal_address}/guidance/")
    yield page
    context.close()


def answer(tab: Page, word: str) -> None:
    """Presses, and waits until the question is gone: the next may have an answer of that name."""
    asked = tab.locator("#quiz [data-question]:not([hidden])").get_by_role("link", name=word)
    link = asked.element_handle()
    assert link is not None
    link.click()
    link.wait_for_element_state("hidden")


def test_the_phone_gives_the_advice_that_python_gives(tab: Page, advice: Advice) -> None:
    paths = list(every_path(advice.guidance))[::7]
    assert len(paths) > 450
    seen = tab.evaluate(WALK, ["".join(map(str, path)) for path in paths])
    for path, cards in zip(paths, seen, strict=True):
        wanted = [
            [one.direction.id, f"为什么：{'；'.join(one.reasons)}。", list(one.specialties)]
            for one in advice.suggest(path)
        ]
        assert cards == wanted, path


def test_answers_are_sent_nowhere_and_kept_nowhere(tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for word in (
        "机器和工具",
        "修东西",
        "一遍遍练",
        "车间",
        "站着的人",
        "一滴油",
        "不行",
        "出远门",
    ):
        answer(tab, word)
    tab.get_by_role("heading", name="先看看这几个方向").wait_for()
    assert tab.locator("#suggested > section").count() == 3
    assert tab.get_by_text("问一问老师").is_visible()
    # Some browsers look for the page's icon again; the answers are in no address that is asked.
    assert {url.rpartition("/")[2] for url in asked} <= {"icon.svg"}
    assert tab.evaluate(KEPT) == [0, 0, ""]


def stands_at(tab: Page, number: int) -> None:
    """Waits until this question is asked."""
    tab.locator("#progress", has_text=f"第 {number} 题，共 8 题").wait_for()


def test_back_and_start_again_work_and_the_place_is_said(tab: Page) -> None:
    stands_at(tab, 1)
    assert not tab.get_by_role("link", name="上一题").is_visible()
    answer(tab, "牲口和庄稼")
    stands_at(tab, 2)
    answer(tab, "做饭")
    stands_at(tab, 3)
    tab.go_back()
    stands_at(tab, 2)
    answer(tab, "画画")
    stands_at(tab, 3)
    tab.get_by_role("link", name="上一题").click()
    stands_at(tab, 2)
    tab.get_by_role("link", name="重新来").click()
    stands_at(tab, 1)
    assert tab.locator("#directions [data-direction]:visible").count() == 12
    tab.get_by_role("link", name="照顾人", exact=True).click()
    tab.wait_for_url("**/guidance/#to-care")
    stands_at(tab, 1)


def test_the_keyboard_alone_answers_all_eight(tab: Page) -> None:
    tab.get_by_role("link", name="机器和工具").focus()
    for number in range(8):
        tab.keyboard.press("Enter")
        heading = "#result h2" if number == 7 else QUESTION
        tab.wait_for_function(f"document.activeElement === document.querySelector('{heading}')")
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('#suggested') !== null")


def test_an_address_that_is_no_answer_starts_at_the_first_question(
    browser: Browser, portal_address: str
) -> None:
    tab = browser.new_page()
    for odd in ("#9", "#0x1", "#<img src=x onerror=alert()>", "#000000009"):
        tab.goto(f"{portal_address}/404.html")
        tab.goto(f"{portal_address}/guidance/{odd}")
        assert tab.locator("#progress").inner_text().startswith(("第", "八道"))
        assert tab.locator("main img").count() == 0
    tab.close()


def test_questions_and_result_are_accessible_and_narrow(
    tab: Page, axe: Callable[[Page], list[str]]
) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    for path in ("#02", "#0121", "#01211000"):
        tab.evaluate("path => { location.hash = path; }", path)
        tab.wait_for_timeout(50)
        assert axe(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_script_every_direction_is_a_list_of_links(
    browser: Browser, portal_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = context.new_page()
    tab.goto(portal_address)
    follow(tab.get_by_role("link", name="不知道学什么"))
    assert not tab.locator("#quiz").is_visible()
    assert tab.get_by_text("不适合你，如果：").count() == 12
    follow(tab.get_by_role("link", name="汽车维修", exact=True))
    assert tab.url == f"{portal_address}/specialties/automobile-repair/"
    context.close()

"""What a family's phone holds and shows, and a network that is cut at every press."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.applications import walk

CUT = "网络断了"
ONLY_HERE = "只在手机里"
ONLY_ON_PAGE = "填的只在这一页上"
PRESSED_AGAIN = frozenset({"下一步", "找专业"})
"""Buttons that are not pressed by the script itself when the network is back."""

KEPT = """[...Object.entries(localStorage), ...Object.entries(sessionStorage)]
    .filter(([key]) => key.startsWith("kept "))"""
FILLED = """[...document.querySelectorAll("main input, main select")]
    .filter(one => one.name && one.name != "csrf_token")
    .map(one => [one.name, one.type == "radio" || one.type == "checkbox" ? one.checked : one.value])
"""


def kept(page: Page) -> list[tuple[str, str]]:
    """Keys and contents of everything that the phone keeps."""
    return [(key, text) for key, text in page.evaluate(KEPT)]


def filled(page: Page) -> list[tuple[str, str | bool]]:
    """Name and value of every control, in the page's order."""
    return [(name, value) for name, value in page.evaluate(FILLED)]


def say(page: Page, words: str) -> None:
    expect(page.locator("[data-keep]")).to_contain_text(words)


def press_without_network(page: Page, word: str) -> None:
    """Press with the network down: the page stays and says so. Then the network is back."""
    before = filled(page)
    button = page.get_by_role("button", name=word, exact=True)
    page.context.set_offline(True)
    button.click()
    say(page, CUT)
    assert filled(page) == before, word
    with page.expect_navigation():
        page.context.set_offline(False)
        if word in PRESSED_AGAIN:
            button.click()


def open_with(page: Page, code: str | None) -> None:
    page.goto("/apply/open")
    page.get_by_label("取件码", exact=True).fill(code or "")
    walk.birth_date(page)
    walk.press(page, "打开")

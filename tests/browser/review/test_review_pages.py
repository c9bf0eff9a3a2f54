"""Every page of review and of seats, on a phone and on a desk: usable by everybody, nothing cut."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.going import follow
from tests.browser.review.conftest import Stage

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("QIANXIAO_SHOTS")
"""A folder for pictures of every page, for whoever wants to look."""
WIDTHS = (360, 1280)
Axe = Callable[[Page], list[str]]

PAGES = {
    "officer": (
        "/staff/applications",
        "/staff/applications?filter=call",
        "/staff/applications?filter=closed",
        "{old}",
        "{corrected}",
        "{corrected}/changes",
        "{reviewing}",
        "{reviewing}/return",
        "{reviewing}/eligible",
        "{reviewing}/refuse",
        "{reviewing}/code",
        "{eligible}/offer",
        "{offered}",
        "{offered}/take-offer-back",
        "/staff/offers",
        "/staff/public-lists",
        "/staff/paper",
        "/staff/classes",
    ),
    "colleague": ("{proposed}", "{proposed}/refusal/confirm", "{proposed}/refusal/drop"),
    "desk": ("/staff/applications", "{reviewing}"),
    "village": ("/staff/codes",),
    "other": ("/staff/applications?filter=accepted", "{offered}"),
}
CONFLICTS = (("officer", "{waiting}/return"), ("officer", "{old}/offer"))
ERRORS = (
    ("officer", "{reviewing}/return", "退回补正", 2),
    ("officer", "{reviewing}/eligible", "确认资格通过", 1),
    ("officer", "{reviewing}/refuse", "建议不通过", 2),
    ("officer", "{eligible}/offer", "给名额", 1),
    ("officer", "{offered}/take-offer-back", "收回名额", 1),
    ("colleague", "{proposed}/refusal/confirm", "确认不符合条件", 1),
    ("village", "/staff/codes", "重开取件码", 4),
)


def look(page: Page, name: str) -> None:
    if SHOTS:
        folder = Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)


def faults(page: Page, axe: Axe) -> list[str]:
    """What axe finds, and a page that is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*axe(page), *([f"{page.url} is wider than the window"] if wide else [])]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", PAGES)
def test_every_page_of_staff_is_usable_by_everybody(
    stage: Stage, page_at: Callable[..., Page], axe_of_two_widths: Axe, who: str, width: int
) -> None:
    page = page_at(width)
    stage.enter(page, who)
    found = []
    for number, pattern in enumerate(PAGES[who]):
        answer = page.goto(pattern.format(**stage.files))
        assert answer is not None
        assert answer.status == 200, pattern
        look(page, f"{width}-{who}-{number:02}")
        found += faults(page, axe_of_two_widths)
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_error_and_conflict_is_usable_by_everybody(
    stage: Stage, page_at: Callable[..., Page], axe_of_two_widths: Axe, width: int
) -> None:
    found = []
    for number, (who, pattern, button, lines) in enumerate(ERRORS):
        page = page_at(width)
        stage.enter(page, who)
        page.goto(pattern.format(**stage.files))
        follow(page.get_by_role("button", name=button, exact=True))
        summary = page.locator(".summary")
        assert summary.locator("li").count() == lines, pattern
        for link in summary.locator("a").all():
            target = link.get_attribute("href") or ""
            assert page.locator(target).count() == 1, f"{pattern}: {target} leads nowhere"
        look(page, f"{width}-error-{number:02}")
        found += faults(page, axe_of_two_widths)
    for number, (who, pattern) in enumerate(CONFLICTS):
        page = page_at(width)
        stage.enter(page, who)
        answer = page.goto(pattern.format(**stage.files))
        assert answer is not None
        assert answer.status == 409, pattern
        look(page, f"{width}-conflict-{number:02}")
        found += faults(page, axe_of_two_widths)
    assert found == []


OFFER = "/apply/offer"
OF_AN_OFFER = {
    **dict.fromkeys(("offered", "late", "accepted", "eligible"), (OFFER, f"{OFFER}/decline")),
    "only": (f"{OFFER}/decline",),
    "goes_on": ("/apply/status",),
    "adjusted": (OFFER,),
}
"""Who opens which pages."""


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_an_offer_is_usable_by_everybody(
    stage: Stage, page_at: Callable[..., Page], axe_of_two_widths: Axe, width: int
) -> None:
    found = []
    for name, steps in OF_AN_OFFER.items():
        page = page_at(width)
        stage.come_back(page, name)
        for step in steps:
            answer = page.goto(step)
            assert answer is not None
            assert answer.status == 200
            assert page.url.endswith(step)
            assert page.locator("h1").count() == 1, page.url
            look(page, f"{width}-family-{name}{step.replace('/', '-')}")
            found += faults(page, axe_of_two_widths)
    assert found == []


def test_an_officer_returns_an_application_by_keyboard_without_script(
    stage: Stage, page_at: Callable[..., Page]
) -> None:
    page = page_at(360, javascript=False)
    stage.enter(page, "officer")
    page.goto(stage.files["reviewing"])
    page.get_by_role("link", name="退回补正").press("Enter")
    page.get_by_label("毕业学校", exact=True).press("Space")
    page.get_by_label("为什么要改，怎么改").press("KeyA")
    page.get_by_role("button", name="退回补正").press("Enter")
    page.wait_for_url("**" + stage.files["reviewing"])
    assert "已退回。" in page.locator("main").inner_text()
    assert "等家里改" in page.locator("main").inner_text()


def test_rows_of_the_queue_are_cards_on_a_phone_and_lines_on_a_desk(
    stage: Stage, page_at: Callable[..., Page]
) -> None:
    heights = {}
    for width in WIDTHS:
        page = page_at(width)
        stage.enter(page, "officer")
        page.goto("/staff/applications")
        cells = page.locator("tbody tr").first.locator("td, th")
        heights[width] = len({box["y"] for cell in cells.all() if (box := cell.bounding_box())})
        assert page.get_by_role("row").count() > 5
    assert heights[1280] == 1
    assert heights[360] == 7

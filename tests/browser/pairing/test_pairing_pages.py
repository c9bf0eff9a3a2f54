"""Every page of pairing assistance, on a phone and on a desk: usable by everybody, nothing cut."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from forms_app.accounts import sessions
from forms_app.accounts.models import Account
from tests.browser.conftest import LiveServer
from tests.browser.going import follow
from tests.browser.pairing.conftest import Stage
from tests.forms_app.pairing import PASSWORD

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("QIANXIAO_SHOTS")
"""A folder for pictures of every page, for whoever wants to look."""
PHONE, DESK = 360, 1280
WIDTHS = (PHONE, DESK)
WIDE = (
    "/staff/commitments",
    "{draft}",
    "{drafting}",
    "{drafting}/lock",
    "/staff/filings",
    "{public}",
)
"""Pages whose parts stand side by side on a desk; axe looks at them there once more."""

PAGES = {
    "assisting": (
        "/staff/commitments",
        "/staff/commitments/new",
        "{draft}",
        "{draft}/basics",
        "{draft}/specialties",
        "{draft}/items/new",
        "{item}",
        "{empty}",
        "{confirmed}",
        "/staff/agreements",
        "{begin}",
        "{drafting}",
        "{drafting}/party/assisting",
        "{drafting}/clauses",
        "{drafting}/tasks",
        "{drafting}/teachers",
        "{drafting}/lock",
        "{refused}",
        "{filed}",
        "{filed}/record",
    ),
    "receiving": ("/staff/commitments", "{changed}", "{changed}/change", "{begin}", "{sent_back}"),
    "assisting_signer": ("{locked}", "{locked}/sign", "{locked}/refuse"),
    "receiving_signer": ("{signed_one}/sign",),
    "third": ("/staff/commitments", "/staff/agreements"),
    "authority": ("/staff/filings", "{sent_back}", "{filing}/file", "{filing}/send-back"),
    "authority_elsewhere": ("/staff/filings",),
    "": (
        "/pairings-filed",
        "{public}",
        "{verify}",
        "{verify}?h=0123456789abcdef",
        "/v/XZ-2020-9999",
    ),
}
ERRORS = (
    ("assisting", "/staff/commitments/new", "下一步：选专业"),
    ("assisting", "{empty}/items/new", "存好"),
    ("assisting", "{drafting}/party/receiving", "存好"),
    ("assisting_signer", "{locked}/sign", "代表甲方签字"),
    ("assisting_signer", "{locked}/refuse", "不同意，退回修改"),
    ("receiving", "{changed}/change", "退给对方修改"),
    ("authority", "{filing}/file", "备案并公开"),
    ("", "{verify}", "核对"),
)


def enter(page: Page, stage: Stage, server: LiveServer, role: str) -> None:
    """Give the page the login of this person; the public has none."""
    if not role:
        return
    account: Account = getattr(stage.who, role)
    cookie = {"name": cookie_name(stage), "value": stage.token(account), "url": server.address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def cookie_name(stage: Stage) -> str:
    with stage.who.app.app_context():
        return sessions.cookie_name()


def look(page: Page, name: str) -> None:
    if SHOTS:
        folder = Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{page.url} is wider than the window"] if wide else []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("role", PAGES)
def test_every_page_is_usable_by_everybody(
    live_server: LiveServer,
    stage: Stage,
    page_at: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    role: str,
    width: int,
) -> None:
    page = page_at(width)
    enter(page, stage, live_server, role)
    found = []
    for number, pattern in enumerate(PAGES[role]):
        answer = page.goto(pattern.format(**stage.addresses))
        assert answer is not None
        assert answer.status == 200, pattern
        look(page, f"{width}-{role or 'public'}-{number:02}")
        found += too_wide(page)
        if width == PHONE or pattern in WIDE:
            found += axe(page)
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_error_is_usable_by_everybody(
    live_server: LiveServer,
    stage: Stage,
    page_at: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    width: int,
) -> None:
    found = []
    for number, (role, pattern, button) in enumerate(ERRORS):
        page = page_at(width)
        enter(page, stage, live_server, role)
        page.goto(pattern.format(**stage.addresses))
        for box in page.locator("main .text:not(select)").all():
            box.fill("")
        follow(page.get_by_role("button", name=button, exact=True))
        summary = page.locator(".summary")
        assert summary.count() == 1, pattern
        target = summary.locator("a").first.get_attribute("href") or ""
        assert page.locator(target).count() == 1, f"{pattern}: {target} leads nowhere"
        look(page, f"{width}-error-{number:02}")
        found += too_wide(page)
        if width == PHONE:
            found += axe(page)
    assert found == []


def test_an_agreement_is_signed_by_keyboard_without_script(
    live_server: LiveServer, stage: Stage, page_at: Callable[..., Page]
) -> None:
    page = page_at(360, javascript=False)
    enter(page, stage, live_server, "receiving_signer")
    page.goto(stage.addresses["signed_one"])
    page.get_by_role("link", name="去签字").press("Enter")
    page.get_by_label("我看过这份文件").press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**" + stage.addresses["signed_one"])
    assert "已经签好。" in page.locator("main").inner_text()
    assert "已生效，等备案" in page.locator("main").inner_text()

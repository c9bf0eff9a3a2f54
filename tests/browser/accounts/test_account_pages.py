"""Login, accounts, invitations and error pages: usable by everybody, nothing cut at 360 px."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from forms_app.accounts import sessions
from forms_app.accounts.models import Account
from forms_app.extensions import db
from forms_app.workflow import Role
from tests.browser.conftest import LiveServer
from tests.browser.going import follow
from tests.forms_app.conftest import organisation_for

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
Axe = Callable[[Page], list[str]]
ROLES = (
    (Role.COLLEGE_OFFICER, "sample-college-01", None),
    (Role.COLLEGE_SIGNER, "sample-college-01", None),
    (Role.COUNTY_DESK, None, "513431"),
    (Role.AUTHORITY, None, "513400"),
    (Role.ADMINISTRATOR, None, None),
)


@pytest.fixture(scope="module")
def tokens(live_server: LiveServer) -> dict[Role, str]:
    """A running session for one account of each role."""
    found: dict[Role, str] = {}
    with live_server.app.app_context(), db.writing_session() as session:
        for role, college_id, division in ROLES:
            account = Account(
                login=f"pages-{role}",
                shown_as="经办人",
                role=role,
                organisation_id=organisation_for(session, role, college_id, division).id,
                is_sample=True,
            )
            session.add(account)
            session.flush()
            found[role] = sessions.start(session, account)
        session.commit()
    return found


@pytest.fixture
def page_of(
    live_server: LiveServer, page_at: Callable[..., Page], tokens: dict[Role, str]
) -> Callable[[int, Role | None], Page]:
    """page_of(360, role): a page in which somebody of this role is logged in."""

    def open_page(width: int, role: Role | None) -> Page:
        page = page_at(width)
        if role is not None:
            with live_server.app.app_context():
                name = sessions.cookie_name()
            page.context.add_cookies(
                [{"name": name, "value": tokens[role], "url": live_server.address}]
            )
        return page

    return open_page


def faults(page: Page, axe: Axe) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return axe(page) + ([f"{page.url} is {wide} px too wide"] if wide > 0 else [])


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_the_desk_of_each_role(
    width: int, page_of: Callable[..., Page], axe_of_two_widths: Axe
) -> None:
    found = []
    for role, _, _ in ROLES:
        page = page_of(width, role)
        for address in ("/staff", "/staff/password"):
            page.goto(address)
            assert page.get_by_role("heading", level=1).inner_text() in {"工作台", "改密码"}
            found += faults(page, axe_of_two_widths)
        follow(page.get_by_role("button", name="改密码"))
        page.get_by_role("alert").wait_for()
        found += faults(page, axe_of_two_widths)
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_come_in_and_reads_why_not(
    width: int, page_of: Callable[..., Page], axe_of_two_widths: Axe
) -> None:
    page = page_of(width, None)
    page.goto("/staff/login")
    found = faults(page, axe_of_two_widths)
    page.get_by_label("登录名").fill("nobody")
    page.get_by_label("密码").fill("a long wrong password")
    follow(page.get_by_role("button", name="登录"))
    page.get_by_role("alert").wait_for()
    assert found + faults(page, axe_of_two_widths) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_administrator_invites_and_the_colleague_sets_a_password(
    width: int, page_of: Callable[..., Page], axe_of_two_widths: Axe
) -> None:
    page = page_of(width, Role.ADMINISTRATOR)
    page.goto("/staff/accounts")
    found = faults(page, axe_of_two_widths)
    follow(page.get_by_role("link", name="邀请同事"))
    follow(page.get_by_role("button", name="做一个链接"))
    found += faults(page, axe_of_two_widths)
    page.get_by_label("登录名").fill(f"invited{width}")
    page.get_by_label("家里人看到的称呼").fill("招生办李老师")
    page.get_by_role("radio").first.check()
    page.get_by_label("哪个学校").select_option("sample-college-02")
    follow(page.get_by_role("button", name="做一个链接"))
    link = page.locator(".ticket .address").inner_text()
    found += faults(page, axe_of_two_widths)

    colleague = page_of(width, None)
    colleague.goto("/staff/invitation/" + link.rsplit("/", 1)[1])
    found += faults(colleague, axe_of_two_widths)
    colleague.get_by_label("密码").first.fill("short")
    follow(colleague.get_by_role("button", name="设好密码"))
    colleague.get_by_role("alert").wait_for()
    found += faults(colleague, axe_of_two_widths)
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_error_page_says_what_to_do(
    width: int, page_of: Callable[..., Page], axe_of_two_widths: Axe
) -> None:
    found = []
    for role, address, status in (
        (None, "/no-such-page", 404),
        (Role.COLLEGE_OFFICER, "/staff/accounts", 403),
    ):
        page = page_of(width, role)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status
        assert page.get_by_role("main").get_by_role("link").count() >= 1
        found += faults(page, axe_of_two_widths)
    assert found == []

"""A family's rights on a small phone, and the two people who answer, page by page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from forms_app.accounts import sessions
from forms_app.accounts.models import Account
from forms_app.extensions import db
from forms_app.rights import retention
from forms_app.workflow import Role
from tests.browser.applications import walk
from tests.browser.applications.test_family import open_with, rows, sent
from tests.browser.conftest import LiveServer
from tests.browser.going import follow
from tests.forms_app.conftest import organisation_for

pytestmark = pytest.mark.browser

PEOPLE = {
    "desk": (Role.COUNTY_DESK, "513431"),
    "prefecture": (Role.COUNTY_DESK, "513400"),
    "admin": (Role.ADMINISTRATOR, None),
}


@pytest.fixture
def look(axe: Callable[[Page], list[str]]) -> Callable[[Page, str], None]:
    """Nothing for axe to say, nothing wider than the screen, one heading."""

    def look(page: Page, name: str) -> None:
        assert axe(page) == [], name
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, f"{name} is wider than the screen"
        assert page.locator("h1").count() == 1, name

    return look


def enter(server: LiveServer, page: Page, who: str) -> None:
    """Give the page a login of this person, made for this walk."""
    role, division = PEOPLE[who]
    with server.app.app_context(), db.writing_session() as session:
        organisation = organisation_for(session, role, None, division)
        account = Account(
            login=f"rights-{who}",
            shown_as="服务点",
            role=role,
            organisation_id=organisation.id,
            organisation=organisation,
            is_sample=True,
        )
        session.add(account)
        session.flush()
        token = sessions.start(session, account)
        session.commit()
        name = sessions.cookie_name()
    page.context.add_cookies([{"name": name, "value": token, "url": server.address}])


def test_copy_withdrawal_and_erasure_from_the_phone_to_the_second_person(
    served: Flask,
    live_server: LiveServer,
    page_at: Callable[..., Page],
    look: Callable[[Page, str], None],
) -> None:
    with rows(served) as session:
        application = sent(session)
        identifier, number, code = application.id, application.number, application.code
    phone = page_at(360)
    open_with(phone, code)
    follow(phone.get_by_role("link", name="要一份自己的全部资料"))
    look(phone, "copy")
    with phone.expect_download() as download:
        phone.get_by_role("button", name="下载全部资料").click()
    assert download.value.suggested_filename == "copy.zip"

    phone.goto("/apply/withdraw")
    look(phone, "withdraw")
    walk.press(phone, "撤回这份报名")
    look(phone, "withdrawn")
    follow(phone.get_by_role("link", name="不撤回了，重新送到学校"))
    look(phone, "apply again")
    walk.press(phone, "重新送到学校")

    follow(phone.get_by_role("link", name="要求删掉自己的资料"))
    look(phone, "erasure")
    walk.press(phone, "要求删掉")
    look(phone, "erasure asked")
    phone.goto("/apply/status")
    look(phone, "status with a notice")

    first, second, admin = page_at(1280), page_at(360), page_at(360)
    enter(live_server, first, "desk")
    first.goto(f"/staff/applications/{identifier}/copy")
    walk.press(first, "下载全部资料")
    look(first, "copy for a family, errors")
    decide(first, number, "可以删", look)
    enter(live_server, second, "prefecture")
    decide(second, number, "同意，现在就删掉，找不回来", look)
    expect(second.get_by_text("已经删掉，找不回来了")).to_be_visible()
    look(second, "no request")
    phone.goto("/apply/status")
    expect(phone.get_by_role("heading", name="打开我的报名")).to_be_visible()

    with served.app_context():
        retention.sweep(scrub=False)
    enter(live_server, admin, "admin")
    admin.goto("/staff/retention")
    look(admin, "retention")


def decide(page: Page, number: str | None, verdict: str, look: Callable[[Page, str], None]) -> None:
    page.goto("/staff/erasures")
    look(page, "erasures")
    follow(page.get_by_role("link", name=f"打开 {number}"))
    walk.press(page, "记下")
    look(page, "erasure request, errors")
    page.get_by_label(verdict).check()
    walk.press(page, "记下")

"""At 360 px a family prints a sheet, sends its photo, and reads what the county desk made of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from forms_app.accounts import sessions
from forms_app.accounts.models import Account
from forms_app.extensions import db
from forms_app.workflow import Role
from tests.browser.applications import walk
from tests.browser.applications.test_family import look  # noqa: F401  the fixture of that walk
from tests.browser.conftest import LiveServer
from tests.browser.going import follow
from tests.forms_app.applications.journey import ZHAOJUE
from tests.forms_app.conftest import organisation_for
from tests.forms_app.documents import files

pytestmark = pytest.mark.browser
PHOTO = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": files.photo(800, 600)}


@pytest.fixture
def desk(live_server: LiveServer, served: Flask, page_at: Callable[..., Page]) -> Page:
    """The county desk before a narrow window."""
    opened = page_at(360)
    with served.app_context(), db.writing_session() as session:
        organisation = organisation_for(session, Role.COUNTY_DESK, None, ZHAOJUE)
        account = Account(
            login="sheet-desk",
            shown_as="服务点",
            role=Role.COUNTY_DESK,
            organisation_id=organisation.id,
            organisation=organisation,
            is_sample=True,
        )
        session.add(account)
        session.flush()
        token, name = sessions.start(session, account), sessions.cookie_name()
        session.commit()
    opened.context.add_cookies([{"name": name, "value": token, "url": live_server.address}])
    return opened


@pytest.mark.parametrize("has_script", [True], ids=["with script"], indirect=True)
def test_a_sheet_goes_to_the_desk_comes_back_and_is_recorded(
    page: Page,
    look: walk.Look,  # noqa: F811
    desk: Page,
    axe: Callable[[Page], list[str]],
) -> None:
    walk.start(page)
    page.get_by_label("学生本人", exact=True).check()
    walk.birth_date(page)
    walk.press(page, "监护人不在身边，发同意码给他")
    follow(page.get_by_role("link", name="印一张，在纸上签"))
    look("before printing")
    walk.press(page, "印一张同意书")
    look("printed")
    expect(page.get_by_role("link", name="打开同意书，印出来")).to_be_visible()
    walk.press(page, "送出去")
    expect(page.get_by_role("alert")).to_contain_text("还没有照片")
    look("without a picture")
    page.get_by_label("照片", exact=True).set_input_files([PHOTO, PHOTO])
    walk.press(page, "送出去")
    expect(page.get_by_text("送到了，等人核对")).to_be_visible()
    look("sent")

    desk.goto("/staff/consent-sheets")
    assert axe(desk) == []
    follow(desk.get_by_role("link", name="打开").first)
    assert axe(desk) == []
    desk.get_by_label("为什么退回，怎么改").fill("第2页没有拍到手印，请再拍一张。")
    walk.press(desk, "退回给家里人")
    expect(desk.get_by_text("第2页没有拍到手印")).to_be_visible()
    page.reload()
    expect(page.get_by_text("第2页没有拍到手印")).to_be_visible()
    look("sent back")
    page.get_by_label("再加照片").set_input_files([PHOTO])
    walk.press(page, "送出去")

    desk.reload()
    walk.press(desk, "照纸上记下")
    expect(desk.get_by_role("alert")).to_contain_text("选一项")
    assert axe(desk) == []
    desk.get_by_label("监护人姓名").fill("吉克·阿普")
    desk.get_by_label("他是学生的什么人").select_option("父亲")
    desk.get_by_label("哪天签的").fill("2026-12-01")
    for name in ("admission", "sensitive_data", "colleges"):
        desk.locator(f"#{name}-0").check()
    for name in ("later_contact", "publicity"):
        desk.locator(f"#{name}-1").check()
    desk.locator("#looked_at-1").check()
    desk.get_by_label("监护人签了名").check()
    walk.press(desk, "照纸上记下")
    expect(desk.get_by_text("家里人看得到是谁、哪天记的")).to_be_visible()
    page.reload()
    expect(page.get_by_text("签字的同意书记下了")).to_be_visible()
    look("recorded")

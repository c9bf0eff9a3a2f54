"""A family at 360 px, with and without script: the whole way, and every page open to everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import Event
from forms_app.applications.submission import submit
from forms_app.extensions import db
from forms_app.workflow import Actor, Role, advance
from tests.browser.applications import walk
from tests.browser.going import follow
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import PROGRAMME, identity_number

pytestmark = pytest.mark.browser

WITH_SCRIPT = pytest.mark.parametrize("has_script", [True], ids=["with script"], indirect=True)
UNPRINTABLE = "\U0002a6d0"


@pytest.fixture
def look(page: Page, has_script: bool, axe: Callable[[Page], list[str]]) -> Callable[[str], None]:
    """Look at the page: nothing for axe to say, nothing wider than the screen, a heading."""

    def look(name: str) -> None:
        if not has_script:
            return  # The same page; axe itself is a script.
        assert axe(page) == [], name
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, f"{name} is wider than the screen"
        assert page.locator("h1").count() >= 1, name

    return look


@contextmanager
def rows(app: Flask) -> Iterator[Session]:
    with app.app_context(), db.writing_session() as session:
        yield session
        session.commit()


def sent(session: Session, **changes: object) -> Application:
    application = factories.draft(session, identity_number=identity_number(), **changes)
    submit(
        session,
        application,
        actor=as_family(application.id),
        version=application.answers_version,
    )
    return application


def open_with(page: Page, code: str | None) -> None:
    page.goto("/apply/open")
    page.get_by_label("取件码", exact=True).fill(code or "")
    walk.birth_date(page)
    walk.press(page, "打开")


def test_a_family_applies_and_comes_back_on_another_phone(page: Page, look: walk.Look) -> None:
    code = walk.apply(page, look)
    expect(page.get_by_role("heading", level=1)).to_contain_text("阿力木·买买提的报名：已送到学校")
    walk.press(page, "关好再还")
    expect(page.get_by_text("已经关好")).to_be_visible()
    open_with(page, code.lower())
    expect(page.get_by_text("已送到学校")).to_be_visible()
    follow(page.get_by_role("link", name="撤回报名"))
    walk.press(page, "撤回这份报名")
    expect(page.get_by_role("heading", level=1)).to_contain_text("已撤回")


def test_a_returned_application_is_corrected(served: Flask, page: Page, look: walk.Look) -> None:
    with rows(served) as session:
        application = sent(session)
        factories.return_to_family(session, application, fields=["school"])
        code = application.code
    open_with(page, code)
    look("returned")
    expect(page.get_by_text(factories.REASON).first).to_be_visible()
    follow(page.get_by_role("link", name="去改“毕业学校与成绩”"))
    page.get_by_label("毕业学校").fill("示例县第二初级中学")
    walk.press(page, "保存，下一步")
    look("returned tasks")
    follow(page.get_by_role("link", name="9. 检查并提交"))
    look("returned check")
    walk.press(page, "改好了，送回学校")
    expect(page.get_by_role("heading", level=1)).to_contain_text("已提交")


def test_choices_are_changed_after_sending_and_both_versions_stay(
    served: Flask, page: Page, look: walk.Look
) -> None:
    with rows(served) as session:
        code = sent(session).code
    open_with(page, code)
    follow(page.get_by_role("link", name="改志愿"))
    look("change the choices")
    follow(page.get_by_role("button", name="加上").first)
    follow(page.get_by_role("button", name="往上：志愿 2"))
    look("one choice more, moved up")
    follow(page.get_by_role("button", name="下一步：看改了什么"))
    expect(page.get_by_role("heading", name="改成")).to_be_visible()
    look("before and after")
    follow(page.get_by_role("button", name="再改改"))
    follow(page.get_by_role("button", name="下一步：看改了什么"))
    follow(page.get_by_role("button", name="送到学校"))
    expect(page.get_by_text("改过的志愿已送到学校")).to_be_visible()
    look("status with changed choices")
    follow(page.get_by_role("link", name="看送出过的每一版"))
    expect(page.get_by_role("heading", name="第 2 版")).to_be_visible()
    page.get_by_text("看第 1 版的全部内容").click()
    look("versions")


@WITH_SCRIPT
def test_the_scanned_code_fills_its_box_and_leaves_the_address(page: Page) -> None:
    page.goto("/apply/open#K7MPT-3XRAE")
    expect(page.get_by_label("取件码", exact=True)).to_have_value("K7MPT-3XRAE")
    assert page.url.endswith("/apply/open")


@WITH_SCRIPT
def test_pages_of_coming_back_and_of_conflict_are_accessible(
    served: Flask, page: Page, look: walk.Look
) -> None:
    page.goto("/apply/open")
    look("open")
    walk.press(page, "打开")
    look("open errors")
    with rows(served) as session:
        code = factories.draft(session).code
    open_with(page, code)
    look("status of a draft")
    page.goto(f"/apply/paper?programme={PROGRAMME}")
    look("a form to fill in by pen")
    page.goto("/apply/documents")
    look("papers")
    no_photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    page.get_by_label("加毕业证的照片").set_input_files(no_photo)
    follow(page.locator("form", has_text="加毕业证的照片").get_by_role("button", name="送出去"))
    expect(page.get_by_role("alert")).to_contain_text("这不是照片")
    look("papers, with errors")
    page.goto("/apply/tasks/contact")
    other = page.context.new_page()
    other.goto("/apply/tasks/contact")
    for tab, phone in ((other, "13711111111"), (page, "13722222222")):
        tab.get_by_label("联系电话").fill(phone)
        tab.get_by_label("学生", exact=True).check()
        walk.press(tab, "保存，下一步")
    look("conflict")
    page.context.clear_cookies()
    walk.press(page, "保存，下一步")
    look("coming back")


@WITH_SCRIPT
@pytest.mark.parametrize("state", ["refused", "already", "unprintable"])
def test_pages_of_bad_news_are_accessible(
    served: Flask, page: Page, look: walk.Look, state: str
) -> None:
    with rows(served) as session:
        if state == "refused":
            application = sent(session)
            refuse(session, application)
        elif state == "already":
            number = sent(session).answers.identity_number
            application = factories.draft(session, identity_number=number)
        else:
            application = sent(session, name=f"吉克{UNPRINTABLE}")
        code = application.code
    open_with(page, code)
    look(f"status {state}")
    if state == "refused":
        follow(page.get_by_role("link", name="申诉，换一个人再看"))
        walk.press(page, "送出申诉")
        look("appeal errors")
        page.get_by_label("为什么觉得不对").fill("学校名字写错了，毕业证可以证明。")
        walk.press(page, "送出申诉")
        expect(page.get_by_text("申诉已送到")).to_be_visible()
    elif state == "already":
        page.goto("/apply/check")
        walk.press(page, "提交报名")
        look("already applied")
    else:
        page.goto("/apply/receipt")
        look("receipt unprintable")
        page.goto("/apply/form.pdf")
        look("no paper")
        expect(page.get_by_text("U+2A6D0")).to_be_visible()


def refuse(session: Session, application: Application) -> None:
    officer = factories.officer(session)
    second = Actor(
        shown_as=officer.shown_as,
        account_id="1" * 32,
        role=Role.COLLEGE_OFFICER,
        organisation_id=officer.organisation_id,
    )
    advance(session, application, Event.TAKE, actor=officer)
    advance(session, application, Event.PROPOSE_REFUSAL, actor=officer, reason="不符合入学要求。")
    application.refusal_proposed_by = officer.account_id
    application.refusal_proposed_in = officer.organisation_id
    advance(session, application, Event.CONFIRM_REFUSAL, actor=second, reason="不符合入学要求。")

"""From the printed QR to the slip with the 取件码; and a class that is seen to be loaded."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from forms_app import outbox
from forms_app.intake import workbook
from forms_app.workflow import Role
from tests.browser.applications import walk
from tests.browser.conftest import LiveServer
from tests.browser.going import follow
from tests.browser.intake.conftest import Enter
from tests.forms_app.intake.sheets import good, sheet

pytestmark = pytest.mark.browser

Axe = Callable[[Page], list[str]]


def look(page: Page, axe: Axe, name: str) -> None:
    assert axe(page) == [], name
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0, f"{name} is wider than the screen"


def printed(page: Page) -> str:
    """The address behind the code on the paper, as a phone reads it."""
    address = page.get_by_role("link", name="第 1 到 1 张").get_attribute("href")
    assert address is not None
    paper = page.context.request.get(address).body()
    with pypdfium2.PdfDocument(paper) as document:
        (code,) = zxingcpp.read_barcodes(document[0].render(scale=2.5).to_pil())
    return code.text


def test_a_paper_goes_from_its_printed_code_to_the_slip_that_the_family_takes_home(
    page_at: Callable[..., Page], enter: Enter, axe: Axe
) -> None:
    desk, phone = page_at(1280), page_at(360)
    enter(desk, Role.COUNTY_DESK)
    desk.goto("/staff/paper")
    desk.get_by_label("印几张").fill("1")
    walk.press(desk, "印")
    address = printed(desk)
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("还没有录入")
    look(phone, axe, "where a paper is")

    desk.goto(address)
    follow(desk.get_by_role("link", name="登录，录入这张表"))
    expect(desk.get_by_text("最晚录到")).to_be_visible()
    walk.press(desk, "存好，接着录下一页")
    look(desk, axe, "type in, with errors")
    desk.get_by_label("哪天收到这张表").fill("2026-12-01")
    desk.get_by_label("表上的第一个志愿").select_option(index=1)
    desk.get_by_label("监护人", exact=True).check()
    walk.birth_date(desk)
    desk.get_by_label("监护人姓名").fill("吉克·拉莫")
    desk.get_by_label("监护人是学生的什么人").select_option("母亲")
    for name in ("admission", "sensitive_data", "colleges", "has_signature"):
        desk.locator(f"#{name}").check()
    walk.press(desk, "存好，接着录下一页")
    expect(desk.get_by_text("现在记在县服务点 帮办点名下")).to_be_visible()
    desk.goto("/apply/tasks")
    walk.student(desk)
    desk.locator("#county_name").fill("昭觉")
    walk.press(desk, "找")
    walk.home_to_school(desk)
    desk.get_by_label("今年初中毕业").check()
    walk.press(desk, "保存，下一步")
    walk.choices(desk)
    desk.get_by_label("同校其他专业").check()
    desk.get_by_label("需要", exact=True).check()
    walk.press(desk, "保存，下一步")
    walk.press(desk, "提交报名")
    code = desk.locator(".ticket .code").last.inner_text()
    slip = desk.get_by_role("link", name="打印回执").get_attribute("href")
    assert slip is not None
    words = PdfReader(BytesIO(desk.context.request.get(slip).body())).pages[0].extract_text()
    assert code in words
    walk.press(desk, "关好再还")

    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("已经录入")
    follow(phone.get_by_role("link", name="用取件码打开"))
    phone.get_by_label("取件码", exact=True).fill(code)
    walk.birth_date(phone)
    walk.press(phone, "打开")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("改动单")


def test_a_teacher_sees_a_class_being_loaded_with_and_without_script(
    live_server: LiveServer, page_at: Callable[..., Page], enter: Enter, axe: Axe
) -> None:
    page = page_at(360)
    enter(page, Role.SCHOOL)
    page.goto("/staff/classes")
    with live_server.app.app_context():
        content = sheet([good() for _ in range(4)])
    file = FilePayload(name="class.xlsx", mimeType=workbook.TYPE, buffer=content)
    page.get_by_label("老师", exact=True).check()
    page.get_by_label("你的姓名").fill("示例·王老师")
    page.get_by_label("你的电话").fill("13800005678")
    page.get_by_label("打电话问过监护人").check()
    page.get_by_label("填好的班级表").set_input_files(file)
    page.get_by_label("把没有问题的行存下来").check()
    walk.press(page, "开始")
    expect(page.get_by_text("存过 0 行，共 4 行")).to_be_visible()
    look(page, axe, "class on its way")
    plain = page_at(1280, javascript=False)
    enter(plain, Role.SCHOOL)
    plain.goto(page.url)
    expect(plain.get_by_text("存过 0 行，共 4 行")).to_be_visible()
    with live_server.app.app_context():
        outbox.drain()
    expect(page.get_by_role("heading", level=1)).to_have_text("存好了 4 行，共 4 行")
    expect(plain.get_by_role("heading", level=1)).to_have_text("存好了 4 行，共 4 行")
    look(page, axe, "class, loaded")

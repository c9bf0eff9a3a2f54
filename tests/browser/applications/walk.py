"""A family's way with a finger on the screen: by label and button, as a person finds them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.going import follow
from tests.forms_app.applications.journey import PROGRAMME, identity_number

Look = Callable[[str], None]


def nothing(_name: str) -> None:
    """The look of who does not look."""


def press(page: Page, word: str) -> None:
    follow(page.get_by_role("button", name=word, exact=True))


def start(page: Page, look: Look = nothing) -> None:
    """From the 报名 button of a programme to the first page."""
    page.goto(f"/apply/start?programme={PROGRAMME}")
    look("start")
    page.get_by_label("今年初中毕业").check()
    page.get_by_label("2. 户籍在哪个县？").fill("昭觉")
    press(page, "下一步")
    look("start-county")
    press(page, "下一步")
    look("start-answer")
    follow(page.get_by_role("link", name="开始填表"))


def guardian(page: Page, look: Look = nothing) -> str:
    """The first page; answers the 取件码."""
    press(page, "保存，拿取件码")
    look("guardian-errors")
    page.get_by_label("监护人", exact=True).check()
    birth_date(page)
    page.get_by_label("监护人姓名").fill("吉克·拉莫")
    page.get_by_label("监护人是学生的什么人").select_option("母亲")
    page.get_by_label("监护人电话（没有就空着）").fill("139 0000 1234")
    for name in ("admission", "sensitive_data", "colleges"):
        page.locator(f"#{name}").check()
    look("guardian")
    press(page, "保存，拿取件码")
    look("code")
    code = page.locator(".ticket .code").inner_text()
    follow(page.get_by_role("link", name="记好了，往下走"))
    look("tasks")
    return code


def birth_date(page: Page) -> None:
    for word, value in (("年", "2011"), ("月", "4"), ("日", "5")):
        page.get_by_label(word, exact=True).fill(value)


def student(page: Page, look: Look = nothing, *, number: str | None = None) -> None:
    follow(page.get_by_role("link", name="2. 学生本人"))
    number = number or identity_number()
    page.get_by_label("姓名", exact=True).fill("阿力木.买买提")
    page.get_by_label("身份证号", exact=True).fill(
        number[:-1] + ("0" if number[-1] != "0" else "1")
    )
    press(page, "保存，下一步")
    look("student-error")
    page.get_by_label("身份证号", exact=True).fill(number)
    press(page, "保存，下一步")


def home_to_school(page: Page, look: Look = nothing) -> None:
    look("home")
    page.get_by_label("通知书寄到哪里").fill("解放路十八号门卫转")
    press(page, "保存，下一步")
    look("contact")
    page.get_by_label("联系电话").fill("139")
    press(page, "保存，下一步")
    look("contact-error")
    page.get_by_label("联系电话").fill("13900001234")
    page.get_by_label("监护人", exact=True).check()
    press(page, "保存，下一步")
    look("household")
    page.get_by_label("脱贫户").check()
    press(page, "保存，下一步")
    look("school")
    page.get_by_label("毕业学校").fill("示例县第一初级中学")
    press(page, "保存，下一步")


def choices(page: Page, look: Look = nothing) -> None:
    look("choices")
    page.get_by_label("找别的专业").fill("电气")
    press(page, "找专业")
    follow(page.get_by_role("button", name="加上").first)
    follow(page.get_by_role("button", name="往上：志愿 2"))
    page.get_by_label("订单班：").first.check()
    page.get_by_label("不清楚").check()
    press(page, "保存，下一步")
    look("choices-error")
    page.get_by_label("选订单班的").check()
    press(page, "保存，下一步")


def finish(page: Page, look: Look = nothing) -> None:
    press(page, "保存，下一步")
    look("adjustment-error")
    page.get_by_label("同校其他专业").check()
    page.get_by_label("需要", exact=True).check()
    press(page, "保存，下一步")
    look("check")
    press(page, "提交报名")
    look("receipt")
    follow(page.get_by_role("link", name="看进度"))
    look("status")


def apply(page: Page, look: Look = nothing, *, number: str | None = None) -> str:
    """The whole way; answers the 取件码."""
    start(page, look)
    code = guardian(page, look)
    student(page, look, number=number)
    home_to_school(page, look)
    choices(page, look)
    finish(page, look)
    return code

"""A class as an Excel file: every problem said, good rows loaded once whatever is sent."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.intake.columns import COLUMNS, PROBLEMS, SHEET
from forms_app.privacy import View
from tests.forms_app.applications.journey import BORN, CYCLE, GUARDIAN_PAGE, Family, identity_number
from tests.forms_app.intake.sheets import PLACE, count, good, press, send, sheet
from tests.forms_app.review.pages import text

Browser = Callable[[str], FlaskClient]
Rows = list[dict[str, Any]]


def test_the_empty_sheet_has_lists_text_cells_steps_and_an_example_that_is_never_loaded(
    browser_of: Browser,
) -> None:
    desk = browser_of("college")
    book = load_workbook(BytesIO(desk.get(f"/staff/classes/{CYCLE}.xlsx").data))

    assert book.sheetnames == [SHEET, "选项", "怎么填"]
    titles = [cell.value for cell in book[SHEET][1]]
    assert titles == [*(one.title for one in COLUMNS), PROBLEMS]
    assert book[SHEET].cell(3, PLACE["identity_number"]).number_format == "@"
    ruled = {
        str(rule.sqref).split(":")[0].rstrip("0123456789")
        for rule in book[SHEET].data_validations.dataValidation
    }
    assert len(ruled) >= 14
    assert "名单是空的" in text(send(desk, sheet([])))


def test_a_class_of_thirty_with_five_kinds_of_wrong_rows(
    session: Session, browser_of: Browser
) -> None:
    rows: Rows = [good() for _ in range(30)]
    rows[3]["identity_number"] = rows[3]["identity_number"][:17]
    rows[7]["identity_number"] = 513431201104050000
    rows[11]["relation"] = "邻居"
    rows[15]["phone"], rows[15]["phone_of"] = "12345", "学生"
    rows[19]["identity_number"] = rows[18]["identity_number"]
    desk, content = browser_of("desk"), sheet(rows)

    words = text(send(desk, content))
    solid = words.replace(" ", "")

    assert "没有问题：25 行" in words
    assert "第6行身份证号：身份证号要有18位，现在是17位" in solid
    assert "第10行身份证号：Excel把号码变成了数字" in solid
    assert "第14行监护人是学生的：选一项" in solid
    assert "第18行联系电话：手机号要有11位，以1开头。没有手机，就写“没有电话”" in solid
    assert "第22行姓名：和第21行是同一名学生" in solid
    assert count(session, Application) == 0  # a dry run keeps nothing

    back = load_workbook(BytesIO(send(desk, content, "mark").data))[SHEET]
    assert "17位" in back.cell(6, len(COLUMNS) + 1).value
    assert back.cell(3, len(COLUMNS) + 1).value is None
    assert count(session, Application) == 0

    loaded = send(desk, content, "load")
    assert count(session, Application) == 25
    assert "存好了 25 行，共 25 行" in text(desk.get(loaded.location))
    slips = desk.get(f"{loaded.location.partition('?')[0]}/slips.pdf")
    assert len(PdfReader(BytesIO(slips.data)).pages) == 3
    assert session.scalars(select(View.what)).all() == ["印取件码单"]
    assert browser_of("other").get(loaded.location).status_code == 404


def test_a_loaded_child_is_a_draft_without_consent_that_the_family_opens_and_sends(
    app: Flask, session: Session, browser_of: Browser
) -> None:
    send(browser_of("desk"), sheet([good()]), "load")
    application = session.scalars(select(Application)).one()
    assert application.state == State.DRAFT
    assert application.answers.consents == ()
    assert application.answers.helper_name == "示例老师"
    family = Family(app.test_client())
    opened = family.send("/apply/open", code=application.code, **BORN)
    assert opened.status_code == 303
    assert "监护人同意前三项" in family.read("/apply/check")
    family.send("/apply/tasks/guardian", **GUARDIAN_PAGE)
    assert family.submit().location == "/apply/receipt"


def test_the_same_and_a_corrected_file_load_nobody_twice(
    session: Session, browser_of: Browser
) -> None:
    rows: Rows = [good(), good(relation="邻居")]
    desk = browser_of("desk")
    send(desk, sheet(rows), "load")
    assert count(session, Application) == 1
    assert "以前存过：1 行" in text(send(desk, sheet(rows), "load"))
    rows[1]["relation"] = "父亲"
    send(desk, sheet(rows), "load")
    assert count(session, Application) == 2
    again = send(browser_of("other"), sheet(rows), "load")
    assert "别的单位已经给这名学生填过" in text(again)
    assert count(session, Application) == 2


def test_who_has_applied_already_is_told_per_row(
    client: FlaskClient, session: Session, browser_of: Browser
) -> None:
    row = good()
    Family(client).apply(number=row["identity_number"])
    words = text(send(browser_of("desk"), sheet([row, good()])))
    solid = words.replace(" ", "")
    assert "第3行身份证号：这个身份证号今年已经报过名（12月1日，由监护人填写）" in solid
    assert "没有问题：1 行" in words


def test_a_child_under_fourteen_is_never_kept(session: Session, browser_of: Browser) -> None:
    young = identity_number(born="20140405")
    answer = send(browser_of("desk"), sheet([good(identity_number=young)]), "load")
    assert "学生不满14岁：监护人没有同意以前，什么都不能存" in text(answer)
    assert count(session, Application) == 0


def test_a_name_that_cannot_be_printed_keeps_no_slip_back(
    session: Session, browser_of: Browser
) -> None:
    desk = browser_of("desk")
    rare = chr(0x31350)  # Han extension H, in none of the shipped fonts
    loaded = send(desk, sheet([good(name=f"示例{rare}"), good()]), "load")
    assert count(session, Application) == 2
    slips = desk.get(f"{loaded.location}/slips.pdf")
    assert slips.mimetype == "application/pdf"
    assert "手写" in PdfReader(BytesIO(slips.data)).pages[0].extract_text()


def test_the_rows_that_were_left_out_are_said_after_loading(
    session: Session, browser_of: Browser
) -> None:
    rows: Rows = [good() for _ in range(3)]
    rows[0]["phone"], rows[2]["phone"] = "12345", "138"
    desk = browser_of("desk")
    answer = send(desk, sheet(rows), "load")
    assert answer.location.endswith("?left_out=3.5")
    page = text(desk.get(answer.location))
    assert "存好了 1 行" in page
    assert "有 2 行有问题，没有存：第 3、5 行" in page
    load = answer.location.partition("?")[0]
    for typed in ("", "x", "3.", "<b>", ".".join("9" * 61), "99999", "３"):
        page = desk.get(load, query_string={"left_out": typed}).text
        assert "没有存：" not in page
        assert "<b>&" not in page
    assert "left_out" not in send(desk, sheet([good()]), "load").location


def test_a_file_that_has_to_be_chosen_again_says_so(browser_of: Browser) -> None:
    desk, content = browser_of("desk"), sheet([good()])
    assert "文件要再选一次" not in text(desk.get("/staff/classes"))
    assert "文件要再选一次" in text(press(desk, content, "nothing"))

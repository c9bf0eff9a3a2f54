"""Class sheets as a teacher fills them in, and the desk that sends them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import outbox
from forms_app.intake import workbook
from forms_app.intake.columns import COLUMNS, SHEET, offered
from forms_app.running import catalogue
from tests.forms_app.applications.journey import CYCLE, identity_number
from tests.forms_app.review.pages import form as form_of

Browser = Callable[[str], FlaskClient]
Rows = list[dict[str, Any]]
PLACE = {column.key: place for place, column in enumerate(COLUMNS, start=1)}


def good(serial: int | None = None, **changes: Any) -> dict[str, Any]:
    chosen = next(iter(offered(catalogue().campaigns[CYCLE])))
    return {
        "name": "示例·学生",
        "identity_number": identity_number(serial),
        "county": "昭觉县",
        "mail": "村委会代收",
        "phone": "没有电话",
        "guardian": "示例监护人",
        "relation": "母亲",
        "household": "不清楚",
        "schooling": "今年初中毕业",
        "school": "示例县第一初级中学",
        "choice_1": chosen,
        "physical": "不清楚",
        "adjustment": "都不",
        "boarding": "需要",
        **changes,
    }


def sheet(rows: Rows) -> bytes:
    """Our own template, filled in as a teacher does; a value that begins with = is a formula."""
    book = load_workbook(BytesIO(empty_sheet()))
    for number, row in enumerate(rows, start=3):
        for key, value in row.items():
            book[SHEET].cell(number, PLACE[key]).value = value
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


@cache
def empty_sheet() -> bytes:
    """The template of the cycle, made once: it follows from the content alone."""
    return workbook.template(catalogue().campaigns[CYCLE])


def send(client: FlaskClient, content: bytes, what: str = "check") -> TestResponse:
    """A press of the sheet's button; what is loaded, is loaded when this returns."""
    answer = press(client, content, what)
    outbox.drain()
    return answer


def press(client: FlaskClient, content: bytes, what: str = "load") -> TestResponse:
    """The same, with the rows still on their way."""
    page = client.get("/staff/classes")
    hidden = form_of(page).values
    return client.post(
        "/staff/classes",
        data={
            "csrf_token": hidden["csrf_token"][0],
            "cycle": CYCLE,
            "filled_in_by": "老师",
            "helper_name": "示例老师",
            "helper_phone": "13900001234",
            "authority": "打电话问过监护人",
            "what": what,
            "sheet": (BytesIO(content), "class.xlsx"),
        },
        content_type="multipart/form-data",
    )


def count(session: Session, table: Any) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(table)) or 0

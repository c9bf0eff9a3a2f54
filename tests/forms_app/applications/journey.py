"""A family before the screen: opens the pages in their order, fills in, presses the buttons."""

from __future__ import annotations

import html
import itertools
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms_app.applications.identity_number import check_character

PROGRAMME = "sample-programme-01"
ORDER_CLASS = "sample-order-class-01"
SECOND = "sample-programme-05"
ZHAOJUE = "513431"
CYCLE = "sample-admission-2027"
BORN = {"birth_year": "2011", "birth_month": "4", "birth_day": "5"}
NAME = "阿力木·买买提"
GUARDIAN = "吉克·拉莫"
PHONE = "13900001234"
ADDRESS = "解放路十八号门卫转"
START = f"/apply/new?programme={PROGRAMME}&schooling=今年初中毕业&county={ZHAOJUE}"

_numbers = itertools.count(1)
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')

GUARDIAN_PAGE: dict[str, Any] = {
    "filled_in_by": "监护人",
    **BORN,
    "guardian_name": GUARDIAN,
    "guardian_relation": "母亲",
    "guardian_phone": PHONE,
    "admission": "y",
    "sensitive_data": "y",
    "colleges": "y",
}
PAGES: dict[str, dict[str, Any]] = {
    "student": {"name": NAME, "sex": "男", "ethnicity": "维吾尔族"},
    "home": {"home_county": ZHAOJUE, "mail_address": ADDRESS},
    "contact": {"phone": PHONE, "phone_belongs_to": "监护人"},
    "household": {"household_kind": "脱贫户", "county_checks_household": "y"},
    "school": {"schooling": "今年初中毕业", "school": "示例县第一初级中学"},
    "choices": {"physical_answer": "不清楚"},
    "adjustment": {"adjustment": "都不", "boarding": "需要"},
}


def identity_number(serial: int | None = None, *, born: str = "20110405") -> str:
    """A number of the right form; the child does not exist."""
    first = f"{ZHAOJUE}{born}{(serial or next(_numbers)) % 500:03}"
    return first + check_character(first)


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden inputs of the page's own form: token, mark, key, version."""
    start = page.index('<form method="post" novalidate')
    form = page[start : page.index("</form>", start)]
    found = {}
    for tag in HIDDEN.findall(form):
        attributes = dict(ATTRIBUTE.findall(tag))
        found[attributes["name"]] = html.unescape(attributes.get("value", ""))
    return found


class Family:
    """One browser. Each `send` opens the page first, as people do, and sends its hidden fields."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def read(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.location}"
        return answer.get_data(as_text=True)

    def send(self, address: str, **fields: Any) -> TestResponse:
        return self.client.post(address, data={**hidden_fields(self.read(address)), **fields})

    def begin(self, **changes: Any) -> str:
        """The first page; answers the 取件码 as it is shown."""
        answer = self.send(START, **{**GUARDIAN_PAGE, **changes})
        assert answer.status_code == 303, errors_on(answer)
        assert answer.location == "/apply/code"
        found = re.search(r'class="code">([0-9A-Z]{5}-[0-9A-Z]{5})<', self.read("/apply/code"))
        assert found is not None
        return found.group(1)

    def fill(self, task: str, **changes: Any) -> TestResponse:
        """One page with its usual answers, `changes` instead of some."""
        return self.send(f"/apply/tasks/{task}", **{**PAGES[task], **changes})

    def fill_all(self, *, number: str | None = None) -> None:
        for task in PAGES:
            more = {"identity_number": number or identity_number()} if task == "student" else {}
            answer = self.fill(task, **more)
            assert answer.status_code == 303, f"{task}: {errors_on(answer)}"

    def submit(self) -> TestResponse:
        return self.send("/apply/check")

    def apply(self, *, number: str | None = None) -> str:
        """The whole way; answers the 取件码."""
        code = self.begin()
        self.fill_all(number=number)
        answer = self.submit()
        assert (answer.status_code, answer.location) == (303, "/apply/receipt"), errors_on(answer)
        return code


def errors_on(answer: TestResponse) -> list[str]:
    """The error texts of a page, for a message that helps."""
    return re.findall(r'class="errtext"[^>]*>([^<]*)<', answer.get_data(as_text=True))

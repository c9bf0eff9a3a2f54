"""N12: what a college posts on its wall holds a number and a shortened name, whatever it tries."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.allocation import services
from forms_app.applications.drafts import as_family
from forms_app.applications.looks import KIND
from forms_app.applications.models import Application
from forms_app.privacy import View
from generator.printing.public_list import Admitted, shortened
from tests.architecture.tracked import ROOT
from tests.forms_app.allocation.given import offered
from tests.forms_app.review.factories import FIRST, Office, identity_number
from tests.forms_app.review.pages import text
from tests.generator.printing.reading import attachments
from tests.generator.printing.reading import text as printed

Browser = Callable[[str], FlaskClient]
LISTS = "/staff/public-lists"
PAPER = f"{LISTS}/sample-admission-2027/{FIRST}.pdf"
CHILD: dict[str, Any] = {
    "name": "阿依·吉克",
    "birth_date": date(2011, 4, 5),
    "home_village": "波洛村三组",
    "phone": "13911112222",
    "guardian_name": "吉克·拉莫",
    "guardian_phone": "13933334444",
    "household_kind": "特困供养",
    "household_proof_number": "川脱-778899",
    "school": "示例县第九中学",
}
OWN_WORDS = ("2011年4月5日", "2011-04-05", "20110405", *map(str, CHILD.values()))


@pytest.fixture
def admitted(session: Session, office: Office) -> Application:
    number = identity_number(77)
    application, made = offered(session, office, identity_number=number, **CHILD)
    services.accept(session, application, offer_id=made.id, actor=as_family(application.id))
    session.commit()
    return application


def test_the_list_has_a_number_a_shortened_name_and_nothing_else(
    admitted: Application, browser_of: Browser
) -> None:
    paper = browser_of("officer").get(PAPER)
    assert paper.mimetype == "application/pdf"
    held = "".join(content.decode() for content in attachments(paper.data).values())
    for seen in (printed(paper.data), held):
        assert admitted.number in seen
        assert "阿＊·＊＊" in seen
        for word in (*OWN_WORDS, identity_number(77), identity_number(77)[-6:], admitted.code):
            assert word not in seen
    (record,) = (json.loads(content) for content in attachments(paper.data).values())
    assert record["admitted"] == [{"number": admitted.number, "name": "阿＊·＊＊"}]


def test_no_public_page_says_who_is_admitted(admitted: Application, app: Flask) -> None:
    routes = (ROOT / "tests/architecture/routes.txt").read_text(encoding="utf-8")
    public = [line.split()[0] for line in routes.splitlines() if line.split()[-1:] == ["public"]]
    assert len(public) > 8
    for address in public:
        page = app.test_client().get(address.replace("<", "").replace(">", "")).get_data()
        for word in (*OWN_WORDS, str(admitted.number), identity_number(77)):
            assert word.encode() not in page, address


@pytest.mark.parametrize(
    "more", [{"name": "阿依·吉克"}, {"household": "特困供养"}, {"phone": "13911112222"}]
)
def test_a_whole_name_or_one_more_column_cannot_be_put_on_it(more: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Admitted(**({"number": "26-000001", "name": "阿＊·＊＊"} | more))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王＊＊"),
        ("阿力木·买买提", "阿＊＊·＊＊＊"),
        ("𠮷田", "𠮷＊"),
        ("李", "李"),
        ("", "＊"),
    ],
)
def test_a_name_keeps_its_first_character(name: str, shown: str) -> None:
    assert shortened(name) == shown
    assert Admitted(number="26-000001", name=shown)


def test_a_first_character_that_cannot_be_printed_holds_no_list_back(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application, made = offered(session, office, name="\U000323b0明")
    services.accept(session, application, offer_id=made.id, actor=as_family(application.id))
    session.commit()
    assert f"{application.number}＊＊" in printed(browser_of("officer").get(PAPER).data)


def test_every_child_on_it_was_looked_at(
    admitted: Application, session: Session, browser_of: Browser
) -> None:
    browser_of("officer").get(PAPER)
    looks = select(View.what).where(View.subject_kind == KIND, View.subject_id == admitted.id)
    assert "印录取名单" in session.scalars(looks).all()


def test_a_list_begins_with_a_yes_and_is_its_own_colleges(
    session: Session, office: Office, browser_of: Browser
) -> None:
    officer = browser_of("officer")
    application, made = offered(session, office)
    assert "还没有名单" in text(officer.get(LISTS))
    assert officer.get(PAPER).status_code == 404
    services.accept(session, application, offer_id=made.id, actor=as_family(application.id))
    session.commit()
    assert PAPER in officer.get(LISTS).get_data(as_text=True)
    other = browser_of("other")
    assert "还没有名单" in text(other.get(LISTS))
    assert other.get(PAPER).status_code == 404

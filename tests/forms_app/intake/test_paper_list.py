"""A desk's list of papers: where each is, page by page, with figures that count all."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.intake import pen_forms, serials
from forms_app.intake.models import PenForm
from tests.forms_app.applications.journey import CYCLE
from tests.forms_app.intake.test_pen_forms import Browser, at, type_first_page
from tests.forms_app.review.pages import press, text


def test_the_list_goes_on_where_a_page_ends_and_its_figures_count_all(
    session: Session, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pen_forms, "PAGE", 2)
    desk = browser_of("desk")
    for count in ("2", "3"):
        press(desk, desk.get("/staff/paper"), cycle=CYCLE, count=count)
    address, seen = "/staff/paper", list[str]()
    for _ in range(3):
        page = desk.get(address)
        assert "还没有录入 5 张" in text(page)
        seen += [one for one in session.scalars(select(PenForm.serial)) if f"/{one}" in page.text]
        session.commit()
        after = page.text.split("after=")[1].split('"')[0] if "下一页" in page.text else None
        address = f"/staff/paper?after={after}"
    assert after is None
    assert sorted(seen) == sorted(session.scalars(select(PenForm.serial)))
    assert desk.get("/staff/paper?after=%27zz").status_code == 200
    assert "还没有印过表" in text(browser_of("other").get("/staff/paper"))


def test_the_list_says_what_became_of_each_serial(session: Session, browser_of: Browser) -> None:
    desk = browser_of("desk")
    assert "还没有印过表" in text(desk.get("/staff/paper"))
    press(desk, desk.get("/staff/paper"), cycle=CYCLE, count="3")
    one, two, _ = session.scalars(select(PenForm).order_by(PenForm.serial))
    type_first_page(desk, at(one))
    press(desk, desk.get(at(two)), action=f"{at(two)}/spoil", because="丢了")
    words = text(desk.get("/staff/paper"))
    assert "还没有录入 1 张，已经录入 1 张，已经作废 1 张" in words
    found = desk.get("/staff/paper", query_string={"serial": serials.shown(one.serial)})
    assert found.location == at(one)
    assert "表号有12个字符" in text(desk.get("/staff/paper?serial=abc"))

"""A paper counts by the day on which it came in, and is typed in until the cycle's own last day."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.models import Application
from tests.forms_app.applications.journey import Family
from tests.forms_app.intake.test_pen_forms import Browser, at, printed, type_first_page
from tests.forms_app.review.pages import press, text

AFTER_THE_END = datetime(2027, 7, 27, 12, tzinfo=clock.BEIJING)
"""The cycle closed on the 20th; what came in until then is typed in until the 27th."""


def test_a_paper_that_came_in_time_counts_when_it_is_typed_in_later(
    session: Session, browser_of: Browser
) -> None:
    form, late, desk = *printed(session, 2), browser_of("desk")
    with clock.standing_at(AFTER_THE_END):
        desk = browser_of("desk")
        assert "来晚了，录不进去" in text(type_first_page(desk, at(late), received_on="2027-07-21"))
        assert type_first_page(desk, at(form)).status_code == 303
        typing = Family(desk)
        typing.fill_all()
        assert typing.submit().location == "/apply/receipt"


def test_a_paper_is_not_typed_in_after_its_last_day_and_the_desk_reads_whom_to_ask(
    client: FlaskClient, session: Session, browser_of: Browser
) -> None:
    begun, other = printed(session, 2)
    type_first_page(browser_of("desk"), at(begun))
    assert "最晚录到 7月27日" in text(browser_of("desk").get(at(other)))
    assert "最晚录到 7月27日" in text(client.get(f"/paper/{other.serial}"))
    with clock.standing_at(AFTER_THE_END + timedelta(days=1)):
        desk = browser_of("desk")
        page = text(desk.get(at(other)))
        assert "纸质表只能录到7月27日" in page
        assert "打电话问主管部门" in page
        refused = type_first_page(desk, at(other))
        assert refused.status_code == 200
        assert "纸收好，不要退" in text(refused)
        assert session.scalar(select(func.count()).select_from(Application)) == 1
        press(desk, desk.get(at(begun)), action=f"{at(begun)}/go-on")
        typing = Family(desk)
        typing.fill_all()
        assert "纸质表只能录到7月27日" in typing.read("/apply/check")
    session.expire_all()
    assert session.scalars(select(Application.submitted_at)).all() == [None]

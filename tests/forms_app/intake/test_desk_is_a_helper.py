"""What a desk types in for a family is written down as a helper's, change by change (N7)."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications.helping.models import Authority, HelperEdit, Sitting
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.intake import classes
from forms_app.intake.models import ClassEntry
from tests.forms_app.applications.journey import Family
from tests.forms_app.intake.test_pen_forms import Browser, at, printed, type_first_page
from tests.forms_app.review.pages import press, text


def edits(session: Session) -> list[tuple[str | None, str | None]]:
    session.expire_all()
    found = session.execute(
        select(Sitting).join(HelperEdit, HelperEdit.sitting_id == Sitting.id)
    ).scalars()
    return [(one.name, one.authority) for one in found]


def test_a_page_that_a_desk_types_stands_on_the_change_sheet(
    client: FlaskClient, session: Session, browser_of: Browser
) -> None:
    form, desk = printed(session)[0], browser_of("desk")
    type_first_page(desk, at(form))
    Family(desk).fill("school")
    (name, authority), second = edits(session)
    assert second == (name, authority)
    assert authority == Authority.ON_PAPER
    assert name is not None
    assert "帮办点" in name


def test_a_desk_that_goes_on_is_still_a_helper(session: Session, browser_of: Browser) -> None:
    form, desk = printed(session)[0], browser_of("desk")
    type_first_page(desk, at(form))
    Family(desk).fill("school")
    page = desk.get(at(form))
    assert "接着录" in text(page)
    press(desk, page, action=f"{at(form)}/go-on")
    Family(desk).fill("adjustment")
    assert len(edits(session)) == 3
    assert session.scalars(select(Application)).one().answers.school is not None


def test_a_desk_goes_on_with_a_draft_that_waits_for_the_guardian(
    session: Session, browser_of: Browser
) -> None:
    form, desk = printed(session)[0], browser_of("desk")
    type_first_page(desk, at(form))
    application = session.scalars(select(Application)).one()
    application.state = State.CONSENT_WAIT
    session.commit()
    assert "接着录" in text(desk.get(at(form)))
    assert classes.with_slip([(ClassEntry(), application)]) == [application]

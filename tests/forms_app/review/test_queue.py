"""The queue: who sees what, in which order, counted how."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.row_policy import visible_to
from forms_app.applications.states import Event
from forms_app.review import queue, services
from forms_app.review.queue import Filter, Queue
from forms_app.running import catalogue
from forms_app.workflow import advance
from tests.forms_app.conftest import MORNING
from tests.forms_app.review.factories import (
    BUTUO,
    ELSEWHERE,
    FIRST,
    LINXIA,
    PEOPLE,
    SECOND,
    Office,
    seen,
    submitted,
)
from tests.forms_app.review.pages import text

Browser = Callable[[str], FlaskClient]


def names(session: Session, office: Office, who: str, chosen: Filter = Filter.OPEN) -> list[str]:
    page = Queue(session, office[who], catalogue().campaigns).page(chosen)
    return [application.answers.name or "" for application in page.rows]


def test_a_college_sees_those_who_chose_it_first_come_first(
    session: Session, office: Office, browser_of: Browser
) -> None:
    with clock.standing_at(MORNING - timedelta(days=3)):
        submitted(session, name="示例学生乙", programmes=(SECOND,), home_county=LINXIA)
    submitted(session, name="示例学生丙", programmes=(ELSEWHERE,))
    submitted(session, name="示例学生甲", programmes=(ELSEWHERE, FIRST))

    page = text(browser_of("officer").get("/staff/applications"))

    assert page.index("示例学生乙") < page.index("示例学生甲")
    assert "示例学生丙" not in page
    assert "3 天" in page
    assert "临夏市" in page
    assert "待看 2" in page


def test_another_colleges_choices_are_counted_and_never_named(
    session: Session, browser_of: Browser
) -> None:
    application = submitted(session, programmes=(ELSEWHERE, FIRST))
    client = browser_of("officer")
    elsewhere = catalogue().programmes[ELSEWHERE].name

    for address in ("/staff/applications", f"/staff/applications/{application.id}"):
        page = text(client.get(address))
        assert f"2 {catalogue().programmes[FIRST].name}" in page
        assert "还有 1 个别的学校的志愿" in page
        assert elsewhere not in page


def test_a_desk_sees_its_county_and_a_prefecture_its_counties(
    session: Session, office: Office
) -> None:
    submitted(session, name="示例昭觉")
    submitted(session, name="示例布拖", home_county=BUTUO)
    submitted(session, name="示例临夏", home_county=LINXIA)

    assert names(session, office, "desk") == ["示例昭觉"]
    assert sorted(names(session, office, "prefecture")) == ["示例布拖", "示例昭觉"]
    assert names(session, office, "far_desk") == ["示例临夏"]


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_the_queue_and_the_row_agree_on_who_may_act(
    session: Session, office: Office, who: str
) -> None:
    sent = [
        submitted(session),
        submitted(session, programmes=(ELSEWHERE,), home_county=LINXIA),
        submitted(session, programmes=(SECOND,), home_county=BUTUO),
    ]
    session.commit()
    actor = office[who]

    visible = set(session.scalars(select(Application.id).where(visible_to(actor))))

    assert visible == {one.id for one in sent if one.standing_of(actor)}


def test_each_tag_counts_what_its_list_shows(session: Session, office: Office) -> None:
    waiting, returned, eligible = (submitted(session) for _ in range(3))
    officer = office["officer"]
    for one in (returned, eligible):
        services.take(session, one, actor=officer, seen=seen(session, one))
    services.return_to_family(
        session,
        returned,
        fields=["school"],
        reason="写全名",
        due=clock.today() + timedelta(days=3),
        actor=officer,
        seen=seen(session, returned),
    )
    services.confirm_eligible(
        session, eligible, household_check=None, actor=officer, seen=seen(session, eligible)
    )
    withdrawn = submitted(session)
    advance(session, withdrawn, Event.WITHDRAW, actor=as_family(withdrawn.id))

    with clock.standing_at(MORNING + timedelta(days=9)):
        found = Queue(session, officer, catalogue().campaigns)
        counts = found.counts()
        lists = {chosen: found.page(chosen).rows for chosen in Filter}

    assert counts == {chosen: len(rows) for chosen, rows in lists.items()}
    # All came in one moment, so identifiers make the order.
    assert lists[Filter.OPEN] == sorted([waiting, returned, eligible], key=lambda one: one.id)
    assert lists[Filter.DUE] == [waiting]
    assert lists[Filter.CALL] == lists[Filter.RETURNED] == [returned]
    assert lists[Filter.CLOSED] == [withdrawn]


def test_no_row_falls_between_two_pages_even_of_one_moment(
    session: Session, office: Office, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    sent = [submitted(session, name=f"示例学生{number}") for number in range(5)]
    client = browser_of("officer")

    address, found = "/staff/applications?filter=open", []
    while address:
        page = client.get(address)
        words = text(page)
        shown = [one for one in sent if f"{one.number} 示例" in words]
        found += [one.id for one in sorted(shown, key=lambda one: words.index(one.number or "-"))]
        later = [part for part in page.text.split('"') if "after=" in part]
        address = later[0].replace("&amp;", "&") if later else ""

    assert found == [one.id for one in sorted(sent, key=lambda one: one.id)]


def test_an_empty_queue_says_so_and_a_made_up_filter_is_no_page(browser_of: Browser) -> None:
    client = browser_of("officer")

    assert "这里现在没有报名。" in text(client.get("/staff/applications"))
    assert client.get("/staff/applications?filter=everything").status_code == 404
    assert client.get("/staff/applications?after=%27--").status_code == 200


def test_a_withdrawn_file_is_closed_to_the_college_and_its_line_names_nobody(
    session: Session, browser_of: Browser
) -> None:
    application = submitted(session, name="示例学生甲")
    advance(session, application, Event.WITHDRAW, actor=as_family(application.id))
    client = browser_of("officer")

    page = text(client.get("/staff/applications?filter=closed"))

    assert "家里人已撤回" in page
    assert "示例学生甲" not in page
    assert client.get(f"/staff/applications/{application.id}").status_code == 404
    assert browser_of("desk").get(f"/staff/applications/{application.id}").status_code == 200


def test_a_trial_wears_its_mark_on_every_row(session: Session, browser_of: Browser) -> None:
    submitted(session)

    page = browser_of("officer").get("/staff/applications")

    assert "这是试一试，不是真的报名" in page.text
    assert '<span class="tag sample chip">示例</span>' in page.text

"""A family says no: to whom the application goes on, what it reads, and what is never offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.allocation import declining, services
from forms_app.applications import changing, cycles, remaining
from forms_app.applications import services as sending
from forms_app.applications.answers import Choice
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import Event, State
from forms_app.errors import FieldError, TransitionNotAllowed
from forms_app.running import catalogue
from forms_app.workflow import SYSTEM, advance, history_of
from tests.forms_app.allocation.given import decline, leave_seats, live_offers, offered
from tests.forms_app.allocation.test_offers import free
from tests.forms_app.applications.journey import Family as Helper
from tests.forms_app.applications.sittings import NAMED
from tests.forms_app.review.factories import ELSEWHERE, FIRST, SECOND, Office
from tests.forms_app.review.pages import press, text

Browser = Callable[[str], FlaskClient]
Family = Callable[[Application], FlaskClient]
DECLINE, STATUS = "/apply/offer/decline", "/apply/status"
LAST_DAY = datetime(2027, 9, 30, 23, 59, tzinfo=clock.BEIJING)
DAY_AFTER = datetime(2027, 10, 1, 0, 1, tzinfo=clock.BEIJING)


def college(programme_id: str) -> str:
    return catalogue().college_of(programme_id).name


def tags(officer: FlaskClient, tag: str) -> str:
    return text(officer.get(f"/staff/applications?filter={tag}"))


def test_a_no_with_nothing_left_says_so_first_and_ends_the_application(
    session: Session, office: Office, family_of: Family
) -> None:
    application, made = offered(session, office, programmes=(FIRST,))
    client = family_of(application)
    page = client.get(DECLINE)
    assert "不要这个，这次报名就结束了" in text(page)
    assert "接着看" not in text(page)
    assert application.state == State.OFFERED

    assert press(client, page).status_code == 303

    session.refresh(made)
    assert application.state == State.DECLINED
    assert (made.is_live, made.ended_by) == (False, Event.DECLINE)
    assert free(session) == 24
    assert "现在没有要你回答的名额" in text(client.get("/apply/offer"))


def test_a_no_with_a_further_choice_goes_on_to_its_college(
    session: Session, office: Office, browser_of: Browser, family_of: Family
) -> None:
    application, made = offered(session, office)
    client, officer, other = family_of(application), browser_of("officer"), browser_of("other")
    page = client.get(DECLINE)
    read = text(page)
    assert f"第二志愿 {college(ELSEWHERE)}" in read
    assert "现在有空名额" in read
    assert "最晚等到9月30日" in read
    assert "不要这个，接着看第二志愿" in read
    assert "一个都不要了： 撤回整份报名" in read
    assert (application.number or "-") not in tags(other, "open")

    answer = press(client, page)

    assert (answer.status_code, answer.location) == (303, STATUS)
    session.refresh(made)
    assert application.state == State.ELIGIBLE
    assert application.seat_organisation_id is None
    assert (made.is_live, made.ended_by) == (False, Event.DECLINE_FOR_NEXT)
    assert free(session) == 24
    status = text(client.get(STATUS))
    assert "资格通过，等别的志愿" in status
    assert f"现在在 {college(ELSEWHERE)}招生办 手里， 9月30日前 会有答复。" in status
    assert "接着看第二志愿" in status
    assert "放弃名额，接着看别的志愿" in status
    assert "一起出，不分先后" not in status
    # The next college has it in its queue and the button in its file; the first is through.
    assert (application.number or "-") in tags(other, "eligible")
    assert (application.number or "-") not in tags(officer, "eligible")
    assert (application.number or "-") not in tags(officer, "open")
    assert "已放弃你们的名额" in tags(officer, "closed")
    own = f"/staff/applications/{application.id}"
    assert "给名额" in text(other.get(own))
    assert "给名额" not in text(officer.get(own))
    assert "家里人都放弃了" in text(officer.get(f"{own}/offer"))
    assert press(other, other.get(f"{own}/offer")).status_code == 303
    assert application.state == State.OFFERED
    assert college(ELSEWHERE) in text(client.get("/apply/offer"))


def test_what_was_declined_is_never_offered_again(session: Session, office: Office) -> None:
    application, made = offered(session, office, programmes=(FIRST, SECOND, ELSEWHERE))
    decline(session, application, made)
    officer = office["officer"]

    assert services.programmes_offered_by(session, application, officer) == [SECOND]
    with pytest.raises(FieldError):
        services.offer(session, application, programme_id=FIRST, actor=officer)
    again = services.offer(session, application, programme_id=SECOND, actor=officer)
    decline(session, application, again)
    last = services.offer(session, application, programme_id=ELSEWHERE, actor=office["other"])
    assert declining.left(session, application, last).all == ()
    decline(session, application, last)

    assert application.state == State.DECLINED
    assert live_offers(session) == 0
    assert remaining.declined(history_of(session, application)) == {FIRST, SECOND, ELSEWHERE}


def test_an_earlier_choice_that_nobody_offered_is_still_open(
    session: Session, office: Office
) -> None:
    application, made = offered(session, office, programmes=(SECOND, FIRST))

    decline(session, application, made)

    assert services.programmes_offered_by(session, application, office["officer"]) == [SECOND]


def test_a_college_that_was_declined_has_it_again_when_other_choices_were_sent(
    session: Session, office: Office, browser_of: Browser
) -> None:
    with clock.standing_at(datetime(2027, 6, 10, 10, tzinfo=clock.BEIJING)):
        application, made = offered(session, office)
        decline(session, application, made)
        family, officer = as_family(application.id), office["officer"]
        sending.withdraw(session, application, actor=family)
        sending.apply_again(session, application, actor=family)
        chosen = tuple(Choice(programme_id=one) for one in (SECOND, ELSEWHERE))
        changing.change_choices(
            session, application, chosen=chosen, physical_answer="不清楚", actor=family, seen=1
        )
        advance(session, application, Event.TAKE, actor=officer)
        advance(session, application, Event.CONFIRM_ELIGIBLE, actor=officer)
        session.commit()

        assert services.programmes_offered_by(session, application, officer) == [SECOND]
        client = browser_of("officer")
        assert (application.number or "-") in tags(client, "eligible")
        assert "给名额" in text(client.get(f"/staff/applications/{application.id}"))


def test_a_choice_that_takes_no_part_any_more_is_no_further_choice(
    session: Session, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    application, made = offered(session, office)
    reads = remaining.catalogue()
    left = {one: two for one, two in reads.programmes.items() if one != ELSEWHERE}
    monkeypatch.setattr(type(reads), "programmes", property(lambda _: left))

    assert declining.left(session, application, made).all == ()


def test_a_full_next_choice_is_said_to_be_full(
    session: Session, office: Office, family_of: Family
) -> None:
    application, _ = offered(session, office)
    leave_seats(session, ordinary=0, green=5, programme_id=ELSEWHERE)

    assert "现在没有空名额，别人放弃了才有" in text(family_of(application).get(DECLINE))


def test_a_no_on_the_last_day_goes_on_and_after_it_ends(
    session: Session, office: Office, family_of: Family
) -> None:
    rules = cycles.admission("sample-admission-2027")
    assert rules.ends_on == date(2027, 9, 30)
    application, made = offered(session, office)
    client = family_of(application)
    with clock.standing_at(LAST_DAY):
        page = client.get(DECLINE)
        assert "接着看第二志愿" in text(page)
    with clock.standing_at(DAY_AFTER):
        # What the page promised is no more, so nothing is done before the family has read so.
        late = press(client, page)
        assert late.status_code == 409
        assert "这个名额刚刚有了变化" in text(late)
        assert (application.state, made.is_live) == (State.OFFERED, True)
        page = client.get(DECLINE)
        assert "这次报名就结束了" in text(page)
        press(client, page)
    assert application.state == State.DECLINED


def test_who_waited_in_vain_for_what_was_left_reads_so_when_the_cycle_ends(
    session: Session, office: Office, family_of: Family
) -> None:
    application, made = offered(session, office)
    decline(session, application, made)
    with clock.standing_at(DAY_AFTER):
        advance(session, application, Event.ROUND_ENDS, actor=SYSTEM)
        session.commit()
        page = text(family_of(application).get(STATUS))

    assert "别的志愿没有给名额" in page
    assert "名额给完了" not in page


def test_no_helper_and_no_job_declines_for_a_family(
    session: Session, office: Office, family_of: Family
) -> None:
    application, _ = offered(session, office)
    teacher = family_of(application)
    page = teacher.get(DECLINE)
    assert Helper(teacher).send("/apply/helper", **NAMED).status_code == 303
    refused = press(teacher, page)
    assert refused.status_code == 409
    assert "要家里人自己按" in text(refused)
    read = text(teacher.get(DECLINE))
    assert "放弃名额，要家里人自己按" in read
    assert "不要这个" not in read
    for event in remaining.DECLINES:
        for stranger in (SYSTEM, office["officer"], office["desk"]):
            with pytest.raises(TransitionNotAllowed):
                advance(session, application, event, actor=stranger)
    assert application.state == State.OFFERED


def test_a_second_press_of_the_same_no_changes_nothing(
    session: Session, office: Office, family_of: Family
) -> None:
    application, _ = offered(session, office, programmes=(FIRST, SECOND))
    client = family_of(application)
    page = client.get(DECLINE)
    assert press(client, page).status_code == 303
    services.offer(session, application, programme_id=SECOND, actor=office["officer"])
    session.commit()

    assert press(client, page).status_code == 303

    assert application.state == State.OFFERED
    history = [entry.event for entry in history_of(session, application)]
    assert history.count(Event.DECLINE_FOR_NEXT) == 1

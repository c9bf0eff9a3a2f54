"""A seat offered, answered, taken back: by whom, until when, and when it is free again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.allocation import services
from forms_app.allocation.models import Offer
from forms_app.allocation.release import live_offer
from forms_app.allocation.seats import seats_left
from forms_app.applications.answers import Choice
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import Event, State
from forms_app.errors import Conflict, FieldError, TransitionNotAllowed
from forms_app.running import catalogue
from forms_app.workflow import advance, history_of
from tests.forms_app.allocation.given import eligible, leave_seats, offered
from tests.forms_app.review.factories import ELSEWHERE, FIRST, SECOND, Office
from tests.forms_app.review.pages import press, text

Browser = Callable[[str], FlaskClient]
Family = Callable[[Application], FlaskClient]
ANSWER, DECLINE = "/apply/offer", "/apply/offer/decline"


def at(application: Application, step: str) -> str:
    return f"/staff/applications/{application.id}/{step}"


def free(session: Session) -> int:
    session.expire_all()
    return seats_left(session, [FIRST]).get((FIRST, False), 0)


def test_everybody_reads_which_order_class_it_is_about(
    session: Session, office: Office, browser_of: Browser, family_of: Family
) -> None:
    chosen = Choice(programme_id=FIRST, order_class_id="sample-order-class-01")
    application = eligible(session, office, choices=(chosen,), programmes=(FIRST,))
    session.commit()
    name = catalogue().order_classes["sample-order-class-01"].name
    officer = browser_of("officer")
    assert f"订单班：{name}" in text(officer.get(f"/staff/applications/{application.id}"))
    page = officer.get(at(application, "offer"))
    assert f"订单班：{name}" in text(page)
    press(officer, page)
    assert f"订单班：{name}" in text(officer.get("/staff/offers"))
    assert f"订单班：{name}" in text(family_of(application).get(ANSWER))
    for address in (ANSWER, DECLINE):
        words = text(family_of(application).get(address)).replace(" ", "")
        assert "不清楚，先打这个电话问：示例帮办点（昭觉县）000-0000-0000" in words


def test_nobody_gets_a_real_seat_before_the_cycle_closes(session: Session, office: Office) -> None:
    application = eligible(session, office)
    application.is_trial = False
    session.commit()
    with pytest.raises(Conflict, match="先报后报才都一样"):
        services.offer(session, application, programme_id=FIRST, actor=office["officer"])
    session.rollback()
    with clock.standing_at(datetime(2027, 7, 20, 18, 0, 1, tzinfo=clock.BEIJING)):
        services.offer(session, application, programme_id=FIRST, actor=office["officer"])
    assert application.state == State.OFFERED


def test_an_offer_says_what_until_when_and_what_a_yes_means(
    session: Session, office: Office, browser_of: Browser, family_of: Family
) -> None:
    application = eligible(session, office)
    officer = browser_of("officer")

    page = officer.get(at(application, "offer"))
    assert "还有 24 个普通名额" in text(page)
    assert press(officer, page).status_code == 303

    assert application.state == State.OFFERED
    read = text(family_of(application).get(ANSWER))
    assert catalogue().programmes[FIRST].name in read
    assert catalogue().college_of(FIRST).name in read
    assert "2026年12月14日" in read  # 13 days from the first of December
    assert "先告诉你接下来怎么样，再问一次" in read
    assert f"别的志愿就停了：{catalogue().programmes[ELSEWHERE].name}" in read
    held = live_offer(session, application)
    assert held is not None
    assert held.accept_by == datetime(2026, 12, 14, 23, 59, 59, tzinfo=clock.BEIJING)


def test_a_yes_keeps_the_seat_and_a_second_press_changes_nothing(
    session: Session, office: Office, family_of: Family
) -> None:
    application, _ = offered(session, office)
    client = family_of(application)
    page = client.get(ANSWER)

    assert press(client, page).status_code == 303
    assert press(client, page).status_code == 303

    history = [entry.event for entry in history_of(session, application)]
    assert history.count(Event.ACCEPT) == 1
    assert "名额是你的了" in text(client.get(ANSWER))
    assert free(session) == 23


def test_a_yes_to_an_offer_that_was_taken_back_is_not_a_yes_to_the_next_one(
    session: Session, office: Office, family_of: Family
) -> None:
    application, _ = offered(session, office, programmes=(FIRST, SECOND))
    client = family_of(application)
    page = client.get(ANSWER)
    services.take_offer_back(session, application, reason="给错了", actor=office["officer"])
    services.offer(session, application, programme_id=SECOND, actor=office["officer"])

    answer = press(client, page)

    assert answer.status_code == 409
    assert "这个名额刚刚有了变化" in text(answer)
    assert application.state == State.OFFERED
    assert catalogue().programmes[SECOND].name in text(client.get(ANSWER))


def test_a_family_that_withdraws_frees_its_seat_in_the_same_moment(
    session: Session, office: Office
) -> None:
    waiting, _ = offered(session, office)
    accepted, made = offered(session, office)
    services.accept(session, accepted, offer_id=made.id, actor=as_family(accepted.id))

    for application in (waiting, accepted):
        advance(session, application, Event.WITHDRAW, actor=as_family(application.id))

    assert live_offer(session, waiting) is None
    assert made.ended_by == Event.WITHDRAW
    assert free(session) == 24


def test_a_college_takes_back_only_its_own_offer_and_says_why(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application, _ = offered(session, office)
    with pytest.raises(Conflict):
        services.take_offer_back(session, application, reason="给错了", actor=office["other"])
    with pytest.raises(TransitionNotAllowed):
        advance(session, application, Event.TAKE_OFFER_BACK, actor=office["other"], reason="错")
    officer = browser_of("officer")
    page = officer.get(at(application, "take-offer-back"))
    assert "写清楚原因，对方要看得懂。" in text(press(officer, page, reason=" "))

    press(officer, page, reason="名单看错了，已打电话")

    assert application.state == State.ELIGIBLE
    assert history_of(session, application)[-1].reason == "名单看错了，已打电话"
    assert free(session) == 24


def test_a_full_programme_is_said_plainly_and_nothing_changes(
    session: Session, office: Office, browser_of: Browser
) -> None:
    leave_seats(session, ordinary=0, green=3)
    application = eligible(session, office)
    officer = browser_of("officer")

    answer = press(officer, officer.get(at(application, "offer")))

    assert answer.status_code == 409
    assert "这个专业的名额刚刚满了" in text(answer)
    assert application.state == State.ELIGIBLE


def test_a_seat_is_offered_only_where_the_child_applied_and_only_once(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = eligible(session, office)
    with pytest.raises(FieldError):
        services.offer(session, application, programme_id=SECOND, actor=office["officer"])
    with pytest.raises(FieldError):
        services.offer(session, application, programme_id=ELSEWHERE, actor=office["officer"])
    officer = browser_of("officer")
    page = officer.get(at(application, "offer"))
    assert "只能选这名学生在你们学校填报的志愿。" in text(press(officer, page, programme_id=SECOND))
    services.offer(session, application, programme_id=ELSEWHERE, actor=office["other"])
    session.commit()

    with pytest.raises(TransitionNotAllowed):
        services.offer(session, application, programme_id=FIRST, actor=office["officer"])
    assert press(officer, page).status_code == 409


def test_no_state_says_offered_without_a_seat(session: Session, office: Office) -> None:
    application = eligible(session, office)

    with pytest.raises(TransitionNotAllowed):
        advance(session, application, Event.OFFER, actor=office["officer"])


def test_a_day_that_passed_is_a_call_to_make_and_never_a_decision(
    session: Session, office: Office, browser_of: Browser, family_of: Family
) -> None:
    late, made = offered(session, office, name="示例迟到")
    with clock.standing_at(clock.now() + timedelta(days=5)):
        offered(session, office, name="示例还早")
    with clock.standing_at(clock.now() + timedelta(days=14)):
        officer = browser_of("officer")
        page = text(officer.get("/staff/offers"))
        assert "全部 2" in page
        assert "待联系 1" in page
        assert page.index("示例迟到") < page.index("示例还早")
        only = text(officer.get("/staff/offers?filter=call"))
        assert "示例迟到" in only
        assert "示例还早" not in only
        assert "示例迟到" not in text(browser_of("other").get("/staff/offers"))
        assert (late.state, made.is_live) == (State.OFFERED, True)

        client = family_of(late)
        page = client.get(ANSWER)
        assert "日子过了，名额还给你留着" in text(page)
        press(client, page)
    assert late.state == State.ACCEPTED


def test_offers_come_in_pages_too(
    session: Session, office: Office, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PAGE", 2)
    made: list[Offer] = [offered(session, office)[1] for _ in range(3)]

    first = services.unanswered_offers(session, actor=office["officer"], overdue=False)
    page = browser_of("officer").get(f"/staff/offers?after={first.after}")

    in_order = sorted(made, key=lambda one: one.id)
    assert [held.id for held, _ in first.rows] == [one.id for one in in_order[:2]]
    last = session.get_one(Application, in_order[2].application_id)
    assert (last.number or "-") in text(page)
    assert page.text.count("打开，看电话") == 1


@pytest.mark.parametrize("step", ["offer", "take-offer-back"])
def test_a_college_that_was_not_chosen_finds_nothing(
    session: Session, office: Office, browser_of: Browser, step: str
) -> None:
    application = eligible(session, office, programmes=(FIRST,))
    other = browser_of("other")

    assert other.get(at(application, step)).status_code == 404
    assert other.post(at(application, step)).status_code == 404
    assert browser_of("desk").get(at(application, step)).status_code == 403


def test_a_family_without_its_code_sees_no_offer(session: Session, client: FlaskClient) -> None:
    assert client.get(ANSWER).status_code == 303
    assert "/apply/offer" not in client.get(ANSWER).location.split("?")[0]


def test_another_college_reads_that_a_seat_is_held_elsewhere_but_not_where(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application, _ = offered(session, office)

    page = text(browser_of("other").get(f"/staff/applications/{application.id}"))

    assert "别的学校已给名额" in page
    assert "收回名额" not in page
    assert "拟录取 2026年12月1日 10:00，别的学校" in page
    assert catalogue().college_of(FIRST).name not in page

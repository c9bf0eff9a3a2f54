"""What reviewers decide: by whom, with which words, and what happens to the slower of two."""

import threading
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.green_channel import HOUSEHOLD_CHECK
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.review import services
from forms_app.workflow import history_of
from tests.forms_app.review.factories import Office, seen, submitted
from tests.forms_app.review.pages import form, press, text

Browser = Callable[[str], FlaskClient]
OUT_OF_RANGE = "日期要在明天和12月31日之间。"


def taken(session: Session, office: Office, who: str = "officer") -> Application:
    application = submitted(session)
    services.take(session, application, actor=office[who], seen=seen(session, application))
    return application


def proposed(session: Session, office: Office) -> Application:
    application = taken(session, office)
    services.propose_refusal(
        session,
        application,
        reason="年龄不合",
        other_route="明年再报",
        actor=office["officer"],
        seen=seen(session, application),
    )
    return application


def at(application: Application, step: str = "") -> str:
    return f"/staff/applications/{application.id}" + (f"/{step}" if step else "")


def test_whoever_takes_an_application_is_shown_as_the_one_who_has_it(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = submitted(session)
    client = browser_of("officer")

    answer = press(client, client.get(at(application)), action=at(application, "take"))

    assert answer.status_code == 303
    page = text(client.get(answer.location))
    assert application.state == State.REVIEWING
    assert application.assignee_id == office.account("officer").id
    assert f"谁在审 {office['officer'].shown_as}" in page
    assert "我来审核" not in page


def test_the_second_of_two_officers_is_told_who_was_first(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = taken(session, office)
    first, second = browser_of("officer"), browser_of("colleague")
    page = second.get(at(application, "return"))
    press(first, first.get(at(application, "eligible")), household_check="county_list")

    answer = press(second, page, fields=["school"], reason="写全名", due="2026-12-08")

    assert answer.status_code == 409
    assert office["officer"].shown_as in text(answer)
    assert "资格通过" in text(answer)
    assert "写全名" in text(answer)
    assert application.state == State.ELIGIBLE
    assert application.returned_fields == []


def test_of_many_officers_who_take_it_at_once_one_has_it(
    app: Flask, session: Session, office: Office
) -> None:
    application, officer = submitted(session), office["officer"]
    number, told = seen(session, application), list[str]()
    session.commit()
    start = threading.Barrier(8)

    def take() -> None:
        start.wait(timeout=30)
        with app.app_context(), db.writing_session() as own:
            try:
                same = own.get_one(Application, application.id)
                services.take(own, same, actor=officer, seen=number)
                own.commit()
                told.append("taken")
            except Conflict as conflict:
                told.append(conflict.message[:6])

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(told) == sorted(["taken", *[officer.shown_as[:6]] * 7])
    session.expire_all()
    assert len(history_of(session, application)) == 3


def test_a_page_that_is_not_open_now_says_so_instead_of_asking(
    session: Session, browser_of: Browser
) -> None:
    application = submitted(session)

    answer = browser_of("officer").get(at(application, "return"))

    assert answer.status_code == 409
    assert "这一步现在做不了" in text(answer)


def test_a_return_names_the_fields_the_reason_and_the_day(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = taken(session, office)
    client = browser_of("officer")

    answer = press(
        client,
        client.get(at(application, "return")),
        fields=["school", "name"],
        reason="学校写全名，\n姓名看户口簿。",
        due="2026-12-05",
    )

    assert answer.status_code == 303
    last = history_of(session, application)[-1]
    assert application.state == State.RETURNED
    assert application.returned_fields == ["name", "school"]
    assert application.answer_due == datetime.combine(
        date(2026, 12, 5), time(23, 59, 59), clock.BEIJING
    )
    assert last.reason == "学校写全名，\n姓名看户口簿。"
    assert last.details == {"fields": ["name", "school"], "due": "2026-12-05"}
    page = text(client.get(answer.location))
    assert "等家里改 姓名、毕业学校，2026年12月5日前" in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"reason": "写全名"}, "勾一勾要改的地方，至少一处。"),
        ({"fields": ["school"]}, "写清楚原因，对方要看得懂。"),
        ({"fields": ["school"], "reason": " \n "}, "写清楚原因，对方要看得懂。"),
        ({"fields": ["school"], "reason": "长" * 501}, "太长了，写到500个字以内。"),
        ({"fields": ["state"], "reason": "写全名"}, "有一处不认识，请重新勾。"),
        ({"fields": ["ethnicity"], "reason": "不给学校看的"}, "有一处不认识，请重新勾。"),
        (
            {"fields": ["school"], "reason": "写", "due": "2026-12-01"},
            OUT_OF_RANGE,
        ),
        (
            {"fields": ["school"], "reason": "写", "due": "2027-02-01"},
            OUT_OF_RANGE,
        ),
        ({"fields": ["school"], "reason": "写", "due": "下周"}, "日期要写成 2026-12-08 这样。"),
        ({"fields": ["school"], "reason": "写", "due": ""}, "选一天。"),
    ],
)
def test_a_return_that_cannot_be_sent_says_why_and_keeps_what_was_typed(
    session: Session,
    office: Office,
    browser_of: Browser,
    given: dict[str, object],
    told: str,
) -> None:
    application = taken(session, office)
    client = browser_of("officer")

    answer = press(client, client.get(at(application, "return")), **given)

    assert answer.status_code == 200
    assert text(answer).count(told) == 2  # in the list on top and beside the field
    assert application.state == State.REVIEWING
    kept = form(answer).values
    assert kept["reason"][0].strip() == str(given.get("reason", "")).strip()
    if given.get("fields") == ["school"]:
        assert kept["fields"] == ["school"]


def test_an_expired_page_comes_back_filled_in(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = taken(session, office)
    client = browser_of("officer")
    page = client.get(at(application, "return"))

    answer = press(client, page, fields=["school"], reason="写全名", csrf_token="old")

    assert "页面放久了，再按一次就好。" in text(answer)
    assert form(answer).values["reason"] == ["写全名"]
    assert press(client, answer).status_code == 303


def test_the_household_is_asked_about_only_where_it_opens_the_green_channel(
    session: Session, office: Office, browser_of: Browser
) -> None:
    green, ordinary = taken(session, office), submitted(session, household_kind="低保或特困")
    services.take(session, ordinary, actor=office["officer"], seen=seen(session, ordinary))
    client = browser_of("officer")

    page = client.get(at(green, "eligible"))
    assert "家里填的是“脱贫户”，怎么核对的" in text(page)
    assert press(client, page).status_code == 200  # the question has no default
    assert press(client, page, household_check="county_list").status_code == 303
    assert press(client, client.get(at(ordinary, "eligible"))).status_code == 303

    assert history_of(session, green)[-1].details == {HOUSEHOLD_CHECK: "对过县里的名单"}
    assert history_of(session, ordinary)[-1].details == {}


def test_nobody_refuses_alone(session: Session, office: Office, browser_of: Browser) -> None:
    application = taken(session, office)
    proposer, second = browser_of("officer"), browser_of("colleague")
    page = proposer.get(at(application, "refuse"))
    assert "给家里人指一条别的路。" in text(press(proposer, page, reason="年龄不合"))
    press(proposer, page, reason="年龄不合", other_route="明年再报")

    assert proposer.get(at(application, "refusal/confirm")).status_code == 409
    page = second.get(at(application, "refusal/confirm"))
    assert "年龄不合" in text(page)
    assert "明年再报" in text(page)
    assert press(second, page, reason="核对过户口簿").status_code == 303
    assert application.state == State.NOT_QUALIFIED


def test_the_second_person_may_send_it_on_and_the_proposer_may_not_go_round_them(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = proposed(session, office)
    with pytest.raises(TransitionNotAllowed):
        services.drop_refusal(
            session,
            application,
            reason="改主意了",
            actor=office["officer"],
            seen=seen(session, application),
        )
    desk = browser_of("desk")

    press(desk, desk.get(at(application, "refusal/drop")), reason="年龄没有错")

    assert application.state == State.REVIEWING
    assert application.refusal_proposed_by is None

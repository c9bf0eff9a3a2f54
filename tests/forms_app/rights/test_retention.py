"""What falls due by the calendar: reminded, ended, erased, once; and nothing decided by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import AccountEvent
from forms_app.allocation import services as allocation
from forms_app.applications import cycles
from forms_app.applications.drafts import as_family
from forms_app.applications.messages import Message
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.applications.states import APPLICATION, Event, State
from forms_app.extensions import db
from forms_app.invariants import verify
from forms_app.models import History
from forms_app.privacy import View
from forms_app.rights import periods, retention
from forms_app.rights.models import Remainder, Sweep
from forms_app.workflow import advance, history_of
from tests.forms_app.allocation.given import eligible, offered
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import CYCLE, Family
from tests.forms_app.applications.starting import applied, begun
from tests.forms_app.review.factories import Office, submitted

Browser = Callable[[str], FlaskClient]


def at(year: int, month: int, day: int, hour: int = 3) -> datetime:
    return datetime(year, month, day, hour, tzinfo=clock.BEIJING)


def sweep_at(session: Session, moment: datetime) -> dict[str, int]:
    session.commit()  # The test's own transaction lets nobody else write.
    with clock.standing_at(moment):
        counts = retention.sweep(scrub=False).counts
    # The folder of papers is shared by the tests; what they leave there is swept with it.
    return {kind: n for kind, n in counts.items() if n and kind != retention.PAPERS}


def state_of(session: Session, application: Application) -> str:
    session.commit()
    session.expire_all()
    return session.get_one(Application, application.id).state


def test_a_family_with_a_draft_is_reminded_fourteen_and_three_days_before_and_once_each(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    begun(family)
    assert sweep_at(session, at(2027, 7, 5)) == {}
    assert sweep_at(session, at(2027, 7, 7)) == {"remind": 1}
    assert sweep_at(session, at(2027, 7, 8)) == {}
    assert sweep_at(session, at(2027, 7, 18)) == {"remind": 1}
    assert sweep_at(session, at(2027, 7, 19)) == {}
    application = session.scalars(select(Application)).one()
    reminders = [e for e in history_of(session, application) if e.event == Event.REMIND]
    assert len(reminders) == 2
    assert application.state == State.DRAFT
    sent = session.scalars(select(Message).where(Message.event == Event.REMIND)).all()
    assert len(sent) == 2
    with clock.standing_at(at(2027, 7, 19)):
        assert "提醒：还没有提交" in family.read("/apply/status")


def test_who_began_after_the_reminder_knows_the_date(session: Session) -> None:
    with clock.standing_at(at(2027, 7, 18)):
        factories.draft(session)
        session.commit()
    assert sweep_at(session, at(2027, 7, 19)) == {}


def test_a_draft_is_ended_with_the_round_kept_sixty_days_and_then_erased(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    begun(family)
    application = session.scalars(select(Application)).one()
    assert sweep_at(session, at(2027, 7, 20, 17)).get("close_drafts") is None
    assert sweep_at(session, at(2027, 7, 20, 19)) == {"close_drafts": 1}
    assert state_of(session, application) == State.UNSENT
    assert sweep_at(session, at(2027, 9, 18, 17)) == {}
    assert sweep_at(session, at(2027, 9, 18, 19)) == {"unsent": 1}
    assert sweep_at(session, at(2027, 9, 19)) == {}
    assert session.scalars(select(Remainder)).one().outcome == State.UNSENT
    assert (client.get("/apply/status").location or "").startswith("/apply/open")


def test_a_draft_of_a_paper_that_came_in_time_ends_with_the_last_day_of_typing_in(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    begun(Family(client))
    Family(app.test_client()).begin()
    paper, late = session.scalars(select(Application).order_by(Application.id))
    paper.received_on, late.received_on = date(2027, 7, 20), date(2027, 7, 21)
    session.commit()
    assert sweep_at(session, at(2027, 7, 20, 19)) == {"close_drafts": 1}
    assert (state_of(session, paper), state_of(session, late)) == (State.DRAFT, State.UNSENT)
    assert sweep_at(session, at(2027, 7, 27, 23)) == {}
    assert sweep_at(session, at(2027, 7, 28)) == {"close_drafts": 1}
    assert state_of(session, paper) == State.UNSENT


def test_a_draft_goes_on_when_the_closing_date_is_moved(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = Family(client)
    begun(family)
    application = session.scalars(select(Application)).one()
    sweep_at(session, at(2027, 7, 20, 19))
    rules = cycles.admission(CYCLE)
    longer = rules.model_copy(update={"closes_at": at(2027, 7, 25)})
    moved = periods.of(CYCLE, "示例", longer)
    monkeypatch.setattr(periods, "of_all", lambda: iter([moved]))
    assert sweep_at(session, at(2027, 7, 21)) == {"reopen": 1, "remind": 1}
    assert state_of(session, application) == State.DRAFT


def test_without_a_place_it_is_reduced_six_months_after_the_cycle(
    session: Session, office: Office
) -> None:
    withdrawn, waiting = submitted(session), submitted(session)
    advance(session, withdrawn, Event.WITHDRAW, actor=as_family(withdrawn.id))
    passed = eligible(session, office)
    placed, offer = offered(session, office)
    allocation.accept(session, placed, offer_id=offer.id, actor=as_family(placed.id))
    session.commit()
    assert sweep_at(session, at(2027, 9, 30, 23)) == {}
    assert sweep_at(session, at(2027, 10, 1)) == {"end_unplaced": 1, "physical": 1}
    assert state_of(session, passed) == State.UNPLACED
    assert sweep_at(session, at(2028, 3, 31, 23)) == {}
    assert sweep_at(session, at(2028, 4, 1)) == {"unsuccessful": 2}
    assert sweep_at(session, at(2028, 4, 2)) == {}
    assert state_of(session, waiting) == State.SUBMITTED, "no date decides for anybody"
    kept = session.scalars(select(Application).where(Application.erased_at.is_(None))).all()
    assert {one.id for one in kept} == {waiting.id, placed.id}
    left = sorted(session.scalars(select(Remainder.outcome)))
    assert left == [State.UNPLACED, State.WITHDRAWN]
    with db.reading_session() as reading:
        assert [one.name for one in verify(reading) if one.count] == []


def test_physical_limits_are_gone_from_every_version_when_the_child_has_enrolled(
    session: Session, office: Office
) -> None:
    placed, offer = offered(session, office, physical_answer="有")
    allocation.accept(session, placed, offer_id=offer.id, actor=as_family(placed.id))
    session.commit()
    assert sweep_at(session, at(2027, 10, 1)) == {"physical": 1}
    session.expire_all()
    rows = [session.get_one(Application, placed.id), *session.scalars(select(ApplicationVersion))]
    assert [row.answers.physical_answer for row in rows] == [None, None]
    assert all(row.answers.name for row in rows)


def test_logs_go_after_three_years_and_the_last_trace_with_them(
    client: FlaskClient, session: Session, browser_of: Browser
) -> None:
    applied(Family(client))
    application = session.scalars(select(Application)).one()
    browser_of("desk").get(f"/staff/applications/{application.id}")
    session.add(
        AccountEvent(
            account_id=session.scalars(select(View.account_id)).one(),
            number=1,
            happening="invited",
            shown_as="管理员",
        )
    )
    advance(session, application, Event.WITHDRAW, actor=as_family(application.id))
    session.commit()
    sweep_at(session, at(2028, 4, 1))
    assert sweep_at(session, at(2029, 11, 30)) == {}
    assert sweep_at(session, at(2029, 12, 2)) == {"looks": 1, "account_events": 1}
    assert session.scalar(select(View.id)) is None
    assert sweep_at(session, at(2030, 9, 30)) == {}
    assert sweep_at(session, at(2030, 10, 1)) == {"traces": 1}
    session.commit()
    assert session.scalar(select(Application.id)) is None
    assert (
        session.scalar(select(History.id).where(History.subject_kind == APPLICATION.kind)) is None
    )
    assert session.scalars(select(Remainder)).one().outcome == State.WITHDRAWN
    with db.reading_session() as reading:
        assert [one.name for one in verify(reading) if one.count] == []


def test_many_are_done_in_portions_and_what_broke_off_goes_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "PORTION", 2)
    for _ in range(5):
        factories.draft(session)
    session.commit()
    told: list[tuple[str, int]] = []

    def break_off(kind: str, count: int) -> None:
        told.append((kind, count))
        if (kind, count) == ("close_drafts", 4):
            raise KeyboardInterrupt

    with clock.standing_at(at(2027, 7, 21)):
        with pytest.raises(KeyboardInterrupt):
            retention.sweep(tell=break_off, scrub=False)
        assert retention.sweep(scrub=False).counts["close_drafts"] == 1
    assert [one for one in told if one[0] == "close_drafts"] == [
        ("close_drafts", 2),
        ("close_drafts", 4),
    ]
    session.commit()
    ended = session.scalars(select(Sweep.ended_at).order_by(Sweep.begun_at, Sweep.ended_at)).all()
    assert sum(one is None for one in ended) == 1


def test_what_cannot_be_read_is_left_and_named(session: Session) -> None:
    good, broken = factories.draft(session), factories.draft(session)
    broken.answers_sealed = b"x\0nothing"
    session.commit()
    with clock.standing_at(at(2027, 7, 21)):
        session.commit()
        done = retention.sweep(scrub=False)
    assert done.left == [broken.id]
    assert state_of(session, good) == State.UNSENT


def test_the_command_counts_first_and_changes_nothing_when_asked_to(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    begun(Family(client))
    with clock.standing_at(at(2027, 7, 21)):
        run = app.test_cli_runner().invoke(args=["retention", "--dry-run"])
        assert run.exit_code == 0, run.output
        assert "close_drafts            1" in run.output
        assert "Nothing was changed" in run.output
        assert session.scalar(select(func.count()).select_from(Sweep)) == 0
        session.commit()
        run = app.test_cli_runner().invoke(args=["retention"])
        assert run.exit_code == 0, run.output
        assert "1 done." in run.output
        run = app.test_cli_runner().invoke(args=["retention"])
        assert "0 done." in run.output


def test_the_page_shows_counts_of_thirty_days_and_no_child(
    client: FlaskClient, session: Session, browser_of: Browser
) -> None:
    applied(Family(client))
    factories.draft(session)
    session.commit()
    with clock.standing_at(at(2027, 8, 20)):
        admin = browser_of("admin")
        page = admin.get("/staff/retention").get_data(as_text=True)
        assert '没有提交的，删掉</span><span class="side">1<' in page
        assert "还没有办过" in page
        assert factories.NAME not in page
        sweep_at(session, clock.now())
        assert "办了 1 项" in admin.get("/staff/retention").get_data(as_text=True)
    with clock.standing_at(at(2028, 3, 20)):
        page = browser_of("authority").get("/staff/retention").get_data(as_text=True)
        assert "还有 1 份没有结论" in page
    for who in ("desk", "officer"):
        assert browser_of(who).get("/staff/retention").status_code == 403


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        (at(2027, 10, 1), 6, at(2028, 4, 1)),
        (at(2027, 8, 31), 6, at(2028, 2, 29)),
        (at(2028, 2, 29), -12, at(2027, 2, 28)),
        (at(2027, 12, 31), 36, at(2030, 12, 31)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(
    moment: datetime, months: int, expected: datetime
) -> None:
    assert periods.later(moment, months=months) == expected


def test_periods_are_data_of_the_cycle(client: FlaskClient) -> None:
    rules = cycles.admission(CYCLE)
    keeping = rules.keeping.model_copy(update={"unsent_days": 10, "unsuccessful_months": 1})
    found = periods.of(CYCLE, "示例", rules.model_copy(update={"keeping": keeping}))
    assert found.unsent == rules.closes_at + timedelta(days=10)
    assert found.unsuccessful == at(2027, 11, 1, 0)

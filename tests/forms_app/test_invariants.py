"""`flask verify`: whole rows pass, and each broken row is named by the promise that it breaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from forms_app.accounts.models import Account
from forms_app.applications.models import Application
from forms_app.extensions import db
from forms_app.invariants import verify
from forms_app.models import Base
from forms_app.privacy import View
from forms_app.review import services as review
from forms_app.sealing import keyring
from tests.forms_app.allocation.given import decline, offered
from tests.forms_app.review.factories import ELSEWHERE, FIRST, Office, seen, submitted


class World:
    """A few applications in different states, all of them whole."""

    def __init__(self, session: Session, make_account: Callable[..., Account]) -> None:
        self.office = Office(make_account)
        self.sent = submitted(session)
        self.held, self.offer = offered(session, self.office)
        self.declined, self.goes_on = (
            decline(session, *offered(session, self.office, programmes=chosen))
            for chosen in ((FIRST,), (FIRST, ELSEWHERE))
        )
        self.office.account("other")
        self.refused = self._refused(session)
        self.view = View(
            subject_kind="application",
            subject_id=self.sent.id,
            account_id=self.office.account("officer").id,
            shown_as="招生办",
            what="打开报名",
        )
        session.add(self.view)
        session.commit()

    def _refused(self, session: Session) -> Application:
        application, officer = submitted(session), self.office["officer"]
        review.take(session, application, actor=officer, seen=seen(session, application))
        review.propose_refusal(
            session,
            application,
            reason="年龄不合",
            other_route="明年再报",
            actor=officer,
            seen=seen(session, application),
        )
        colleague, number = self.office["colleague"], seen(session, application)
        review.confirm_refusal(session, application, reason="是", actor=colleague, seen=number)
        return application


@pytest.fixture
def world(session: Session, make_account: Callable[..., Account]) -> World:
    return World(session, make_account)


def run(session: Session, statement: str, **values: object) -> None:
    """Past every service and every constraint that can be switched off."""
    session.execute(text(statement), values)
    session.commit()


def found(session: Session) -> dict[str, tuple[str, ...]]:
    session.commit()
    with db.reading_session() as reading:
        return {finding.name: finding.broken for finding in verify(reading)}


def test_whole_rows_break_nothing_and_every_promise_is_listed(
    session: Session, world: World
) -> None:
    with db.reading_session() as reading:
        findings = verify(reading)

    assert [finding.count for finding in findings] == [0] * len(findings)
    numbered = [finding.name for finding in findings if finding.name.startswith("N")]
    assert numbered == [f"N{number}" for number in range(1, 15)]
    checked = {finding.name: finding.checked for finding in findings}
    assert checked["N1"] == 5
    assert checked["N8"] == 3
    assert checked["N13"] == 1
    assert checked["declined"] == 2
    assert checked["steps"] > 10
    assert checked["seals"] > 12


BROKEN: dict[str, tuple[str, str, str]] = {
    "a number is missing": ("N1", "sent", "UPDATE application SET number = NULL WHERE id = :id"),
    "a version is missing": (
        "N1",
        "sent",
        "DELETE FROM application_version WHERE application_id = :id",
    ),
    "a closed seat is held": (
        "N3",
        "offer.seat",
        "UPDATE seat SET closed_at = '2026-12-01 00:00:00' WHERE id = :id",
    ),
    "an offered child has no seat": (
        "N4",
        "held",
        "UPDATE offer SET is_live = false, ended_at = '2026-12-01', ended_by = 'x'"
        " WHERE application_id = :id",
    ),
    "a declined child keeps its college": (
        "N4",
        "declined",
        "UPDATE application SET seat_organisation_id ="
        " (SELECT organisation_id FROM application_choice LIMIT 1) WHERE id = :id",
    ),
    "a code was exchanged": (
        "N6",
        "sent",
        "UPDATE application SET code_index = 'another' WHERE id = :id",
    ),
    "the system declined": (
        "N8",
        "declined",
        "UPDATE history SET by = 'system' WHERE subject_id = :id AND event = 'decline'",
    ),
    "the system declined and went on": (
        "N8",
        "goes_on",
        "UPDATE history SET by = 'system' WHERE subject_id = :id AND event = 'decline_for_next'",
    ),
    "what was declined was offered again": (
        "declined",
        "goes_on",
        "UPDATE offer SET application_id = :id WHERE ended_by = 'decline'",
    ),
    "one person refused alone": (
        "N8",
        "refused",
        "UPDATE history SET account_id = (SELECT account_id FROM history WHERE subject_id = :id"
        " AND event = 'propose_refusal') WHERE subject_id = :id AND event = 'confirm_refusal'",
    ),
    "another college was the second person": (
        "N8",
        "refused",
        "UPDATE history SET account_id = (SELECT account.id FROM account JOIN organisation"
        " ON organisation.id = account.organisation_id WHERE college_id = 'sample-college-02')"
        " WHERE subject_id = :id AND event = 'confirm_refusal'",
    ),
    "a real application among samples": (
        "N11",
        "sent",
        "UPDATE application SET is_trial = false WHERE id = :id",
    ),
    "an account that is gone looked": (
        "N13",
        "view",
        "UPDATE view SET account_id = 'gone' WHERE id = :id",
    ),
    "a state without a history": (
        "state",
        "sent",
        "UPDATE application SET state = 'eligible' WHERE id = :id",
    ),
    "a step was taken out": (
        "steps",
        "refused",
        "DELETE FROM history WHERE subject_id = :id AND number = 3",
    ),
    "a step that the table does not have": (
        "steps",
        "sent",
        "UPDATE history SET event = 'accept' WHERE subject_id = :id AND number = 2",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_row_is_named_by_its_promise(session: Session, world: World, what: str) -> None:
    name, subject, statement = BROKEN[what]
    row: Base = world  # type: ignore[assignment]
    for part in subject.split("."):
        row = getattr(row, part)

    run(session, statement, id=row.id)

    assert row.id in found(session)[name]


def test_a_look_at_a_file_that_has_moved_to_another_county_was_a_task(
    session: Session, world: World
) -> None:
    run(session, "UPDATE application SET home_county = '622901' WHERE id = :id", id=world.sent.id)
    for who in ("desk", "prefecture", "far_desk"):
        account = world.office.account(who)
        run(
            session,
            "UPDATE view SET account_id = :account WHERE id = :id",
            account=account.id,
            id=world.view.id,
        )
        is_stranger = who == "far_desk"
        assert found(session)["N13"] == ((world.view.id,) if is_stranger else ())


def test_too_many_wrong_tries_with_a_code_are_named(session: Session, world: World) -> None:
    index = keyring().index(f"code {world.sent.code}", purpose="tries")
    run(
        session,
        "INSERT INTO opening_tries (id, key_index, wrong, since)"
        " VALUES ('1', :index, 6, '2026-12-01')",
        index=index,
    )

    assert found(session)["N6"] == (world.sent.id,)


def test_a_seal_moved_to_another_row_is_named(session: Session, world: World) -> None:
    run(
        session,
        "UPDATE application SET code_sealed ="
        " (SELECT code_sealed FROM application WHERE id = :other) WHERE id = :id",
        id=world.held.id,
        other=world.declined.id,
    )

    with db.reading_session() as reading:
        sealed = {one.name: one for one in verify(reading) if one.name == "seals"}["seals"]
    assert sealed.broken == (f"application.code of {world.held.id}",)
    assert world.held.id in sealed.text


def test_a_name_that_lost_a_character_is_named(session: Session, world: World) -> None:
    damaged = world.sent.answers.model_copy(update={"name": "示例·学生\ufffd"})
    world.sent.answers_text = damaged.model_dump_json()

    assert found(session)["N14"] == (world.sent.id,)


@pytest.mark.parametrize(
    ("name", "index", "statement"),
    [
        (
            "N2",
            "uq_application_live_child",
            "UPDATE application SET identity_index = 'same' WHERE id IN (:one, :two)",
        ),
        (
            "N3",
            "uq_offer_live_seat",
            "UPDATE offer SET seat_id = :seat, is_live = true, ended_at = NULL, ended_by = NULL",
        ),
    ],
)
def test_what_an_index_forbids_is_still_looked_for(
    app: Flask, session: Session, world: World, name: str, index: str, statement: str
) -> None:
    """An index may be lost in a restore; the rows are asked all the same."""
    session.commit()
    session.execute(text(f"DROP INDEX {index}"))
    values = {"one": world.sent.id, "two": world.held.id, "seat": world.offer.seat_id}
    used = {key: value for key, value in values.items() if f":{key}" in statement}
    session.execute(text(statement), used)

    broken = {finding.name: finding.broken for finding in verify(session)}[name]
    session.rollback()

    assert broken in {(min(world.sent.id, world.held.id),), (world.offer.seat_id,)}


def test_the_command_prints_every_promise_and_fails_on_a_broken_one(
    app: Flask, session: Session, world: World
) -> None:
    session.commit()
    whole = app.test_cli_runner().invoke(args=["verify"])
    run(session, "UPDATE application SET number = NULL WHERE id = :id", id=world.sent.id)
    broken = app.test_cli_runner().invoke(args=["verify"])

    assert whole.exit_code == 0, whole.output
    assert "N5" in whole.output
    assert broken.exit_code == 1
    assert world.sent.id in broken.output

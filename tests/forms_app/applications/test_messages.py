"""Copies of a status: asked with the change, sent once at most, shown, and never needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock, outbox
from forms_app.applications import messages
from forms_app.applications.forms.family import email_address
from forms_app.applications.messages import Message, Outcome
from forms_app.applications.models import Application
from forms_app.applications.typed_text import NotAccepted
from forms_app.extensions import db
from forms_app.messaging import Channel
from forms_app.messaging.envelope import Envelope, MaybeSent, NeverSent, NotSent
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import Family
from tests.forms_app.applications.starting import applied, filled


class Sent:
    """A sender that keeps what it was given, and fails as it is told."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.failure: Exception | None = None

    def __call__(self, envelope: Envelope) -> None:
        self.envelopes.append(envelope)
        if self.failure is not None:
            raise self.failure


@pytest.fixture
def sent(app: Flask) -> Iterator[Sent]:
    before, sender = app.extensions["qianxiao.senders"], Sent()
    messages.use(app, {Channel.SMS: sender, Channel.EMAIL: sender})
    yield sender
    app.extensions["qianxiao.senders"] = before


def drain(session: Session) -> None:
    session.commit()
    outbox.drain()
    session.expire_all()


def later(minutes: int) -> Callable[[Session], None]:
    def run(session: Session) -> None:
        with clock.standing_at(clock.now() + timedelta(minutes=minutes)):
            drain(session)

    return run


def only(session: Session) -> Message:
    return session.scalars(select(Message)).one()


def test_a_family_reads_which_reminders_went_out(
    client: FlaskClient, session: Session, sent: Sent
) -> None:
    applied(Family(client))
    assert "正要发" in client.get("/apply/status").text
    drain(session)
    page = client.get("/apply/status").text
    assert "短信发到 139****1234：已发出" in page
    assert len(sent.envelopes) == 1


def test_a_text_names_no_child_no_reason_and_no_code(
    client: FlaskClient, session: Session, sent: Sent
) -> None:
    family = Family(client)
    code = applied(family)
    application = session.scalars(select(Application)).one()
    factories.return_to_family(session, application, fields=["school"])
    drain(session)
    texts = "".join(one.text + one.subject for one in sent.envelopes)
    assert "报名有地方要补正" in texts
    for secret in (application.answers.name or "", factories.REASON, code, "脱贫"):
        assert secret not in texts


def test_a_copy_goes_by_mail_too_where_the_family_wrote_an_address(
    client: FlaskClient, session: Session, sent: Sent
) -> None:
    family = Family(client)
    filled(family)
    family.fill("contact", phone="13900001234", email="Mother@Example.COM")
    family.submit()
    drain(session)
    assert {one.to for one in sent.envelopes} == {"13900001234", "Mother@example.com"}
    assert "邮件发到 M***@example.com：已发出" in client.get("/apply/status").text


def test_what_surely_did_not_go_out_is_tried_again_until_it_does(
    client: FlaskClient, session: Session, sent: Sent
) -> None:
    sent.failure = NotSent("busy")
    applied(Family(client))
    drain(session)
    assert only(session).outcome == Outcome.FAILED
    assert "没发出去，会再发" in client.get("/apply/status").text
    sent.failure = None
    later(5)(session)
    assert only(session).outcome == Outcome.SENT
    later(60)(session)
    assert len(sent.envelopes) == 2


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [(NeverSent("no such number"), Outcome.REJECTED), (MaybeSent("cut"), Outcome.UNKNOWN)],
)
def test_what_may_have_arrived_or_never_will_is_not_sent_again(
    client: FlaskClient, session: Session, sent: Sent, failure: Exception, outcome: Outcome
) -> None:
    sent.failure = failure
    applied(Family(client))
    drain(session)
    later(60)(session)
    assert only(session).outcome == outcome
    assert len(sent.envelopes) == 1


def test_a_process_that_dies_while_sending_does_not_send_twice(
    client: FlaskClient, session: Session, sent: Sent
) -> None:
    applied(Family(client))
    message = only(session)
    identifier = message.id
    session.commit()
    assert messages._begin(identifier)[0] is not None, "here the process dies"
    later(60)(session)
    assert only(session).outcome == Outcome.UNKNOWN
    assert sent.envelopes == []


def test_nothing_waits_for_a_gateway_inside_a_transaction(
    client: FlaskClient, session: Session, app: Flask
) -> None:
    written: list[int] = []

    def write_meanwhile(_envelope: Envelope) -> None:
        with db.writing_session() as other:
            factories.draft(other)
            other.commit()
            written.append(1)

    before = app.extensions["qianxiao.senders"]
    messages.use(app, {Channel.SMS: write_meanwhile})
    applied(Family(client))
    drain(session)
    app.extensions["qianxiao.senders"] = before
    assert written == [1]


def test_a_family_without_a_mobile_gets_none_and_misses_nothing(
    client: FlaskClient, session: Session, sent: Sent
) -> None:
    application = factories.draft(session, phone="0834-1234567", guardian_phone=None)
    assert list(messages._recipients(messages.phones_of(application.answers), None)) == []


@pytest.mark.parametrize(
    "typed", ["mother", "a@b", "a b@example.com", "a@example.com\nBcc: x@y.zz"]
)
def test_an_address_that_no_server_takes_is_answered_with_what_to_do(typed: str) -> None:
    with pytest.raises(NotAccepted):
        email_address(typed)

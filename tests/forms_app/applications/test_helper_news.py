"""A family hears once a visit that somebody helped, and once of a proposal; nothing personal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock, outbox
from forms_app.applications import messages
from forms_app.applications.consenting.models import GuardianLink
from forms_app.applications.helping.edits import HELPERS_MAY
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.messages import Message
from forms_app.applications.models import Application
from forms_app.messaging import Channel
from forms_app.messaging.envelope import Envelope
from forms_app.rights.erasing import erase
from tests.forms_app.applications.journey import SECOND, Family
from tests.forms_app.applications.sittings import change_choices, helper_of
from tests.forms_app.applications.starting import filled

THIRD = "sample-programme-02"


class Sent:
    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    def __call__(self, envelope: Envelope) -> None:
        self.envelopes.append(envelope)


@pytest.fixture
def sent(app: Flask) -> Iterator[Sent]:
    before, sender = app.extensions["qianxiao.senders"], Sent()
    messages.use(app, {Channel.SMS: sender})
    yield sender
    app.extensions["qianxiao.senders"] = before


def told(session: Session, sent: Sent) -> list[tuple[str, str]]:
    """Number and first words of what went out since the last time."""
    session.commit()
    outbox.drain()
    found = [(one.to, one.text) for one in sent.envelopes if "帮忙" in one.text]
    sent.envelopes.clear()
    return found


def test_a_family_is_told_once_a_visit_that_somebody_helped_and_once_of_a_proposal(
    app: Flask, session: Session, sent: Sent
) -> None:
    family = Family(app.test_client())
    code = filled(family)
    helper = helper_of(app, code)
    helper.fill("contact", phone="13700001111")
    helper.fill("household", household_kind="不清楚")
    ((number, words),) = told(session, sent)
    assert number == "13900001234"  # that of before: the new one may be the helper's friend's
    assert "有人帮忙填了报名" in words
    for secret in ("阿力木", "示例", code, "张老师", "13700001111"):
        assert secret not in words
    family.send("/apply/helped")
    helper.fill("contact", phone="13700002222")
    assert len(told(session, sent)) == 1
    family.submit()
    with clock.standing_at(clock.now() + HELPERS_MAY * 2):
        change_choices(helper, SECOND)
        change_choices(helper, THIRD)
        ((number, words),) = told(session, sent)
        assert (number, "等监护人同意" in words) == ("13900001234", True)
    copies = session.scalars(select(Message).where(Message.edit_id.is_not(None))).all()
    assert {copy.event for copy in copies} == {"helped", "proposed"}
    assert "短信发到" in family.read("/apply/status")


def test_a_helper_who_wrote_his_own_number_is_not_the_one_who_is_told(
    app: Flask, session: Session, sent: Sent
) -> None:
    helper = Family(app.test_client())
    helper.begin(
        filled_in_by="老师",
        helper_name="示例·张老师",
        helper_phone="13800005678",
        guardian_phone="13800005678",
    )
    assert told(session, sent) == []
    helper.fill("contact", phone="13700001111")
    assert [number for number, _ in told(session, sent)] == ["13700001111"]


def test_nothing_of_helpers_proposals_codes_and_messages_is_left_after_an_erasure(
    app: Flask, session: Session, sent: Sent
) -> None:
    family = Family(app.test_client())
    helper = helper_of(app, family.apply())
    with clock.standing_at(clock.now() + HELPERS_MAY * 2):
        change_choices(helper, SECOND)
        helper.send("/apply/ask")
        application = session.scalars(select(Application)).one()
        assert session.scalars(select(GuardianLink)).one().sitting_id is not None
        erase(session, application)
        session.commit()
        for table in (HelperEdit, Sitting, Message, GuardianLink):
            assert session.scalars(select(table.id)).all() == [], table
        session.commit()
        assert outbox.drain() >= 0

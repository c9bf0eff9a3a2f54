"""Telling comes after the change: when it fails, the change stands and the job waits."""

import logging

import pytest
from sqlalchemy import select
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from forms_app import outbox
from forms_app.agreements.models import Agreement, Notice
from forms_app.agreements.states import State
from tests.forms_app import pairing
from tests.forms_app.browsing import send
from tests.forms_app.pairing import People

REASON = "第三条的专业不对"


@pytest.mark.usefixtures("no_press")
def test_a_change_is_not_called_failed_because_nobody_could_be_told(
    session: Session,
    who: People,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    agreement_id = pairing.locked(session, who).id
    client = who.browser(who.assisting_signer)

    def no_connection(**_how: object) -> None:
        raise PoolTimeout(REASON)

    with monkeypatch.context() as patch, caplog.at_level(logging.DEBUG):
        patch.setattr(outbox, "_claim", no_connection)
        answer = send(client, f"/staff/agreements/{agreement_id}/refuse", reason=REASON)
    assert answer.status_code == 303
    assert "TimeoutError" in caplog.text
    assert REASON not in caplog.text
    session.rollback()
    session.expire_all()
    assert session.get_one(Agreement, agreement_id).state == State.REFUSED
    told = select(Notice).where(Notice.agreement_id == agreement_id)
    assert session.scalars(told).all() == []
    session.rollback()
    assert outbox.drain() == 1
    assert session.scalars(told).all() != []
    session.rollback()

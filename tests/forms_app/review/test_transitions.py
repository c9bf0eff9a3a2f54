"""The table of an application, walked: every state, every event, every party."""

import itertools

import pytest
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from forms_app.applications.drafts import as_family, as_guardian
from forms_app.applications.models import Application
from forms_app.applications.states import TRANSITIONS, Event, State
from forms_app.errors import TransitionNotAllowed
from forms_app.workflow import SYSTEM, advance, events_open_to
from tests.forms_app.review.factories import ELSEWHERE, FIRST, Office, submitted

ALLOWED = {(row.source, row.event, party) for row in TRANSITIONS for party in row.by}


NEEDS_A_SEAT = {Event.OFFER, Event.ACCEPT}
"""Moved by the allocation's services, which its own tests walk."""


def test_every_state_event_and_party_moves_only_where_the_table_has_a_row(
    session: Session, office: Office
) -> None:
    application = submitted(session, programmes=(FIRST, ELSEWHERE))
    strangers = [office[name] for name in ("third", "far_desk", "authority", "admin")]
    people = [
        SYSTEM,
        as_family(application.id),
        as_guardian(application.id),
        *(office[name] for name in ("officer", "colleague", "other", "desk")),
    ]
    moved = set()
    for state in State:
        put_into(session, application, state, office)
        assert not any(events_open_to(application, one) for one in strangers)
        for actor, event in itertools.product([*people, strangers[0]], Event):
            parties = [
                one for one in application.standing_of(actor) if (state, event, one) in ALLOWED
            ]
            assert (event in events_open_to(application, actor)) is bool(parties)
            if not parties:
                with pytest.raises(TransitionNotAllowed):
                    advance(session, application, event, actor=actor, reason="为什么")
                assert application.state == state
            elif event not in NEEDS_A_SEAT:
                advance(session, application, event, actor=actor, reason="为什么")
                moved |= {(state, event, one) for one in parties}
                put_into(session, application, state, office)

    walked = {row for row in ALLOWED if row[0] is not None and row[1] not in NEEDS_A_SEAT}
    assert moved == walked


FIRST_OR_DESK = {Event.TAKE, Event.RETURN, Event.CONFIRM_ELIGIBLE, Event.PROPOSE_REFUSAL}
SECOND = {Event.CONFIRM_REFUSAL, Event.DROP_REFUSAL}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("officer", FIRST_OR_DESK | {Event.OFFER}),  # who proposed
        ("colleague", FIRST_OR_DESK | SECOND | {Event.OFFER}),
        ("signer", FIRST_OR_DESK | SECOND | {Event.OFFER}),
        ("other", {Event.OFFER}),  # the college of the second choice
        ("desk", FIRST_OR_DESK - {Event.PROPOSE_REFUSAL} | SECOND | {Event.EXTEND_APPEAL}),
        ("third", set()),
    ],
)
def test_the_first_college_and_the_desk_review_and_another_only_gives_a_seat(
    session: Session, office: Office, who: str, may: set[Event]
) -> None:
    application = submitted(session, programmes=(FIRST, ELSEWHERE))
    found = set()
    for state in set(State) - {State.OFFERED, State.ACCEPTED}:
        put_into(session, application, state, office)
        found |= set(events_open_to(application, office[who]))

    assert found == may


def put_into(session: Session, application: Application, state: State, office: Office) -> None:
    """A state by decree, as no code of the app can; the officer has proposed the refusal."""
    officer = office.account("officer")
    session.execute(
        sql(
            "UPDATE application SET state = :state, refusal_proposed_by = :who,"
            " refusal_proposed_in = :office WHERE id = :id"
        ),
        {
            "state": state,
            "who": officer.id if state is State.REFUSAL_PROPOSED else None,
            "office": officer.organisation_id if state is State.REFUSAL_PROPOSED else None,
            "id": application.id,
        },
    )
    session.refresh(application)

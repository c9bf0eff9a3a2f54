"""The table of an agreement, walked: who may do what in which state, and nothing else."""

import pytest
from sqlalchemy.orm import Session

from forms_app import workflow
from forms_app.agreements.notices import WORDS
from forms_app.agreements.states import AGREEMENT, EVENT_LABELS, LABELS, Event, Party, State
from forms_app.errors import FieldError, TransitionNotAllowed
from forms_app.workflow import Actor
from tests.forms_app import pairing
from tests.forms_app.pairing import People


def test_every_state_event_and_party_does_what_the_table_says(
    session: Session, who: People, no_press: None
) -> None:
    agreement = pairing.locked(session, who)
    actors: dict[Party | None, Actor] = {
        Party.ASSISTING: who.assisting.as_actor(),
        Party.RECEIVING: who.receiving.as_actor(),
        Party.ASSISTING_SIGNER: who.assisting_signer.as_actor(),
        Party.RECEIVING_SIGNER: who.receiving_signer.as_actor(),
        Party.AUTHORITY: who.authority.as_actor(),
        None: who.third_signer.as_actor(),
    }
    tried = 0
    for state in State:
        for event in Event:
            agreement.state = state
            session.commit()
            for party, actor in actors.items():
                row = AGREEMENT.row(state, event)
                is_allowed = row is not None and party in row.by
                assert (event in workflow.events_open_to(agreement, actor)) is is_allowed
                if is_allowed:
                    assert row is not None
                    workflow.advance(session, agreement, event, actor=actor, reason="因为")
                    assert agreement.state == row.target
                    session.rollback()
                else:
                    with pytest.raises(TransitionNotAllowed):
                        workflow.advance(session, agreement, event, actor=actor, reason="因为")
                tried += 1
    assert tried == len(State) * len(Event) * len(actors)


def test_every_state_and_event_has_its_words() -> None:
    assert set(LABELS) == set(State)
    assert set(EVENT_LABELS) == set(Event)
    assert set(WORDS) < set(Event)


def test_refusing_and_sending_back_need_a_reason() -> None:
    for row in AGREEMENT.transitions:
        assert row.needs_reason is (row.event in {Event.REFUSE, Event.SEND_BACK})


def test_a_refusal_without_a_reason_changes_nothing(
    session: Session, who: People, no_press: None
) -> None:
    agreement = pairing.locked(session, who)
    signer = who.assisting_signer.as_actor()
    with pytest.raises(FieldError):
        workflow.advance(session, agreement, Event.REFUSE, actor=signer, reason=" ")
    assert agreement.state == State.LOCKED

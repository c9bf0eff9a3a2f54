"""The table of a commitment, walked: who may do what in which state, and nothing else."""

import pytest
from sqlalchemy.orm import Session

from forms_app import workflow
from forms_app.commitments import services
from forms_app.commitments.states import COMMITMENT, EVENT_LABELS, LABELS, Event, Party, State
from forms_app.errors import FieldError, TransitionNotAllowed
from forms_app.workflow import SYSTEM, Actor
from tests.forms_app import pairing
from tests.forms_app.pairing import People


def test_every_state_event_and_party_does_what_the_table_says(
    session: Session, who: People
) -> None:
    commitment = pairing.proposed(session, who)
    actors: dict[Party | None, Actor] = {
        Party.ASSISTING: who.assisting.as_actor(),
        Party.RECEIVING: who.receiving.as_actor(),
        Party.SYSTEM: SYSTEM,
        None: who.third.as_actor(),
    }
    tried = 0
    for state in State:
        for event in Event:
            for party, actor in actors.items():
                commitment.state = state
                session.commit()
                row = COMMITMENT.row(state, event)
                is_allowed = row is not None and party in row.by
                assert (event in workflow.events_open_to(commitment, actor)) is is_allowed
                if is_allowed:
                    assert row is not None
                    workflow.advance(session, commitment, event, actor=actor, reason="因为")
                    assert commitment.state == row.target
                else:
                    with pytest.raises(TransitionNotAllowed):
                        workflow.advance(session, commitment, event, actor=actor, reason="因为")
                session.rollback()
                tried += 1
    assert tried == len(State) * len(Event) * len(actors)


def test_every_state_and_event_has_its_words() -> None:
    assert set(LABELS) == set(State)
    assert set(EVENT_LABELS) == set(Event)


def test_asking_for_a_change_needs_a_reason(session: Session, who: People) -> None:
    commitment = pairing.proposed(session, who)
    with pytest.raises(FieldError):
        services.ask_change(session, commitment, reason="  ", actor=who.receiving.as_actor())


def test_a_signer_reads_and_does_not_move(session: Session, who: People) -> None:
    commitment = pairing.proposed(session, who)
    signer = who.receiving_signer.as_actor()
    assert services.get(session, commitment.id, actor=signer) is commitment
    assert workflow.events_open_to(commitment, signer) == []


def test_an_older_version_than_the_last_cannot_be_confirmed(session: Session, who: People) -> None:
    commitment = pairing.proposed(session, who)
    services.withdraw(session, commitment, actor=who.assisting.as_actor())
    services.propose(
        session,
        commitment,
        catalogue=pairing.catalogue(),
        actor=who.assisting.as_actor(),
    )
    with pytest.raises(TransitionNotAllowed):
        services.confirm(session, commitment, version=1, actor=who.receiving.as_actor())
    services.confirm(session, commitment, version=2, actor=who.receiving.as_actor())
    assert commitment.state == State.CONFIRMED

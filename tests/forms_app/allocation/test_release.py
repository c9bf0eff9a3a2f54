"""Any order of offers, answers and withdrawals: each seat is freed exactly once."""

from __future__ import annotations

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.accounts.models import Account, Organisation
from forms_app.allocation import services
from forms_app.allocation.models import Offer
from forms_app.allocation.release import live_offer
from forms_app.allocation.seats import seats_left, sync_seats
from forms_app.applications.drafts import as_family
from forms_app.applications.states import Event, State
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.running import catalogue
from forms_app.workflow import Role, advance
from tests.forms_app.allocation.given import eligible
from tests.forms_app.review.factories import COLLEGE, FIRST, Office

CHILDREN = 4
SEATS = 3
ENDS = [Event.WITHDRAW, Event.DECLINE, Event.DECLINE_FOR_NEXT, Event.TAKE_OFFER_BACK]
HOLDING = {State.OFFERED, State.ACCEPTED}
child = st.integers(min_value=0, max_value=CHILDREN - 1)


class Season(RuleBasedStateMachine):
    """Four children, three ordinary seats; nothing is committed, so every run begins anew."""

    def __init__(self) -> None:
        super().__init__()
        self.session: Session = db.writing_session()
        self.office = Office(self.make_account)
        college = catalogue().college_of(FIRST)
        small = college.programmes[0].model_copy(update={"seats": SEATS, "green_channel_seats": 0})
        changed = college.model_copy(update={"programmes": (small,)})
        plan = catalogue().__class__(colleges={college.id: changed})
        sync_seats(self.session, plan)
        self.children = [eligible(self.session, self.office) for _ in range(CHILDREN)]
        self.held: dict[int, str] = {}
        self.ended = 0

    def make_account(self, *, role: Role, college_id: str = COLLEGE) -> Account:
        organisation = self.session.scalars(
            select(Organisation).where(Organisation.college_id == college_id)
        ).one()
        account = Account(
            login=f"{role}", shown_as="招生办", role=role, organisation_id=organisation.id
        )
        account.organisation = organisation
        self.session.add(account)
        self.session.flush()
        return account

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    @rule(number=child)
    def offer(self, number: int) -> None:
        is_ready = self.children[number].state == State.ELIGIBLE
        try:
            made = services.offer(
                self.session,
                self.children[number],
                programme_id=FIRST,
                actor=self.office["officer"],
            )
        except Conflict:
            assert len(self.held) == SEATS
        except TransitionNotAllowed:
            assert not is_ready
        else:
            self.held[number] = made.id

    @rule(number=child)
    def accept(self, number: int) -> None:
        application = self.children[number]
        try:
            services.accept(
                self.session,
                application,
                offer_id=self.held.get(number, "0" * 32),
                actor=as_family(application.id),
            )
        except Conflict:
            assert number not in self.held

    @rule(number=child, event=st.sampled_from(ENDS))
    def let_go(self, number: int, event: Event) -> None:
        application = self.children[number]
        is_family = event is not Event.TAKE_OFFER_BACK
        actor = as_family(application.id) if is_family else self.office["officer"]
        try:
            advance(self.session, application, event, actor=actor, reason="为什么")
        except TransitionNotAllowed:
            return
        self.ended += self.held.pop(number, None) is not None

    @invariant()
    def every_seat_is_free_or_held_by_one(self) -> None:
        live = {one.application_id: one.id for one in self.offers() if one.is_live}
        assert live == {self.children[number].id: made for number, made in self.held.items()}
        free = seats_left(self.session, [FIRST]).get((FIRST, False), 0)
        assert free + len(self.held) == SEATS

    @invariant()
    def states_and_seats_agree(self) -> None:
        for application in self.children:
            has_seat = live_offer(self.session, application) is not None
            assert has_seat is (application.state in HOLDING)

    @invariant()
    def every_end_is_one_release(self) -> None:
        assert sum(1 for one in self.offers() if one.ended_at is not None) == self.ended

    def offers(self) -> list[Offer]:
        return list(self.session.scalars(select(Offer).order_by(Offer.id)))


def test_seats_are_released_exactly_once_in_any_order(sqlite_app: tuple[Flask, object]) -> None:
    app, fresh = sqlite_app
    fresh()  # type: ignore[operator]
    with app.app_context():
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            Season,
            settings=settings(
                max_examples=12,
                stateful_step_count=25,
                deadline=None,
                database=None,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )

"""A request for erasure: its states, its events, and the one table that joins them.

What was never sent is erased after a day in which the family may change its mind. What was sent
goes to an office, where two people look at it; neither alone erases or refuses.
"""

from enum import StrEnum

from forms_app.languages.texts import said_all
from forms_app.workflow import Workflow, row


class State(StrEnum):
    SCHEDULED = "scheduled"
    ASKED = "asked"
    PROPOSED = "proposed"
    REFUSAL_PROPOSED = "refusal_proposed"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


LABELS: dict[State, str] = said_all(
    {
        State.SCHEDULED: "等着删",
        State.ASKED: "等人核对",
        State.PROPOSED: "等第二人同意删",
        State.REFUSAL_PROPOSED: "等第二人确认还不能删",
        State.DONE: "已经删掉",
        State.REFUSED: "现在还不能删",
        State.CANCELLED: "家里人不删了",
    }
)


class Event(StrEnum):
    SCHEDULE = "schedule"
    ASK = "ask"
    CANCEL = "cancel"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    PROPOSE_REFUSAL = "propose_refusal"
    CONFIRM_REFUSAL = "confirm_refusal"
    DROP = "drop"
    ERASE = "erase"


class Party(StrEnum):
    """Who somebody is on one request."""

    FAMILY = "family"
    OFFICE = "office"
    """The desk of the child's county, or the college of its first choice."""
    SECOND_PERSON = "second_person"
    """Another account of such an office than the one that proposed."""
    SYSTEM = "system"


S, E, P = State, Event, Party

TRANSITIONS = (
    row(None, E.SCHEDULE, S.SCHEDULED, P.FAMILY),
    row(None, E.ASK, S.ASKED, P.FAMILY),
    row(S.SCHEDULED, E.CANCEL, S.CANCELLED, P.FAMILY),
    row(S.ASKED, E.CANCEL, S.CANCELLED, P.FAMILY),
    row(S.PROPOSED, E.CANCEL, S.CANCELLED, P.FAMILY),
    row(S.REFUSAL_PROPOSED, E.CANCEL, S.CANCELLED, P.FAMILY),
    row(S.SCHEDULED, E.ERASE, S.DONE, P.SYSTEM),
    # The time of the whole record ran out before an office had answered.
    row(S.ASKED, E.ERASE, S.DONE, P.SYSTEM),
    row(S.PROPOSED, E.ERASE, S.DONE, P.SYSTEM),
    row(S.REFUSAL_PROPOSED, E.ERASE, S.DONE, P.SYSTEM),
    row(S.ASKED, E.PROPOSE, S.PROPOSED, P.OFFICE),
    row(S.ASKED, E.PROPOSE_REFUSAL, S.REFUSAL_PROPOSED, P.OFFICE, reason=True),
    row(S.PROPOSED, E.CONFIRM, S.DONE, P.SECOND_PERSON),
    row(S.REFUSAL_PROPOSED, E.CONFIRM_REFUSAL, S.REFUSED, P.SECOND_PERSON, reason=True),
    row(S.PROPOSED, E.DROP, S.ASKED, P.SECOND_PERSON, reason=True),
    row(S.REFUSAL_PROPOSED, E.DROP, S.ASKED, P.SECOND_PERSON, reason=True),
)

ERASURE = Workflow("erasure", states=State, events=Event, transitions=TRANSITIONS)

WITH_THE_OFFICE = (S.ASKED, S.PROPOSED, S.REFUSAL_PROPOSED)
OPEN = frozenset({S.SCHEDULED, *WITH_THE_OFFICE})
"""One application has one such request at most."""

"""The states of a sheet to sign, its events, and the one table that joins them."""

from enum import StrEnum

from forms_app.workflow import Workflow, row


class State(StrEnum):
    PRINTED = "printed"
    SENT = "sent"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    ENDED = "ended"


LABELS: dict[State, str] = {
    State.PRINTED: "还没有送来",
    State.SENT: "等核对",
    State.REFUSED: "退回了",
    State.CONFIRMED: "记下了",
    State.ENDED: "不用了",
}


class Event(StrEnum):
    PRINT = "print"
    SEND = "send"
    TAKE_AWAY = "take_away"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    END = "end"


EVENT_WORDS: dict[Event, str] = {
    Event.PRINT: "印了签字的同意书",
    Event.SEND: "送来签字同意书的照片",
    Event.TAKE_AWAY: "拿掉一张签字同意书的照片",
    Event.CONFIRM: "核对了签字同意书，记下了",
    Event.REFUSE: "退回签字同意书",
    Event.END: "换了新的同意书，旧的不用了",
}


class Party(StrEnum):
    """Who somebody is on one sheet."""

    FAMILY = "family"
    OFFICE = "office"
    """The desk of the child's county, or an officer of the first choice's college."""


S, E, P = State, Event, Party

TRANSITIONS = (
    row(None, E.PRINT, S.PRINTED, P.FAMILY),
    row(S.PRINTED, E.SEND, S.SENT, P.FAMILY, P.OFFICE),
    row(S.SENT, E.SEND, S.SENT, P.FAMILY, P.OFFICE),
    row(S.REFUSED, E.SEND, S.SENT, P.FAMILY, P.OFFICE),
    # Fewer pictures than an office may have before it: sent anew when the family says so.
    row(S.SENT, E.TAKE_AWAY, S.PRINTED, P.FAMILY, P.OFFICE),
    row(S.SENT, E.CONFIRM, S.CONFIRMED, P.OFFICE),
    row(S.SENT, E.REFUSE, S.REFUSED, P.OFFICE, reason=True),
    row(S.PRINTED, E.END, S.ENDED, P.FAMILY),
    row(S.SENT, E.END, S.ENDED, P.FAMILY),
    row(S.REFUSED, E.END, S.ENDED, P.FAMILY),
)

CONSENT_SHEET = Workflow("consent_sheet", states=State, events=Event, transitions=TRANSITIONS)

OPEN = frozenset({S.PRINTED, S.SENT, S.REFUSED})
"""One application has one such sheet at most."""

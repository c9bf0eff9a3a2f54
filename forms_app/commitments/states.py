"""The states of a commitment, its events, and the one table that joins them.

After the state table of the pairing design. Rows for risks, claims and early ends join this table
when the features behind them exist; a row without its feature would be a dead button.
"""

from enum import StrEnum

from forms_app.workflow import Workflow, row


class State(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    ACTIVE = "active"


LABELS: dict[str, str] = {
    State.DRAFT: "草稿",
    State.PROPOSED: "等受援学校确认",
    State.CONFIRMED: "双方已确认",
    State.ACTIVE: "正在帮扶",
}


class Event(StrEnum):
    START = "start"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    ASK_CHANGE = "ask_change"
    REOPEN = "reopen"
    ACTIVATE = "activate"


EVENT_LABELS: dict[str, str] = {
    Event.START: "开始填写",
    Event.PROPOSE: "发给受援学校",
    Event.WITHDRAW: "收回来修改",
    Event.CONFIRM: "受援学校确认",
    Event.ASK_CHANGE: "受援学校请求修改",
    Event.REOPEN: "协议没签成，退回修改",
    Event.ACTIVATE: "协议生效，开始帮扶",
}


class Party(StrEnum):
    """Who somebody is on one commitment."""

    ASSISTING = "assisting"
    """An officer of the college that helps."""
    RECEIVING = "receiving"
    """An officer of the college that is helped."""
    SYSTEM = "system"
    """The agreement of this commitment, whose state decides."""


S, E, P = State, Event, Party


TRANSITIONS = (
    row(None, E.START, S.DRAFT, P.ASSISTING),
    row(S.DRAFT, E.PROPOSE, S.PROPOSED, P.ASSISTING),
    row(S.PROPOSED, E.CONFIRM, S.CONFIRMED, P.RECEIVING),
    row(S.PROPOSED, E.ASK_CHANGE, S.DRAFT, P.RECEIVING, reason=True),
    row(S.PROPOSED, E.WITHDRAW, S.DRAFT, P.ASSISTING),
    # A refused agreement must not be the end: its terms go back to where they can be mended.
    row(S.CONFIRMED, E.REOPEN, S.DRAFT, P.SYSTEM, reason=True),
    row(S.CONFIRMED, E.ACTIVATE, S.ACTIVE, P.SYSTEM),
)

COMMITMENT = Workflow("commitment", states=State, events=Event, transitions=TRANSITIONS)

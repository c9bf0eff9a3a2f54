"""The states of an agreement, its events, and the one table that joins them.

After the state table of the pairing design. Amending joins this table when the feature exists.
"""

from enum import StrEnum

from forms_app.workflow import Workflow, row


class State(StrEnum):
    DRAFTING = "drafting"
    LOCKED = "locked"
    SIGNED_ONE = "signed_one"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    FILED = "filed"


LABELS: dict[str, str] = {
    State.DRAFTING: "正在准备",
    State.LOCKED: "等甲方签字",
    State.SIGNED_ONE: "等乙方签字",
    State.IN_FORCE: "已生效，等备案",
    State.REFUSED: "没有签成",
    State.FILED: "已备案",
}


class Event(StrEnum):
    START = "start"
    LOCK = "lock"
    SIGN_FIRST = "sign_first"
    SIGN_SECOND = "sign_second"
    REFUSE = "refuse"
    SEND_BACK = "send_back"
    FILE = "file"


EVENT_LABELS: dict[str, str] = {
    Event.START: "开始准备协议",
    Event.LOCK: "锁定文本",
    Event.SIGN_FIRST: "甲方签字",
    Event.SIGN_SECOND: "乙方签字，协议生效",
    Event.REFUSE: "不同意签",
    Event.SEND_BACK: "主管部门退回，没有备案",
    Event.FILE: "主管部门备案",
}


class Party(StrEnum):
    """Who somebody is on one agreement."""

    ASSISTING = "assisting"
    """An officer of the college that helps (甲方)."""
    RECEIVING = "receiving"
    """An officer of the college that is helped (乙方)."""
    ASSISTING_SIGNER = "assisting_signer"
    RECEIVING_SIGNER = "receiving_signer"
    AUTHORITY = "authority"
    """The authority whose division the receiving college lies in."""


S, E, P = State, Event, Party
SIGNERS = (P.ASSISTING_SIGNER, P.RECEIVING_SIGNER)


TRANSITIONS = (
    row(None, E.START, S.DRAFTING, P.ASSISTING),
    row(S.DRAFTING, E.LOCK, S.LOCKED, P.ASSISTING),
    row(S.LOCKED, E.SIGN_FIRST, S.SIGNED_ONE, P.ASSISTING_SIGNER),
    row(S.LOCKED, E.REFUSE, S.REFUSED, *SIGNERS, reason=True),
    row(S.SIGNED_ONE, E.SIGN_SECOND, S.IN_FORCE, P.RECEIVING_SIGNER),
    row(S.SIGNED_ONE, E.REFUSE, S.REFUSED, *SIGNERS, reason=True),
    # What two colleges signed stays in force; the authority only says why it does not file it.
    row(S.IN_FORCE, E.SEND_BACK, S.IN_FORCE, P.AUTHORITY, reason=True),
    row(S.IN_FORCE, E.FILE, S.FILED, P.AUTHORITY),
)

AGREEMENT = Workflow("agreement", states=State, events=Event, transitions=TRANSITIONS)

SIGN_EVENTS = frozenset({Event.SIGN_FIRST, Event.SIGN_SECOND})
WITH_AUTHORITY = frozenset({State.IN_FORCE, State.FILED})
"""States in which the authority sees an agreement."""

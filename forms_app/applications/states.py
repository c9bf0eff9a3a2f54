"""The states of an application, its events, and the one table that joins them.

After the state table of the application design. Rows for waiting lists, no-shows and rounds join
this table when the features behind them exist; a row without its feature would be a dead button.
"""

from enum import StrEnum

from forms_app.languages.texts import said_all
from forms_app.workflow import Workflow, row


class State(StrEnum):
    DRAFT = "draft"
    CONSENT_WAIT = "consent_wait"
    SUBMITTED = "submitted"
    REVIEWING = "reviewing"
    RETURNED = "returned"
    REFUSAL_PROPOSED = "refusal_proposed"
    NOT_QUALIFIED = "not_qualified"
    ELIGIBLE = "eligible"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNSENT = "unsent"
    UNPLACED = "unplaced"


LABELS: dict[State, str] = said_all(
    {
        State.DRAFT: "草稿",
        State.CONSENT_WAIT: "等监护人同意",
        State.SUBMITTED: "已提交",
        State.REVIEWING: "审核中",
        State.RETURNED: "退回补正",
        State.REFUSAL_PROPOSED: "待第二人确认",
        State.NOT_QUALIFIED: "不符合条件",
        State.ELIGIBLE: "资格通过",
        State.OFFERED: "拟录取",
        State.ACCEPTED: "已确认",
        State.DECLINED: "已放弃",
        State.WITHDRAWN: "已撤回",
        State.UNSENT: "未提交",
        State.UNPLACED: "未录取",
    }
)


class Event(StrEnum):
    START = "start"
    ASK_GUARDIAN = "ask_guardian"
    GIVE_CONSENT = "give_consent"
    REFUSE_CONSENT = "refuse_consent"
    CONSENT_EXPIRES = "consent_expires"
    SUBMIT = "submit"
    TAKE = "take"
    RETURN = "return"
    RESUBMIT = "resubmit"
    CHANGE_CHOICES = "change_choices"
    PROPOSE_REFUSAL = "propose_refusal"
    CONFIRM_REFUSAL = "confirm_refusal"
    DROP_REFUSAL = "drop_refusal"
    APPEAL = "appeal"
    EXTEND_APPEAL = "extend_appeal"
    CONFIRM_ELIGIBLE = "confirm_eligible"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    DECLINE_FOR_NEXT = "decline_for_next"
    TAKE_OFFER_BACK = "take_offer_back"
    WITHDRAW = "withdraw"
    APPLY_AGAIN = "apply_again"
    REMIND = "remind"
    ROUND_ENDS = "round_ends"
    REOPEN = "reopen"


class Party(StrEnum):
    """Who somebody is on one application."""

    FAMILY = "family"
    GUARDIAN = "guardian"
    """Whoever holds the 同意码 of this application: consents, and takes it back."""
    COLLEGE = "college"
    """An officer of any college that this application chose: sees it, gives a seat of its own."""
    FIRST_COLLEGE = "first_college"
    """An officer of the college of the first choice: reviews, for all the choices."""
    SECOND_PERSON = "second_person"
    """Another account of the organisation that proposed the refusal, or the county desk."""
    COUNTY_DESK = "county_desk"
    SYSTEM = "system"
    """The calendar: it ends what a date ends, and answers nothing for anybody."""


S, E, P = State, Event, Party


_LIVE_BEFORE_ENROLMENT = (
    S.SUBMITTED,
    S.REVIEWING,
    S.RETURNED,
    S.REFUSAL_PROPOSED,
    S.NOT_QUALIFIED,
    S.ELIGIBLE,
    S.OFFERED,
    S.ACCEPTED,
)

TRANSITIONS = (
    row(None, E.START, S.DRAFT, P.FAMILY),
    # Filled in further while it waits; what a child under 14 may keep, the storage itself decides.
    row(S.DRAFT, E.ASK_GUARDIAN, S.CONSENT_WAIT, P.FAMILY),
    row(S.CONSENT_WAIT, E.ASK_GUARDIAN, S.CONSENT_WAIT, P.FAMILY),
    row(S.CONSENT_WAIT, E.GIVE_CONSENT, S.DRAFT, P.GUARDIAN, P.FAMILY),
    # Back to a draft that cannot be sent: another talk may follow, and only the round ends it.
    row(S.CONSENT_WAIT, E.REFUSE_CONSENT, S.DRAFT, P.GUARDIAN),
    # The guardian thinks again with the same code, and the family is to hear of it.
    row(S.DRAFT, E.GIVE_CONSENT, S.DRAFT, P.GUARDIAN),
    row(S.DRAFT, E.REFUSE_CONSENT, S.DRAFT, P.GUARDIAN),
    row(S.CONSENT_WAIT, E.CONSENT_EXPIRES, S.DRAFT, P.SYSTEM),
    row(S.DRAFT, E.SUBMIT, S.SUBMITTED, P.FAMILY),
    row(S.SUBMITTED, E.TAKE, S.REVIEWING, P.FIRST_COLLEGE, P.COUNTY_DESK),
    row(S.REVIEWING, E.RETURN, S.RETURNED, P.FIRST_COLLEGE, P.COUNTY_DESK, reason=True),
    row(S.RETURNED, E.RESUBMIT, S.SUBMITTED, P.FAMILY),
    # Whoever had it begins anew: the first choice may be another college now.
    # The guardian only agrees to what a helper proposed (`helping/proposing`).
    row(S.SUBMITTED, E.CHANGE_CHOICES, S.SUBMITTED, P.FAMILY, P.GUARDIAN),
    row(S.REVIEWING, E.CHANGE_CHOICES, S.SUBMITTED, P.FAMILY, P.GUARDIAN),
    row(S.REVIEWING, E.CONFIRM_ELIGIBLE, S.ELIGIBLE, P.FIRST_COLLEGE, P.COUNTY_DESK),
    row(S.REVIEWING, E.PROPOSE_REFUSAL, S.REFUSAL_PROPOSED, P.FIRST_COLLEGE, reason=True),
    row(S.REFUSAL_PROPOSED, E.CONFIRM_REFUSAL, S.NOT_QUALIFIED, P.SECOND_PERSON, reason=True),
    row(S.REFUSAL_PROPOSED, E.DROP_REFUSAL, S.REVIEWING, P.SECOND_PERSON, reason=True),
    row(S.NOT_QUALIFIED, E.APPEAL, S.REVIEWING, P.FAMILY, reason=True),
    row(S.NOT_QUALIFIED, E.EXTEND_APPEAL, S.NOT_QUALIFIED, P.COUNTY_DESK, reason=True),
    row(S.ELIGIBLE, E.OFFER, S.OFFERED, P.COLLEGE),
    row(S.OFFERED, E.ACCEPT, S.ACCEPTED, P.FAMILY),
    # One press: which of the two it is, decides what is left (`allocation/declining`).
    row(S.OFFERED, E.DECLINE, S.DECLINED, P.FAMILY),
    row(S.OFFERED, E.DECLINE_FOR_NEXT, S.ELIGIBLE, P.FAMILY),
    row(S.OFFERED, E.TAKE_OFFER_BACK, S.ELIGIBLE, P.COLLEGE, reason=True),
    *(
        row(state, E.WITHDRAW, S.WITHDRAWN, P.FAMILY, P.GUARDIAN)
        for state in _LIVE_BEFORE_ENROLMENT
    ),
    # The way back while the cycle is open: looked at anew, in the old place of the order.
    row(S.WITHDRAWN, E.APPLY_AGAIN, S.SUBMITTED, P.FAMILY),
    row(S.DRAFT, E.REMIND, S.DRAFT, P.SYSTEM),
    row(S.CONSENT_WAIT, E.REMIND, S.CONSENT_WAIT, P.SYSTEM),
    row(S.DRAFT, E.ROUND_ENDS, S.UNSENT, P.SYSTEM),
    row(S.CONSENT_WAIT, E.ROUND_ENDS, S.UNSENT, P.SYSTEM),
    # The authority moved the closing date.
    row(S.UNSENT, E.REOPEN, S.DRAFT, P.SYSTEM),
    row(S.ELIGIBLE, E.ROUND_ENDS, S.UNPLACED, P.SYSTEM),
)

APPLICATION = Workflow("application", states=State, events=Event, transitions=TRANSITIONS)

UNFINISHED = frozenset({S.DRAFT, S.CONSENT_WAIT})
"""States in which the family fills in."""

NEVER_SENT = UNFINISHED | {S.UNSENT}
"""States in which nobody but the family knows of it."""

NOT_LIVE = frozenset({S.DRAFT, S.DECLINED, S.WITHDRAWN})
"""States in which the same child may apply again in the same cycle."""

"""What a reviewer does to an application. Adds and flushes, never commits.

Each takes `seen`, the number of the latest history row that the reviewer's page showed: somebody
who was faster is a Conflict, told by name, and nothing is changed.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Account
from forms_app.applications.fields import LABELS, RETURNABLE
from forms_app.applications.green_channel import HOUSEHOLD_CHECK
from forms_app.applications.models import Application
from forms_app.applications.row_policy import COLLEGE_ROLES
from forms_app.applications.services import APPEAL_UNTIL, appeal_until
from forms_app.applications.states import Event
from forms_app.errors import Conflict, FieldError, TransitionNotAllowed
from forms_app.models import History
from forms_app.workflow import Actor, advance, history_of

EVENT_WORDS: dict[Event, str] = {
    Event.START: "开始填写",
    Event.ASK_GUARDIAN: "请监护人同意",
    Event.GIVE_CONSENT: "监护人同意",
    Event.REFUSE_CONSENT: "监护人没有同意",
    Event.CONSENT_EXPIRES: "同意码过期",
    Event.SUBMIT: "提交",
    Event.TAKE: "开始审核",
    Event.RETURN: "退回补正",
    Event.RESUBMIT: "补正后再次提交",
    Event.CHANGE_CHOICES: "改了志愿",
    Event.PROPOSE_REFUSAL: "建议不通过",
    Event.CONFIRM_REFUSAL: "确认不符合条件",
    Event.DROP_REFUSAL: "不同意不通过，继续审核",
    Event.APPEAL: "申诉",
    Event.EXTEND_APPEAL: "延长申诉的日子",
    Event.CONFIRM_ELIGIBLE: "资格通过",
    Event.OFFER: "拟录取",
    Event.ACCEPT: "确认录取",
    Event.DECLINE: "放弃录取",
    Event.DECLINE_FOR_NEXT: "放弃录取，接着看别的志愿",
    Event.TAKE_OFFER_BACK: "收回拟录取",
    Event.WITHDRAW: "撤回报名",
    Event.APPLY_AGAIN: "家里人不撤回了，重新送来",
    Event.REMIND: "提醒家里人提交",
    Event.ROUND_ENDS: "这一轮招生结束",
    Event.REOPEN: "截止的日子推后",
}

ANOTHER_COLLEGE = "别的学校"
LONGEST_REASON = 500
MOST_DAYS_TO_ANSWER = 30


def take(session: Session, application: Application, *, actor: Actor, seen: int) -> None:
    """Begin the review; whoever takes it is shown as the one who has it."""
    _refuse_stale_page(session, application, seen, actor)
    advance(session, application, Event.TAKE, actor=actor)
    application.assignee_id = actor.account_id
    session.flush()


def return_to_family(
    session: Session,
    application: Application,
    *,
    fields: list[str],
    reason: str,
    due: date,
    actor: Actor,
    seen: int,
) -> None:
    """Send it back for these fields (names in `Answers`), to be answered by the end of `due`.

    The family reads the fields, the reason and the day. Raises FieldError for fields, reason, due.
    """
    _refuse_stale_page(session, application, seen, actor)
    known = [field.name for field in RETURNABLE if field.name in fields]
    if not known or len(known) != len(set(fields)):
        raise FieldError("fields", "勾一勾要改的地方，至少一处。")
    latest = clock.today() + timedelta(days=MOST_DAYS_TO_ANSWER)
    if not clock.today() < due <= latest:
        raise FieldError("due", f"日期要在明天和{latest.month}月{latest.day}日之间。")
    details = {"fields": known, "due": due.isoformat()}
    advance(session, application, Event.RETURN, actor=actor, reason=reason, details=details)
    application.returned_fields = known
    application.answer_due = datetime.combine(due, time(23, 59, 59), clock.BEIJING)
    session.flush()


def confirm_eligible(
    session: Session,
    application: Application,
    *,
    household_check: str | None,
    actor: Actor,
    seen: int,
) -> None:
    """The conditions are met. `household_check` names how the household was looked up, or None."""
    _refuse_stale_page(session, application, seen, actor)
    details = {HOUSEHOLD_CHECK: household_check} if household_check else {}
    advance(session, application, Event.CONFIRM_ELIGIBLE, actor=actor, details=details)


def propose_refusal(
    session: Session,
    application: Application,
    *,
    reason: str,
    other_route: str,
    actor: Actor,
    seen: int,
) -> None:
    """Never by one person alone: a second one confirms. After an appeal somebody else proposes."""
    _refuse_stale_page(session, application, seen, actor)
    if actor.account_id in _proposers_before_appeal(history_of(session, application)):
        raise TransitionNotAllowed("家里人申诉了，这次要换一位同事来提。")
    text = f"{reason.strip()}\n还可以走的路：{other_route.strip()}" if reason.strip() else ""
    advance(session, application, Event.PROPOSE_REFUSAL, actor=actor, reason=text)
    application.refusal_proposed_by = actor.account_id
    application.refusal_proposed_in = actor.organisation_id
    session.flush()


def confirm_refusal(
    session: Session, application: Application, *, reason: str, actor: Actor, seen: int
) -> None:
    """By a second person (of the same organisation, or the desk), with words of their own.

    After an appeal not by whoever proposed before it: two people who change places are no others.
    """
    _refuse_stale_page(session, application, seen, actor)
    if actor.account_id in _proposers_before_appeal(history_of(session, application)):
        raise TransitionNotAllowed("家里人申诉了，你提过上一次，这次要换一位同事或县里来看。")
    advance(session, application, Event.CONFIRM_REFUSAL, actor=actor, reason=reason)


def drop_refusal(
    session: Session, application: Application, *, reason: str, actor: Actor, seen: int
) -> None:
    """The second person disagrees: the review goes on."""
    _refuse_stale_page(session, application, seen, actor)
    advance(session, application, Event.DROP_REFUSAL, actor=actor, reason=reason)
    application.refusal_proposed_by = None
    application.refusal_proposed_in = None
    session.flush()


def extend_appeal(
    session: Session,
    application: Application,
    *,
    until: date,
    reason: str,
    actor: Actor,
    seen: int,
) -> None:
    """Let one family appeal to the end of `until`. Raises FieldError for until and reason."""
    _refuse_stale_page(session, application, seen, actor)
    last = appeal_until(application, history_of(session, application)) or clock.today()
    latest = clock.today() + timedelta(days=MOST_DAYS_TO_ANSWER)
    if not max(last, clock.today()) < until <= latest:
        now = f"现在是{last.month}月{last.day}日"
        raise FieldError("until", f"{now}，新的要更晚，最晚{latest.month}月{latest.day}日。")
    details = {APPEAL_UNTIL: until.isoformat()}
    advance(session, application, Event.EXTEND_APPEAL, actor=actor, reason=reason, details=details)


def other_colleges(session: Session, history: list[History], *, actor: Actor) -> set[str]:
    """Ids of the rows that officers of another college wrote, for an actor who is of one."""
    if actor.role not in COLLEGE_ROLES:
        return set()
    colleagues = select(Account.id).where(Account.organisation_id == actor.organisation_id)
    officers = select(Account.id).where(
        Account.id.in_([entry.account_id for entry in history if entry.account_id]),
        Account.role.in_(COLLEGE_ROLES),
        Account.id.not_in(colleagues),
    )
    found = set(session.scalars(officers))
    return {entry.id for entry in history if entry.account_id in found}


def field_labels(names: list[str]) -> list[str]:
    """The words of returned fields, in the order given."""
    return [LABELS[name] for name in names if name in LABELS]


def _refuse_stale_page(session: Session, application: Application, seen: int, actor: Actor) -> None:
    session.flush()
    session.refresh(application, with_for_update=True)
    last = history_of(session, application)[-1]
    if last.number != seen:
        is_elsewhere = last.id in other_colleges(session, [last], actor=actor)
        who = ANOTHER_COLLEGE if is_elsewhere else last.shown_as
        when, word = clock.moment_words(last.at), EVENT_WORDS[Event(last.event)]
        raise Conflict(f"{who}刚处理过（{when}）：{word}。你这一步没有记下。")


def _proposers_before_appeal(history: list[History]) -> set[str | None]:
    appeals = [entry.number for entry in history if entry.event == Event.APPEAL]
    if not appeals:
        return set()
    return {
        entry.account_id
        for entry in history
        if entry.event == Event.PROPOSE_REFUSAL and entry.number < appeals[-1]
    }

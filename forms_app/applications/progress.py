"""Where an application is, in words: what happened, what comes next. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forms_app import clock
from forms_app.applications import cycles, remaining
from forms_app.applications.fields import LABELS as FIELD_LABELS
from forms_app.applications.holding import last_day, who_and_when
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.applications.states import UNFINISHED, Event, State
from forms_app.languages.texts import Text, said, said_all
from forms_app.models import History

EVENT_WORDS: dict[Event, str] = said_all(
    {
        Event.START: "开始填写",
        Event.ASK_GUARDIAN: "请监护人同意",
        Event.GIVE_CONSENT: "监护人同意了",
        Event.REFUSE_CONSENT: "监护人没有同意",
        Event.CONSENT_EXPIRES: "同意码过期，没有人回",
        Event.SUBMIT: "已提交",
        Event.TAKE: "学校开始看",
        Event.RETURN: "退回补正",
        Event.RESUBMIT: "改好又提交",
        Event.CHANGE_CHOICES: "改了志愿",
        Event.CONFIRM_REFUSAL: "结论：不符合条件",
        Event.APPEAL: "提出申诉",
        Event.EXTEND_APPEAL: "申诉的日子延长了",
        Event.CONFIRM_ELIGIBLE: "资格通过",
        Event.OFFER: "拟录取",
        Event.ACCEPT: "确认去读",
        Event.DECLINE: "放弃名额",
        Event.DECLINE_FOR_NEXT: "放弃名额，接着看别的志愿",
        Event.TAKE_OFFER_BACK: "收回拟录取",
        Event.WITHDRAW: "撤回报名",
        Event.APPLY_AGAIN: "不撤回了，重新送到学校",
        Event.REMIND: "提醒：还没有提交",
        Event.ROUND_ENDS: "这一轮招生结束",
        Event.REOPEN: "截止的日子推后，可以接着填",
    }
)
"""What the family reads. A refusal that is only proposed is no answer yet, so it is left out."""

SENDING = frozenset({Event.SUBMIT, Event.RESUBMIT, Event.CHANGE_CHOICES})
WITH_REASON = frozenset(
    {
        Event.RETURN,
        Event.CONFIRM_REFUSAL,
        Event.TAKE_OFFER_BACK,
        Event.APPEAL,
        Event.EXTEND_APPEAL,
    }
)

HEADLINES: dict[State, str] = said_all(
    {
        State.DRAFT: "还没有提交",
        State.CONSENT_WAIT: "等监护人同意",
        State.SUBMITTED: "已送到学校",
        State.REVIEWING: "学校正在看",
        State.RETURNED: "有地方要补正",
        State.REFUSAL_PROPOSED: "学校正在看",
        State.NOT_QUALIFIED: "不符合条件",
        State.ELIGIBLE: "资格通过，等结果",
        State.OFFERED: "拟录取，等你确认",
        State.ACCEPTED: "已确认，准备报到",
        State.DECLINED: "已放弃名额",
        State.WITHDRAWN: "已撤回",
        State.UNSENT: "没有提交，已经截止",
        State.UNPLACED: "这一轮没有录取",
    }
)

WAITS_ANEW = said("资格通过，等别的志愿")
"""The headline once the family has declined an offer and goes on."""

STAGES: tuple[tuple[str, frozenset[State]], ...] = (
    (said("提交"), UNFINISHED),
    (
        said("学校审核"),
        frozenset({State.SUBMITTED, State.REVIEWING, State.RETURNED, State.REFUSAL_PROPOSED}),
    ),
    (said("出结果"), frozenset({State.ELIGIBLE})),
    (said("你来确认"), frozenset({State.OFFERED})),
    (said("报到"), frozenset({State.ACCEPTED})),
)
ENDED = frozenset(
    {State.NOT_QUALIFIED, State.DECLINED, State.WITHDRAWN, State.UNSENT, State.UNPLACED}
)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history or of what is to come; `mark` is done, now or empty."""

    title: str
    note: str
    mark: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The status page: `holder` may be empty when nobody has to act."""

    headline: str
    holder: str
    due: str
    otherwise: str
    steps: tuple[Step, ...]
    returned: tuple[str, ...] = ()
    reason: str | None = None


def of(
    application: Application, history: Sequence[History], versions: Sequence[ApplicationVersion]
) -> Progress:
    """Everything that the page says, from the row, its history and its versions, oldest first."""
    state = State(application.state)
    holder, due, otherwise = who_and_when(application, state, history)
    return Progress(
        headline=_headline(state, history),
        holder=holder,
        due=due,
        otherwise=otherwise,
        steps=(*_past(history, versions), *_future(state, application, history)),
        returned=tuple(FIELD_LABELS.get(name, name) for name in application.returned_fields),
        reason=last_reason(history, state),
    )


def _headline(state: State, history: Sequence[History]) -> str:
    waits_anew = state is State.ELIGIBLE and remaining.declined(history)
    return WAITS_ANEW if waits_anew else HEADLINES[state]


def look_words(what: str) -> Text:
    """What a member of staff did, as it was written down: `打开：退回补正`."""
    head, colon, rest = what.partition("：")
    return said("{head}：{rest}", head=said(head), rest=said(rest)) if colon else said(what)


def moment_words(moment: datetime) -> str:
    """`6月3日 10:21`, in China's time."""
    local = moment.astimezone(clock.BEIJING)
    return said(
        "{month}月{day}日 {hour}:{minute}",
        month=local.month,
        day=local.day,
        hour=f"{local.hour:02d}",
        minute=f"{local.minute:02d}",
    )


def _past(history: Sequence[History], versions: Sequence[ApplicationVersion]) -> tuple[Step, ...]:
    steps = []
    hands = iter([version.sent_by for version in versions])
    for entry in history:
        event = Event(entry.event)
        if event in EVENT_WORDS:
            who = (
                said("由{hands}填写", hands=next(hands))
                if event in SENDING
                else said(entry.shown_as)
            )
            steps.append(
                Step(
                    title=EVENT_WORDS[event],
                    note=said("{at}，{who}", at=moment_words(entry.at), who=who),
                    mark="done",
                    reason=entry.reason if event in WITH_REASON else None,
                )
            )
    return tuple(steps)


def _future(state: State, application: Application, history: Sequence[History]) -> tuple[Step, ...]:
    if state in ENDED:
        return ()
    at = next((n for n, (_, states) in enumerate(STAGES) if state in states), len(STAGES) - 1)
    results = cycles.rules_of(application).results_on
    notes = {2: said("{month}月{day}日一起出，不分先后", month=results.month, day=results.day)}
    if remaining.declined(history):
        notes = {2: said("最晚{day}", day=last_day(application))}
    return tuple(
        Step(
            title=title,
            note=notes.get(n, said("现在在这一步") if n == at else ""),
            mark="now" if n == at else "",
        )
        for n, (title, _) in enumerate(STAGES)
        if n >= at
    )


def last_reason(history: Sequence[History], state: State) -> str | None:
    """What the reviewer wrote when this state began; None where nobody had to."""
    wanted = {State.RETURNED: Event.RETURN, State.NOT_QUALIFIED: Event.CONFIRM_REFUSAL}.get(state)
    reasons = [entry.reason for entry in history if wanted and entry.event == wanted]
    return reasons[-1] if reasons else None

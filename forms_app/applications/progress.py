"""Where an application is, in words: who has it, by when, what comes next. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forms_app import clock
from forms_app.applications import choices, cycles, services
from forms_app.applications.fields import LABELS as FIELD_LABELS
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
    holder, due, otherwise = _who_and_when(application, state, history)
    return Progress(
        headline=HEADLINES[state],
        holder=holder,
        due=due,
        otherwise=otherwise,
        steps=(*_past(history, versions), *_future(state, application)),
        returned=tuple(FIELD_LABELS.get(name, name) for name in application.returned_fields),
        reason=last_reason(history, state),
    )


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


def day_words(moment: datetime) -> str:
    local = moment.astimezone(clock.BEIJING)
    return said("{month}月{day}日", month=local.month, day=local.day)


def first_college(application: Application) -> str:
    """The college of the first choice, by its full name."""
    chosen = application.answers.choices
    found = choices.offer(chosen[0].programme_id) if chosen else None
    return found.college.name if found is not None else said("学校")


def _who_and_when(
    application: Application, state: State, history: Sequence[History]
) -> tuple[str, str, str]:
    """Who has it, by when, and what if nothing happens."""
    rules = cycles.rules_of(application)
    family = said("你")
    if state is State.DRAFT:
        return family, day_words(rules.closes_at), said("过了这天就不能提交了。")
    if state is State.CONSENT_WAIT:
        closes = day_words(rules.closes_at)
        return said("监护人"), closes, said("没有同意不能提交。一直没有人回，就重新发一个同意码。")
    if state in {State.SUBMITTED, State.REVIEWING, State.REFUSAL_PROPOSED}:
        since = application.submitted_at or application.created_at
        due = day_words(since + timedelta(days=rules.answer_within_days))
        return (
            said("{application}招生办", application=first_college(application)),
            due,
            said("到时没答复，打下面的电话催。"),
        )
    if state is State.RETURNED:
        due = day_words(application.answer_due) if application.answer_due else ""
        return family, due, said("晚了也不会直接不录取，会有人打电话来问。")
    if state is State.ELIGIBLE:
        due = said("{month}月{day}日", month=rules.results_on.month, day=rules.results_on.day)
        return (
            said("{application}招生办", application=first_college(application)),
            due,
            said("结果一起出，不分先后。"),
        )
    if state is State.OFFERED:
        return (
            family,
            "",
            said(
                "没有人会替你确认，也没有人会替你放弃。最晚哪天回答，在“看名额”那一页；到那天没回答，名额也留着，学校打电话来问。"
            ),
        )
    if state is State.NOT_QUALIFIED:
        return _after_a_refusal(application, history)
    return "", "", _after_the_end(application, state)


def _after_a_refusal(application: Application, history: Sequence[History]) -> tuple[str, str, str]:
    last = services.appeal_until(application, history)
    if last is None or clock.today() > last:
        return "", "", said("申诉的日子已经过了。有话要说，打下面的电话。")
    return (
        said("你"),
        "",
        said(
            "觉得不对，{month}月{day}日以前可以申诉，换一个人再看。", month=last.month, day=last.day
        ),
    )


def _after_the_end(application: Application, state: State) -> str:
    """What is left to do once nobody has it in hand."""
    rules = cycles.rules_of(application)
    if state is State.WITHDRAWN:
        closes = clock.day_words(rules.closes_at)
        is_open = cycles.season(rules) is cycles.Season.OPEN
        return (
            said("学校不再看。{closes}截止以前，还可以重新送。", closes=closes)
            if is_open
            else said("学校不再看。")
        )
    if state is State.UNSENT:
        until = clock.day_words(rules.closes_at + timedelta(days=rules.keeping.unsent_days))
        return said("填过的内容学校没有看到，留到{until}，然后删掉。", until=until)
    if state is State.UNPLACED:
        return said("资格是通过的，名额给完了。还有没有补录，打下面的电话问。")
    return ""


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


def _future(state: State, application: Application) -> tuple[Step, ...]:
    if state in ENDED:
        return ()
    at = next((n for n, (_, states) in enumerate(STAGES) if state in states), len(STAGES) - 1)
    results = cycles.rules_of(application).results_on
    notes = {2: said("{month}月{day}日一起出，不分先后", month=results.month, day=results.day)}
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

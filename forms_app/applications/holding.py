"""Who has an application in hand, by when, and what if nothing happens. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from forms_app import clock
from forms_app.applications import choices, cycles, remaining, services
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.languages.texts import said, said_list
from forms_app.models import History


def who_and_when(
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
    if state is State.ELIGIBLE and remaining.declined(history):
        return _after_a_decline(application, history)
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
    return "", "", _after_the_end(application, state, history)


def day_words(moment: datetime) -> str:
    local = moment.astimezone(clock.BEIJING)
    return said("{month}月{day}日", month=local.month, day=local.day)


def first_college(application: Application) -> str:
    """The college of the first choice, by its full name."""
    chosen = application.answers.choices
    found = choices.offer(chosen[0].programme_id) if chosen else None
    return found.college.name if found is not None else said("学校")


def _after_a_decline(application: Application, history: Sequence[History]) -> tuple[str, str, str]:
    """The colleges that are left, in the order of the 志愿, until the cycle ends."""
    left = remaining.of(application, history)
    if left.first is None:
        return "", "", said("剩下的志愿都不招了。还能怎么办，打下面的电话问。")
    names = dict.fromkeys(_college(one.programme_id) for one in left.all)
    return (
        said_list(said("{college}招生办", college=name) for name in names),
        last_day(application),
        said(
            "接着看{next}：有空名额才给，没有保证。到那天没有名额，这次就没有录取。不想等了，可以撤回报名。",
            next=left.first.word,
        ),
    )


def _college(programme_id: str) -> str:
    found = choices.offer(programme_id)
    return found.college.name if found is not None else said("学校")


def last_day(application: Application) -> str:
    """The day on which the cycle ends: what is eligible then has no seat."""
    ends = cycles.rules_of(application).ends_on
    return said("{month}月{day}日", month=ends.month, day=ends.day)


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


def _after_the_end(application: Application, state: State, history: Sequence[History]) -> str:
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
    if state is State.UNPLACED and remaining.declined(history):
        return said("资格是通过的，别的志愿没有给名额。还有没有补录，打下面的电话问。")
    if state is State.UNPLACED:
        return said("资格是通过的，名额给完了。还有没有补录，打下面的电话问。")
    return ""

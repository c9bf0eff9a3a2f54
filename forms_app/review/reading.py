"""Rows, history and steps in the words that a page shows; templates only lay them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.answers import Answers
from forms_app.applications.green_channel import HOUSEHOLD_CHECK
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.applications.states import LABELS, Event, State
from forms_app.languages.texts import said_all
from forms_app.models import History
from forms_app.review import sheet
from forms_app.review.queue import LABELS as TAGS
from forms_app.review.queue import SOON, UNDECIDED, Filter, Queue
from forms_app.review.services import ANOTHER_COLLEGE, EVENT_WORDS, field_labels, other_colleges
from forms_app.review.sheet import Eyes
from forms_app.workflow import Actor

STEP_WORDS: dict[Event, str] = said_all(
    {
        Event.RETURN: "退回补正",
        Event.CONFIRM_ELIGIBLE: "确认资格通过",
        Event.PROPOSE_REFUSAL: "建议不通过",
        Event.CONFIRM_REFUSAL: "确认不符合条件",
        Event.DROP_REFUSAL: "不同意，继续审核",
        Event.EXTEND_APPEAL: "延长申诉的日子",
        Event.OFFER: "给名额（拟录取）",
        Event.TAKE_OFFER_BACK: "收回名额",
    }
)
STEP_PAGES: dict[Event, str] = {
    Event.CONFIRM_ELIGIBLE: "review.confirm_eligible",
    Event.RETURN: "review.return_to_family",
    Event.OFFER: "allocation.offer_seat",
    Event.EXTEND_APPEAL: "review.extend_appeal",
    Event.DROP_REFUSAL: "review.drop_refusal",
    Event.CONFIRM_REFUSAL: "review.confirm_refusal",
    Event.PROPOSE_REFUSAL: "review.propose_refusal",
    Event.TAKE_OFFER_BACK: "allocation.take_offer_back",
}
"""In the order of the buttons: the way forward first, what cannot be undone last."""
DANGERS = frozenset({Event.PROPOSE_REFUSAL, Event.CONFIRM_REFUSAL, Event.TAKE_OFFER_BACK})


@dataclass(frozen=True, slots=True)
class Row:
    """One application as a line of the queue."""

    application: Application
    name: str
    choices: list[str]
    others: int
    """Choices of other colleges, which are counted and not named."""
    county: str
    waited: str
    """`3 天` while the family waits for us; a dash when it does not."""
    state: str
    is_elsewhere: bool
    due: str
    """`明天到期` and the like; empty when there is time."""
    has_changes: bool
    is_taken_back: bool
    """The family withdrew: a college may no longer read more than the number."""


@dataclass(frozen=True, slots=True)
class Step:
    word: str
    page: str
    """Endpoint of the page that asks for what the step needs."""
    is_danger: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the history."""

    at: str
    who: str
    word: str
    reason: str | None
    fields: list[str]
    note: str


def rows(session: Session, applications: list[Application], queue: Queue, eyes: Eyes) -> list[Row]:
    """Lines of the queue, in the order given."""
    versions = sheet.last_versions(session, applications)
    given_up = queue.given_up(applications)
    return [
        row(one, versions[one.id], queue, eyes, is_given_up=one.id in given_up)
        for one in applications
    ]


def row(
    application: Application,
    version: ApplicationVersion,
    queue: Queue,
    eyes: Eyes,
    *,
    is_given_up: bool,
) -> Row:
    """One line; `is_given_up` where the family declined all that the reader's college has."""
    is_elsewhere = queue.is_placed_elsewhere(application)
    ranked = [(choice.rank, choice.programme_id) for choice in application.choices]
    own, others = sheet.choice_names(ranked, eyes)
    state = State(application.state)
    is_closed = state is State.WITHDRAWN or application.consent_withdrawn_at is not None
    is_taken_back = is_closed and eyes.college_id is not None
    if is_taken_back:
        own, others = [], 0
    return Row(
        application=application,
        name="家里人已撤回，内容看不到了" if is_taken_back else _name(version.answers),
        choices=own,
        others=others,
        county="" if is_taken_back else sheet.county_name(application.home_county),
        waited=_waited(application) if state in UNDECIDED else "—",
        state=_state_word(state, is_elsewhere=is_elsewhere, is_given_up=is_given_up),
        is_elsewhere=is_elsewhere or is_given_up,
        due=_due_words(queue.due_at(application)),
        has_changes=state is State.SUBMITTED and version.number > 1,
        is_taken_back=is_taken_back,
    )


def told(session: Session, history: list[History], *, actor: Actor) -> list[Told]:
    """Oldest first, as it happened; another college is not named and its words are not shown."""
    strangers = other_colleges(session, history, actor=actor)
    return [
        Told(
            at=clock.moment_words(entry.at),
            who=ANOTHER_COLLEGE if entry.id in strangers else entry.shown_as,
            word=EVENT_WORDS[Event(entry.event)],
            reason=None if entry.id in strangers else entry.reason,
            fields=field_labels(entry.details.get("fields", [])),
            note=entry.details.get(HOUSEHOLD_CHECK, ""),
        )
        for entry in history
    ]


def taken_by(history: list[Told]) -> str:
    """Who took it last."""
    words = [entry.who for entry in history if entry.word == EVENT_WORDS[Event.TAKE]]
    return words[-1] if words else "还没有人审"


def steps(events: list[StrEnum]) -> list[Step]:
    """The buttons of the file: what is open to this reader, apart from taking it."""
    return [
        Step(STEP_WORDS[event], page, event in DANGERS)
        for event, page in STEP_PAGES.items()
        if event in events
    ]


def _name(answers: Answers) -> str:
    return answers.name or answers.name_in_pinyin or "（字打不出来）"


def _state_word(state: State, *, is_elsewhere: bool, is_given_up: bool) -> str:
    """What has just come in is 待看 here, where the family reads 已提交."""
    if is_elsewhere:
        return "别的学校已给名额"
    if is_given_up:
        return "已放弃你们的名额"
    return TAGS[Filter.WAITING] if state is State.SUBMITTED else LABELS[state]


def _waited(application: Application) -> str:
    since = application.submitted_at or clock.now()
    return f"{(clock.today() - since.astimezone(clock.BEIJING).date()).days} 天"


def _due_words(due: datetime | None) -> str:
    if due is None or due > clock.now() + SOON:
        return ""
    days = (due.astimezone(clock.BEIJING).date() - clock.today()).days
    if days < 0 or due < clock.now():
        return f"过期{max(-days, 1)}天"
    return {0: "今天到期", 1: "明天到期"}.get(days, f"{days}天后到期")

"""What is left for a child that gave a seat back: its other 志愿, then 调剂. Reads, never writes.

A programme that the family declined once is never offered to it again in this application.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased

from forms_app import clock
from forms_app.applications import cycles
from forms_app.applications.answers import Adjustment
from forms_app.applications.models import Application
from forms_app.applications.states import APPLICATION, Event, State
from forms_app.languages.texts import said
from forms_app.models import History
from forms_app.running import catalogue

PROGRAMME = "programme_id"
"""In the details of a decline: what was declined."""
CLOSED_TO = "closed_to"
"""In the details of a decline: organisations that have nothing more to give this child."""
DECLINES = (Event.DECLINE, Event.DECLINE_FOR_NEXT)

RANKS = (
    said("第一志愿"),
    said("第二志愿"),
    said("第三志愿"),
    said("第四志愿"),
    said("第五志愿"),
    said("第六志愿"),
)
ADJUSTED = said("同校其他专业")


@dataclass(frozen=True, slots=True)
class Open:
    """A programme that may still be offered; `rank` is None for one that 调剂 brings."""

    programme_id: str
    organisation_id: str
    rank: int | None

    @property
    def word(self) -> str:
        """`第二志愿`."""
        return ADJUSTED if self.rank is None else RANKS[self.rank - 1]


@dataclass(frozen=True, slots=True)
class Remaining:
    """The 志愿 in their order, and after them what 调剂 may bring."""

    chosen: tuple[Open, ...]
    adjusted: tuple[Open, ...]

    @property
    def all(self) -> tuple[Open, ...]:
        return (*self.chosen, *self.adjusted)

    @property
    def first(self) -> Open | None:
        return next(iter(self.all), None)

    @property
    def organisations(self) -> frozenset[str]:
        """Of the colleges that can still give a seat."""
        return frozenset(one.organisation_id for one in self.all)


NOTHING = Remaining((), ())


def declined(history: Sequence[History]) -> frozenset[str]:
    """Programmes that the family said no to."""
    return frozenset(str(entry.details[PROGRAMME]) for entry in history if _is_decline(entry))


def of(
    application: Application, history: Sequence[History], *, besides: str | None = None
) -> Remaining:
    """What may still be offered; `besides` is a programme that is about to be declined."""
    gone = declined(history) | ({besides} if besides is not None else frozenset())
    chosen = tuple(
        Open(choice.programme_id, choice.organisation_id, choice.rank)
        for choice in application.choices
        if choice.programme_id not in gone and _takes_part(application, choice.programme_id)
    )
    return Remaining(chosen, tuple(_adjusted(application, gone)))


def after_declining(
    application: Application, history: Sequence[History], programme_id: str
) -> Remaining:
    """What a family can go on to when it declines this one: nothing once the cycle has ended."""
    if clock.today() > cycles.rules_of(application).ends_on:
        return NOTHING
    return of(application, history, besides=programme_id)


def has_nothing_for(organisation_id: str | None) -> ColumnElement[bool]:
    """The condition on `Application`: eligible, and the family has declined all of this college.

    Until it is found eligible anew: other 志愿 may have been sent by then.
    """
    anew = aliased(History)
    told = History.details[(CLOSED_TO, organisation_id or "")].as_boolean()
    closed = exists().where(
        History.subject_kind == APPLICATION.kind,
        History.subject_id == Application.id,
        History.event == Event.DECLINE_FOR_NEXT,
        told.is_(True),
        ~exists().where(
            anew.subject_kind == APPLICATION.kind,
            anew.subject_id == Application.id,
            anew.event == Event.CONFIRM_ELIGIBLE,
            anew.number > History.number,
        ),
    )
    return (Application.state == State.ELIGIBLE) & closed


def _is_decline(entry: History) -> bool:
    return entry.event in DECLINES and PROGRAMME in entry.details


def _takes_part(application: Application, programme_id: str) -> bool:
    programme = catalogue().programmes.get(programme_id)
    return programme is not None and programme.campaign == application.cycle


def _adjusted(application: Application, gone: frozenset[str]) -> Iterator[Open]:
    """Other programmes of the chosen colleges, where the family agreed to them.

    From the same entry point as the 志愿. Physical limits that nobody asked about block nothing:
    the offer names them. Those of other colleges are left out: a college that the family did not
    name has no consent to read the file.
    """
    if application.answers.adjustment is not Adjustment.SAME_COLLEGE:
        return
    programmes = catalogue().programmes
    chosen = {
        choice.programme_id: choice.organisation_id
        for choice in application.choices
        if choice.programme_id in programmes
    }
    entries = {programmes[one].entry for one in chosen}
    colleges = {catalogue().college_of(one).id: (one, owner) for one, owner in chosen.items()}
    for one, owner in colleges.values():
        for programme in catalogue().college_of(one).programmes:
            if (
                programme.id not in {*chosen, *gone}
                and programme.campaign == application.cycle
                and programme.is_sample is application.is_trial
                and programme.entry in entries
            ):
                yield Open(programme.id, owner, None)

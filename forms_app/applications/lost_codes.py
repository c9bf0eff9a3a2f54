"""A lost 取件码 is given out anew by an office that sees the 户口簿, to the child that it names.

The office types what the booklet says and learns nothing but the new code. Whatever is wrong, and
also where there is no application or it is not this office's, the answer is the same (N6). Wrong
tries are counted for each account. Flushes, never commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Organisation
from forms_app.applications import child_index, opening
from forms_app.applications.answers import Answers
from forms_app.applications.drafts import was_sent
from forms_app.applications.looks import CODE
from forms_app.applications.models import Application
from forms_app.applications.states import NOT_LIVE, UNFINISHED, Party, State
from forms_app.errors import Conflict
from forms_app.languages.texts import said
from forms_app.privacy import add_view
from forms_app.running import catalogue
from forms_app.workflow import Actor, Role
from generator.divisions.places import prefix_of

TITLE = said("重开取件码")
ROLES = (Role.COLLEGE_OFFICER, Role.COUNTY_DESK, Role.SCHOOL, Role.VILLAGE)
MOST_WRONG = 10
"""Of one account within `WINDOW`; a desk that types with care never gets there."""
WINDOW = timedelta(hours=24)
"""Begins with the first wrong try."""
MOST_LOOKED_AT = 100
"""Of one child's applications, those that were sent first: anybody may begin drafts."""


@dataclass(frozen=True, slots=True)
class Child:
    """What was typed from the 户口簿; the guardian stands in for a number that there is not yet."""

    name: str
    birth_date: date
    number: str | None
    guardian_name: str | None

    @property
    def index(self) -> str:
        if self.number is not None:
            return child_index.of_number(self.number)
        return child_index.without_number(
            name=self.name, birth_date=self.birth_date, guardian_name=self.guardian_name or ""
        )

    def is_in(self, answers: Answers) -> bool:
        """Whether these answers are about this child, in every one of the three."""
        names = {child_index.letters(name) for name in child_index.names_of(answers)}
        is_named = child_index.letters(self.name) in names
        return is_named and answers.birth_date == self.birth_date


class NotThisOne(Conflict):
    """Nothing that this office may give out belongs to what was typed; the try counts."""


class TooManyWrong(Conflict):
    """This account has tried wrongly too often today."""


class JustGiven(Conflict):
    """A new code was given out after the page was drawn: it must not die of a second press."""


def give_anew(session: Session, child: Child, *, actor: Actor, drawn_at: datetime) -> Application:
    """Kill the old code of this child's application and write down who did it.

    `drawn_at` is when the page was drawn. Raises NotThisOne, TooManyWrong or JustGiven; the caller
    commits in each case, because a wrong try counts.
    """
    tries = opening.tries(session, f"lost code {actor.account_id}", window=WINDOW)
    if tries.wrong >= MOST_WRONG:
        raise TooManyWrong(
            said(
                "一天里试错了{most}次，这个账号要等24小时再办。急用，请户籍所在县的帮办点看户口簿重开。",
                most=MOST_WRONG,
            )
        )
    application = _meant(session, child, actor)
    if application is None:
        if not tries.wrong:
            tries.since = clock.now()
        tries.wrong += 1
        session.flush()
        raise NotThisOne(_what_to_check(MOST_WRONG - tries.wrong))
    if application.code_given_at is not None and application.code_given_at >= drawn_at:
        raise JustGiven(
            said(
                "这份的取件码刚由{office}重开过，这一次没有再开。新码没有抄到，就再按一次。",
                office=application.code_given_by or "",
            )
        )
    opening.reissue_code(session, application, actor=actor)
    add_view(session, subject_kind=CODE, subject_id=application.id, actor=actor, what=TITLE)
    return application


def _what_to_check(left: int) -> str:
    return said(
        "没有找到对得上、又归你们重开的报名，什么都没有改。照户口簿再看一遍姓名、出生日期、身份证号（或监护人姓名），一处都不能差。还是不行，请户籍所在县的帮办点办。今天还可以试{left}次。",
        left=left,
    )


def _meant(session: Session, child: Child, actor: Actor) -> Application | None:
    """The one application that is meant, its row locked; None where there is none."""
    found = session.scalars(
        select(Application)
        .where(Application.child_index == child.index, Application.erased_at.is_(None))
        .order_by(Application.number.is_(None), Application.created_at.desc(), Application.id)
        .limit(MOST_LOOKED_AT)
    )
    fitting = [one for one in found if child.is_in(one.answers) and may_give(session, one, actor)]
    if not fitting:
        return None
    cycle = max(fitting, key=lambda one: (one.created_at, one.id)).cycle
    meant = max((one for one in fitting if one.cycle == cycle), key=_rank)
    session.refresh(meant, with_for_update=True)
    still_fits = meant.child_index == child.index and child.is_in(meant.answers)
    return meant if still_fits and may_give(session, meant, actor) else None


def _rank(application: Application) -> tuple[int, datetime, str]:
    """What an office has got, as long as it counts; then the newest draft; then what has ended."""
    is_draft = application.state in UNFINISHED
    counts = was_sent(application) and application.state not in NOT_LIVE
    return (2 if counts else 1 if is_draft else 0, application.created_at, application.id)


def may_give(session: Session, application: Application, actor: Actor) -> bool:
    """A college of the first choice, in a draft of any; an office where the child's home is.

    A draft that names no county yet keeps no office out: nobody else could help this family.
    """
    if actor.role is Role.COLLEGE_OFFICER:
        return _is_of_college(session, application, actor)
    if actor.role not in ROLES or not actor.division:
        return False
    county = application.home_county or application.answers.home_county
    if county is None:
        return not was_sent(application)
    return county.startswith(prefix_of(actor.division))


def _is_of_college(session: Session, application: Application, actor: Actor) -> bool:
    if was_sent(application):
        is_open = application.state != State.WITHDRAWN
        return is_open and Party.FIRST_COLLEGE in application.standing_of(actor)
    own = session.get_one(Organisation, actor.organisation_id).college_id
    chosen = [choice.programme_id for choice in application.answers.choices]
    known = catalogue().programmes
    return own in {catalogue().college_of(one).id for one in chosen if one in known}

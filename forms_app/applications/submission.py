"""Sending an application, and sending it again after a correction: once, whatever was pressed.

The same draft sent twice is one application and one answer; a second live application of the same
child is refused by the index of the database, not by the query before it (N2).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Organisation
from forms_app.applications import child_index, cycles
from forms_app.applications.answers import Answers, FilledInBy
from forms_app.applications.completeness import Missing, missing
from forms_app.applications.drafts import ChangedElsewhere, open_tasks
from forms_app.applications.helping.models import Sitting
from forms_app.applications.models import (
    Application,
    ApplicationChoice,
    ApplicationCounter,
    ApplicationVersion,
)
from forms_app.applications.states import NOT_LIVE, UNFINISHED, Event, State
from forms_app.errors import Conflict
from forms_app.languages.texts import said
from forms_app.running import catalogue
from forms_app.workflow import Actor, advance
from generator.schema.campaign import Admission

NOT_NOW = said("现在不是报名时间，这张表还没有送出去。")


def typing_over(rules: Admission) -> str:
    """What a desk reads that types a paper in too late: that nothing is lost, and whom to ask."""
    last = cycles.typed_until(rules)
    return said(
        "纸质表只能录到{month}月{day}日，已经过了。纸收好，不要退，也不要扔。打电话问主管部门：这一天由他们定，推后了就能录，先后不受影响。",
        month=last.month,
        day=last.day,
    )


class NotComplete(Conflict):
    """Something is still to be filled in; `missing` says what."""

    def __init__(self, lacking: list[Missing]) -> None:
        super().__init__(said("还有几处没有填完，填好才能提交。"))
        self.missing = lacking


class OutOfSeason(Conflict):
    """The cycle takes no applications at this moment, by the server's clock."""


class AuthorityMissing(Conflict):
    """A helper sends nothing before he has said how the guardian allowed it."""

    def __init__(self) -> None:
        super().__init__(
            said("先写上监护人怎么让你填的，再提交。按页面上面的“写上监护人怎么让填的”。")
        )


class AlreadyApplied(Conflict):
    """This child has a live application; `on` and `by` are all that a stranger may know."""

    def __init__(self, other: Application) -> None:
        self.on: date = (other.submitted_at or other.created_at).astimezone(clock.BEIJING).date()
        self.by: FilledInBy = other.answers.filled_in_by or FilledInBy.GUARDIAN
        super().__init__(
            said(
                "这个身份证号今年已经报过名（{month}月{day}日，由{by}填写）。",
                month=self.on.month,
                day=self.on.day,
                by=self.by,
            )
        )


def submit(
    session: Session, application: Application, *, actor: Actor, version: int
) -> Application:
    """Send a draft, or a returned application again; `version` is what the family looked at.

    A second press finds it sent and answers the same. Raises ChangedElsewhere, NotComplete,
    OutOfSeason, AlreadyApplied or AuthorityMissing; then nothing is sent.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    if application.state not in UNFINISHED | {State.RETURNED}:
        return application
    if version != application.answers_version:
        raise ChangedElsewhere(said("这张表刚在别处改过。请把下面的内容再看一遍，再提交。"))
    answers = application.answers
    rules = cycles.rules_of(application)
    lacking = lacking_of(application)
    if lacking:
        raise NotComplete(lacking)
    is_first = application.state != State.RETURNED
    if is_first and not cycles.is_in_time(rules, received_on=application.received_on):
        is_paper = application.received_on is not None
        raise OutOfSeason(typing_over(rules) if is_paper else NOT_NOW)
    identity = _identity_index(answers)
    if actor.sitting_id is not None and not session.get_one(Sitting, actor.sitting_id).authority:
        raise AuthorityMissing
    # The index is asked by writing; only when it refuses, somebody is told who was first.
    try:
        with session.begin_nested():
            _send(session, application, answers, identity=identity, actor=actor)
    except IntegrityError:
        _refuse_second(session, application, identity)
        raise
    return application


def lacking_of(application: Application) -> list[Missing]:
    """What keeps this application from being sent, on the pages that the family may change now.

    A text or a programme that changed after a submission is no reason to keep back a correction
    that was asked for somewhere else.
    """
    pages = open_tasks(application)
    lacking = missing(application.answers, cycles.rules_of(application))
    if application.state == State.CONSENT_WAIT and all(one.field != "consents" for one in lacking):
        lacking = [Missing("consents", said("等监护人回答")), *lacking]
    return [one for one in lacking if one.task in pages]


def _send(
    session: Session,
    application: Application,
    answers: Answers,
    *,
    identity: str | None,
    actor: Actor,
) -> None:
    is_first = application.state == State.DRAFT
    write_choices(session, application, answers)
    freeze(session, application, answers)
    # The row changes last, after every query: each would write it first. The counter comes before
    # it, and late: from here to the commit nobody else gets a number.
    if is_first:
        application.number = _next_number(session, cycles.cycle(application.cycle).year)
        application.submitted_at = clock.now()
    application.identity_index = identity
    application.home_county = answers.home_county
    application.returned_fields = []
    application.answer_due = None
    event = Event.SUBMIT if is_first else Event.RESUBMIT
    # The flush inside sets the state, so the index of live children is asked here.
    advance(session, application, event, actor=actor)
    session.flush()


def _identity_index(answers: Answers) -> str | None:
    if answers.identity_number is None:
        return None
    return child_index.of_number(answers.identity_number)


def _refuse_second(session: Session, application: Application, identity: str | None) -> None:
    if identity is None:
        return
    other = session.scalar(
        select(Application)
        .where(
            Application.cycle == application.cycle,
            Application.identity_index == identity,
            Application.id != application.id,
            Application.state.not_in(NOT_LIVE),
        )
        .order_by(Application.submitted_at, Application.id)
        .limit(1)
    )
    if other is not None:
        raise AlreadyApplied(other)


def _next_number(session: Session, year: int) -> str:
    """`27-000123`: the counter's row is locked to the end, so no number comes twice."""
    last = _count_up(session, year)
    if last is None:
        try:
            with session.begin_nested():
                session.add(ApplicationCounter(year=year, last=0))
        except IntegrityError:
            pass  # Another first application of the year made the row.
        last = _count_up(session, year)
    return f"{year % 100:02d}-{last:06d}"


def _count_up(session: Session, year: int) -> int | None:
    return session.scalar(
        update(ApplicationCounter)
        .where(ApplicationCounter.year == year)
        .values(last=ApplicationCounter.last + 1)
        .returning(ApplicationCounter.last)
        .execution_options(synchronize_session=False)
    )


def write_choices(session: Session, application: Application, answers: Answers) -> None:
    """The choices in the clear, by which colleges find their queue; unchanged rows are kept."""
    wanted = [choice.programme_id for choice in answers.choices]
    if [choice.programme_id for choice in application.choices] == wanted:
        return
    if application.choices:
        application.choices.clear()
        session.flush()  # The old ranks must be free before the new rows take them.
    application.choices.extend(
        ApplicationChoice(
            rank=rank,
            programme_id=programme_id,
            organisation_id=_organisation(session, programme_id),
        )
        for rank, programme_id in enumerate(wanted, start=1)
    )


def _organisation(session: Session, programme_id: str) -> str:
    college = catalogue().college_of(programme_id)
    return session.scalars(
        select(Organisation.id).where(Organisation.college_id == college.id)
    ).one()


def freeze(session: Session, application: Application, answers: Answers) -> None:
    """Keep the answers as they are sent now, under the next number."""
    was_sent = application.submitted_at is not None
    version = ApplicationVersion(
        application_id=application.id,
        number=1 + (_last_version(session, application) if was_sent else 0),
        sent_by=str(answers.filled_in_by or FilledInBy.GUARDIAN),
        at=clock.now(),
    )
    version.answers_text = answers.model_dump_json(exclude_defaults=True)
    session.add(version)


def _last_version(session: Session, application: Application) -> int:
    last = func.max(ApplicationVersion.number)
    found = session.scalar(select(last).where(ApplicationVersion.application_id == application.id))
    return found or 0

"""The good rows of a class, loaded one by one after the page has answered: see `outbox`.

Each row is a job and a commit of its own, so that a process that dies in the middle loses none and
repeats none. Until then a row lies sealed; with its draft it is gone from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import outbox
from forms_app.accounts.models import Organisation
from forms_app.applications import drafts
from forms_app.applications.answers import Answers
from forms_app.applications.helping import edits, sittings
from forms_app.applications.helping.models import Authority
from forms_app.errors import NotFound
from forms_app.intake.checking import Checked
from forms_app.intake.classes import child_key
from forms_app.intake.models import ClassEntry, ClassLoad, ClassRow
from forms_app.outbox import Job
from forms_app.running import catalogue
from forms_app.sealing import keyring
from forms_app.workflow import Actor
from generator.schema.campaign import Campaign

JOB = "intake.class_row"


def begin(
    session: Session,
    *,
    campaign: Campaign,
    good: Sequence[Checked],
    authority: Authority,
    actor: Actor,
) -> ClassLoad:
    """Keep the good rows of this press, sealed, with a job for each. Flushes."""
    if actor.organisation_id is None or actor.account_id is None:
        raise NotFound("only a desk loads a class")
    load = ClassLoad(
        cycle=campaign.id,
        organisation_id=actor.organisation_id,
        account_id=actor.account_id,
        shown_as=actor.shown_as,
        good_rows=len(good),
        authority=authority,
    )
    session.add(load)
    session.flush()
    for one in good:
        row = ClassRow(load_id=load.id, row_number=one.row.number)
        row.answers_text = drafts.merged(Answers(), one.values).model_dump_json(
            exclude_defaults=True
        )
        session.add(row)
        session.flush()
        outbox.ask(session, JOB, business_key=row.id, payload={"row_id": row.id})
    return load


@outbox.does(JOB)
def load_row(session: Session, payload: Mapping[str, Any]) -> None:
    """One row: draft, entry and the helper's trace together; a second time finds it gone."""
    row = session.get(ClassRow, payload["row_id"], with_for_update=True)
    if row is None:
        return
    load = session.get_one(ClassLoad, row.load_id)
    answers = Answers.model_validate_json(row.answers_text or "{}")
    campaign = catalogue().campaigns[load.cycle]
    application = drafts.start(
        session,
        client_key=child_key(dict(answers), campaign),
        programme=catalogue().programmes[answers.choices[0].programme_id],
        values=dict(answers),
    )
    session.delete(row)
    session.flush()
    try:
        with session.begin_nested():
            session.add(
                ClassEntry(
                    load_id=load.id,
                    organisation_id=load.organisation_id,
                    row_number=row.row_number,
                    application_id=application.id,
                )
            )
    except IntegrityError:
        return  # Another load was a moment faster; its desk is this child's helper.
    _trace(session, load, answers, application.id)
    edits.record_first(session, application)
    sittings.work_in(session, None)


def _trace(session: Session, load: ClassLoad, answers: Answers, application_id: str) -> None:
    """One sitting holds the whole sheet: the same visit for each child of the load."""
    sittings.begin(
        session,
        application_id,
        visit_index=keyring().index(load.id, purpose="class load"),
        kind=str(answers.filled_in_by),
        name=answers.helper_name,
        phone=answers.helper_phone,
        institution=session.get_one(Organisation, load.organisation_id).name,
        authority=Authority(load.authority) if load.authority else None,
        account_id=load.account_id,
    )


def count_waiting(session: Session, load: ClassLoad) -> int:
    """Rows that are still on their way."""
    found = select(func.count()).where(ClassRow.load_id == load.id, ~_is_left())
    return session.scalar(found) or 0


def left(session: Session, load: ClassLoad) -> list[int]:
    """Rows of the sheet that could not be loaded however often it was tried."""
    found = select(ClassRow.row_number).where(ClassRow.load_id == load.id, _is_left())
    return list(session.scalars(found.order_by(ClassRow.row_number)))


def _is_left() -> Any:
    return exists().where(
        Job.kind == JOB, Job.business_key == ClassRow.id, Job.parked_because.is_not(None)
    )

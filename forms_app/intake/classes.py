"""A class: its rows checked against each other and against what is there; what became of a load.

Each child has one key, made of the identity number, so that a row that was loaded is found again
by the same file, a corrected one, another desk's, or two presses at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications import drafts
from forms_app.applications.models import Application
from forms_app.applications.states import NOT_LIVE, UNFINISHED, State
from forms_app.applications.submission import AlreadyApplied
from forms_app.errors import NotFound
from forms_app.intake.checking import Checked, Helper, check
from forms_app.intake.models import ClassEntry, ClassLoad
from forms_app.intake.workbook_reading import Row
from forms_app.sealing import keyring
from forms_app.workflow import Actor
from generator.schema.campaign import Campaign

WITHDRAWN = "家里把这份报名撤回了。要再报，请家里自己在网上报，或填纸质表。"
ELSEWHERE = "别的单位已经给这名学生填过，还没有提交。请问家里要取件码，不要再填一份。"


def check_class(
    session: Session, rows: Iterable[Row], *, campaign: Campaign, helper: Helper, actor: Actor
) -> list[Checked]:
    """Every row with its problems, in the order of the sheet. Writes nothing."""
    checked = [check(row, campaign, helper) for row in rows]
    first_rows: dict[str, int] = {}
    for one in checked:
        if not one.values.get("birth_date"):
            continue
        key = child_key(one.values, campaign)
        if key in first_rows:
            one.say("name", f"和第{first_rows[key]}行是同一名学生。留一行，删掉另一行。")
            continue
        first_rows[key] = one.row.number
        if not one.problems:
            _compare(session, one, key=key, campaign=campaign, actor=actor)
    return checked


def child_key(values: dict[str, Any], campaign: Campaign) -> str:
    """The same for the same child in the same cycle, telling nothing of it (N2)."""
    number = values.get("identity_number")
    parts = (
        [number]
        if number
        else [
            values.get("name") or values.get("name_in_pinyin") or "",
            values["birth_date"].isoformat(),
            values.get("home_county") or "",
            values.get("guardian_name") or "",
        ]
    )
    return keyring().index("\x1f".join([campaign.id, *parts]), purpose="child of a class")


def _compare(session: Session, one: Checked, *, key: str, campaign: Campaign, actor: Actor) -> None:
    begun = drafts.with_client_key(session, key)
    if begun is not None:
        if not _is_ours(session, begun, actor):
            one.say("name", ELSEWHERE)
        elif begun.state == State.WITHDRAWN:
            one.say("name", WITHDRAWN)
        else:
            one.is_there = True
        return
    number = one.values.get("identity_number")
    if number is None:
        return
    live = session.scalar(
        select(Application)
        .where(
            Application.cycle == campaign.id,
            Application.identity_index == keyring().index(number, purpose="identity"),
            Application.state.not_in(NOT_LIVE),
        )
        .order_by(Application.submitted_at, Application.id)
        .limit(1)
    )
    if live is not None:
        one.say("identity_number", AlreadyApplied(live).message + "不用再填，用家里的取件码打开。")


def _is_ours(session: Session, begun: Application, actor: Actor) -> bool:
    owner = session.scalar(
        select(ClassEntry.organisation_id).where(ClassEntry.application_id == begun.id)
    )
    return owner == actor.organisation_id


def loads_of(session: Session, actor: Actor, *, most: int = 30) -> list[ClassLoad]:
    """This desk's loads, the newest first."""
    return list(
        session.scalars(
            select(ClassLoad)
            .where(ClassLoad.organisation_id == actor.organisation_id)
            .order_by(ClassLoad.created_at.desc(), ClassLoad.id)
            .limit(most)
        )
    )


def get_load(session: Session, load_id: str, *, actor: Actor) -> ClassLoad:
    """A load of the actor's own desk; NotFound otherwise."""
    found = session.get(ClassLoad, load_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NotFound("no such load of this desk")
    return found


def entries(session: Session, load: ClassLoad) -> list[tuple[ClassEntry, Application]]:
    """The children of one load, in the order of the sheet."""
    found = session.execute(
        select(ClassEntry, Application)
        .join(Application, Application.id == ClassEntry.application_id)
        .where(ClassEntry.load_id == load.id)
        .order_by(ClassEntry.row_number)
    )
    return [(entry, application) for entry, application in found]


def with_slip(found: Sequence[tuple[ClassEntry, Application]]) -> list[Application]:
    """Whose slip may still be printed: not sent yet, and the first 取件码 still holds.

    After that the application is the family's, and a desk gives out a code only before the 户口簿.
    """
    return [
        application
        for _, application in found
        if application.state in UNFINISHED and application.code_generation == 1
    ]

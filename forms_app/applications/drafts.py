"""A draft is begun once and saved page by page; nobody's work is overwritten unseen.

Each page carries a mark of what it was drawn from. When the page's answers changed meanwhile (two
tabs, two phones), nothing is written before the family has seen both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import access_code, child_index, consents, cycles
from forms_app.applications.answers import Answers, Choice
from forms_app.applications.consenting import ledger
from forms_app.applications.fields import TASKS, Task, tasks_with
from forms_app.applications.helping import edits
from forms_app.applications.helping.models import Sitting
from forms_app.applications.models import Application
from forms_app.applications.states import NEVER_SENT, UNFINISHED, Event, State
from forms_app.errors import Conflict
from forms_app.languages.texts import said
from forms_app.sealing import keyring
from forms_app.workflow import Actor, advance, begin
from generator.schema.college import Programme

FAMILY = said("家里人")
GUARDIAN = said("监护人")
HELPER = said("帮忙的")
"""Stands before the kind of a helper: 帮忙的老师."""


class ChangedElsewhere(Conflict):
    """This page was saved with other answers since it was drawn; nothing has been written."""


class ConsentMissing(Conflict):
    """Under 14, and the guardian has not agreed to the present texts; nothing has been written."""


def was_sent(application: Application) -> bool:
    """Whether an office has got it; a row that is being made has no state yet."""
    return bool(application.state) and application.state not in NEVER_SENT


def as_family(application_id: str, sitting: Sitting | None = None) -> Actor:
    """The family of one application, or its helper in this visit, as everybody else reads it."""
    if sitting is None:
        return Actor(shown_as=FAMILY, application_id=application_id)
    # Without the name: a history is stored in the clear.
    shown_as = f"{HELPER}{sitting.kind}"
    return Actor(shown_as=shown_as, application_id=application_id, sitting_id=sitting.id)


def as_guardian(application_id: str, *, way: str = said("用同意码")) -> Actor:
    """The guardian who answers apart from the family's own pages, as everybody else reads it."""
    return Actor(shown_as=f"{GUARDIAN}（{way}）", guardian_of=application_id)


def start(
    session: Session,
    *,
    client_key: str,
    programme: Programme,
    values: Mapping[str, Any],
    born: date | None = None,
) -> Application:
    """Begin a draft with its first page, or answer the one that this key has begun already.

    `born` opens a draft that may not keep a birth date yet: only its blind index is stored.
    """
    begun = with_client_key(session, client_key)
    if begun is not None:
        return begun
    try:
        with session.begin_nested():
            return _create(
                session, client_key=client_key, programme=programme, values=values, born=born
            )
    except IntegrityError:
        # The other press of the same button was a moment faster.
        begun = with_client_key(session, client_key)
        if begun is None:
            raise
        return begun


def with_client_key(session: Session, client_key: str) -> Application | None:
    return session.scalar(select(Application).where(Application.client_key == client_key))


def _create(
    session: Session,
    *,
    client_key: str,
    programme: Programme,
    values: Mapping[str, Any],
    born: date | None,
) -> Application:
    application = Application(
        cycle=programme.campaign,
        is_trial=programme.is_sample,
        client_key=client_key,
        code_index="",
        code_generation=0,
        answers_version=0,
    )
    give_code(application)
    write(application, Answers(choices=(Choice(programme_id=programme.id),)), values)
    if born is not None:
        application.birth_index = birth_index(application.id, born.isoformat())
    begin(session, application, Event.START, actor=as_family(application.id))
    return application


def give_code(application: Application) -> None:
    """A fresh 取件码; the old one, and whoever came in with it, is out."""
    application.code = code = access_code.new()
    application.code_index = code_index(code)
    application.code_generation += 1


def code_index(code: str) -> str:
    """The blind index of a code in its stored form."""
    return keyring().index(code, purpose="code")


def birth_index(application_id: str, birth_date: str) -> str:
    """The blind index of the second fact, bound to the row; `birth_date` in ISO form."""
    return keyring().index(f"{application_id}:{birth_date}", purpose="birth date")


def open_tasks(application: Application) -> tuple[Task, ...]:
    """The pages that the family may change now: all of a draft, the named ones when returned."""
    if application.state in UNFINISHED:
        return TASKS
    if application.state == State.RETURNED:
        return (*tasks_with(application.returned_fields), TASKS[-1])
    return ()


def mark_of(application: Application, task: Task) -> str:
    """What a page was drawn from: equal for this row's equal answers, telling nothing of them."""
    names = {field.name for field in task.fields}
    kept = application.answers.model_dump(mode="json", include=names)
    drawn = json.dumps([application.id, kept], sort_keys=True)
    return keyring().index(drawn, purpose=f"page {task.name}")


def save(
    session: Session,
    application: Application,
    *,
    task: Task,
    values: Mapping[str, Any],
    drawn_from: str,
) -> bool:
    """Keep one page; answers whether anything changed.

    Raises ChangedElsewhere when the page was saved with other answers since `drawn_from`, and
    Conflict when this page is closed now.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    if task not in open_tasks(application):
        raise Conflict(said("这一页已经送出去了，现在不能改。"))
    before = application.answers
    after = merged(before, values)
    if after == before:
        return False
    if mark_of(application, task) != drawn_from:
        raise ChangedElsewhere(said("这一页刚在别处改过。两边都在下面，看清楚再存。"))
    write(application, before, values)
    session.flush()
    if application.state == State.CONSENT_WAIT:
        # The guardian is here by now, and ticked the boxes on the page itself.
        end_waiting(session, application, actor=as_family(application.id))
    return True


def end_waiting(session: Session, application: Application, *, actor: Actor) -> None:
    """Nobody waits any longer for a guardian who has agreed to everything that is needed."""
    if application.state != State.CONSENT_WAIT:
        return
    if consents.are_given(cycles.rules_of(application), application.answers):
        advance(session, application, Event.GIVE_CONSENT, actor=actor)


def merged(answers: Answers, values: Mapping[str, Any]) -> Answers:
    """`answers` with `values` in place of its own; unknown names are a programming error."""
    unknown = set(values) - set(Answers.model_fields)
    if unknown:
        raise TypeError(f"Answers has no {', '.join(sorted(unknown))}")
    return Answers.model_validate({**dict(answers), **values})


def write(application: Application, before: Answers, values: Mapping[str, Any]) -> None:
    """Keep `before` with `values` in place of its own, sealed, and the index of the birth date.

    The only way in for answers, so it raises ConsentMissing for a child under 14 whose guardian has
    not agreed to the present texts.
    """
    answers = merged(before, values)
    rules = cycles.rules_of(application)
    if not consents.may_be_stored(rules, answers, was_sent=was_sent(application)):
        raise ConsentMissing(
            said(
                "学生不满{stored_after_consent_under}岁，要监护人先在第1件里同意前三项，才能存这一页。同意的文字有新的，就再看一遍、再勾一次。",
                stored_after_consent_under=consents.ages(rules).stored_after_consent_under,
            )
        )
    keep(application, answers)


def keep(application: Application, answers: Answers) -> None:
    """Keep these answers without asking for a consent: for `write`, and for consents themselves.

    Whatever a helper's visit changes is recorded here, a consent by telephone too. What an office
    has got is closed to the colleges while a required consent is taken back.
    """
    before = application.answers
    edits.record(application, before, answers)
    edits.overtake(application, before, answers)
    ledger.record(application, before, answers)
    if was_sent(application) and before.consents != answers.consents:
        is_whole = consents.were_given(cycles.rules_of(application), answers)
        application.consent_withdrawn_at = None if is_whole else clock.now()
    application.answers_text = answers.model_dump_json(exclude_defaults=True)
    application.answers_version += 1
    application.saved_at = clock.now()
    application.child_index = child_index.of(answers)
    born = answers.birth_date
    if born is not None:
        application.birth_index = birth_index(application.id, born.isoformat())

"""What disappears with an application and what is left: each table that points to it, by name.

Rows with answers go, personal columns are emptied, and one row of figures stays that leads back to
nobody. The history stays without its words, and who looked, until the time of the logs is over.
A new table that points to an application fails the tests until it stands in `TABLES`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.allocation.models import Offer
from forms_app.applications import cycles, messages, opening
from forms_app.applications.answers import Answers
from forms_app.applications.consenting import ledger
from forms_app.applications.consenting.models import (
    ConsentEntry,
    GuardianLink,
    HelperAnswer,
    WitnessedCall,
)
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.identity_number import age_on
from forms_app.applications.messages import Message
from forms_app.applications.models import (
    Application,
    ApplicationChoice,
    ApplicationVersion,
    OpeningTries,
)
from forms_app.documents import storage
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.consent_sheets.states import CONSENT_SHEET
from forms_app.documents.models import Document
from forms_app.errors import NotFound
from forms_app.intake.models import ClassEntry, PenForm
from forms_app.models import Base, History
from forms_app.rights.models import CopyRequest, ErasureRequest, Remainder
from forms_app.rights.states import ERASURE

BANDS = (14, 18, 25)
"""Where the bands of ages begin, of figures only: fixed, so that years can be compared."""
UNKNOWN = "不清楚"

Erase = Callable[[Session, Application], None]


def erase(session: Session, application: Application) -> list[Path]:
    """Erase for good; answers the files for `delete_files`, once this is committed.

    A second time finds nothing and answers nothing. The caller has seen to it that nobody has the
    application in hand any more. Never commits.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    if application.erased_at is not None:
        return []
    session.add(remainder_of(application))
    own = Document.application_id == application.id
    names = session.scalars(select(Document.file_name).where(own).order_by(Document.id))
    files = [storage.path_of(name) for name in names]
    files += messages.files_of(session, application)
    application.kept_consents = {"consents": _consents_of(session, application)}
    for take in TABLES.values():
        if take is not None:
            take(session, application)
    _empty_history(session, application)
    _empty(session, application)
    session.flush()
    return files


def delete_files(files: Iterable[Path]) -> None:
    """After the commit: a file without its row is harmless, a row without its file is not."""
    for file in files:
        file.unlink(missing_ok=True)


def remainder_of(application: Application) -> Remainder:
    """Age band, county, first choice and outcome, as the design of retention says."""
    answers = application.answers
    return Remainder(
        cycle=application.cycle,
        is_trial=application.is_trial,
        age_band=age_band(answers.birth_date, _counted_on(application)),
        home_county=application.home_county or answers.home_county,
        programme_id=_first_choice(application, answers),
        outcome=application.state,
    )


def age_band(born: date | None, day: date) -> str:
    """Wide enough to hide a child in it; `day` is where the cycle counts ages."""
    if born is None:
        return UNKNOWN
    age, (first, second, third) = age_on(day, born=born), BANDS
    if age < first:
        return f"不满{first}岁"
    if age < second:
        return f"{first}—{second - 1}岁"
    return f"{second}—{third - 1}岁" if age < third else f"{third}岁以上"


def _counted_on(application: Application) -> date:
    try:
        return cycles.rules_of(application).age_counted_on
    except NotFound:  # An editor took the cycle out of the content.
        return clock.today()


def _first_choice(application: Application, answers: Answers) -> str | None:
    if application.choices:
        return application.choices[0].programme_id
    return answers.choices[0].programme_id if answers.choices else None


def _rows_of(table: type[Base]) -> Erase:
    """Delete every row of the table that points to the application."""
    column = table.__table__.c.application_id

    def take(session: Session, application: Application) -> None:
        session.execute(delete(table).where(column == application.id))

    return take


def _sheets(session: Session, application: Application) -> None:
    """A sheet says nothing of a child but where it lives, and no office finds it any more."""
    session.execute(
        update(ConsentSheet)
        .where(ConsentSheet.application_id == application.id)
        .values(home_county=None, organisation_id=None),
        execution_options={"synchronize_session": "fetch"},
    )


def _choices(session: Session, application: Application) -> None:
    application.choices.clear()
    session.flush()


TABLES: dict[type[Base], Erase | None] = {
    ApplicationVersion: _rows_of(ApplicationVersion),
    ConsentEntry: _rows_of(ConsentEntry),
    GuardianLink: _rows_of(GuardianLink),
    HelperAnswer: _rows_of(HelperAnswer),
    WitnessedCall: _rows_of(WitnessedCall),
    ApplicationChoice: _choices,
    Document: _rows_of(Document),
    ConsentSheet: _sheets,
    Message: _rows_of(Message),
    HelperEdit: _rows_of(HelperEdit),
    Sitting: _rows_of(Sitting),
    # Which seat was held and given back, and that a copy or an erasure was asked for: no child.
    # Which serial and which row of a sheet an application was: no child either.
    PenForm: None,
    ClassEntry: None,
    Offer: None,
    CopyRequest: None,
    ErasureRequest: None,
}
"""Table -> how its rows of one application are erased; None where they say nothing of a child."""


def _empty_history(session: Session, application: Application) -> None:
    """What happened and when stays; what somebody wrote, which may name the child, goes."""
    requests = select(ErasureRequest.id).where(ErasureRequest.application_id == application.id)
    of_this = (History.subject_kind == application.workflow.kind) & (
        History.subject_id == application.id
    )
    of_requests = (History.subject_kind == ERASURE.kind) & History.subject_id.in_(requests)
    sheets = select(ConsentSheet.id).where(ConsentSheet.application_id == application.id)
    of_sheets = (History.subject_kind == CONSENT_SHEET.kind) & History.subject_id.in_(sheets)
    session.execute(
        update(History).where(of_this | of_requests | of_sheets).values(reason_sealed=None),
        execution_options={"synchronize_session": False},
    )


def _consents_of(session: Session, application: Application) -> list[dict[str, Any]]:
    """Proof of what was agreed to and taken back, kept as long as the logs, and naming nobody."""
    shown = {"kind", "version", "agreed", "relation", "method", "at"}
    given = ledger.of(session, application)
    return [one.model_dump(mode="json", include=shown) for one in given]


def _empty(session: Session, application: Application) -> None:
    """The row keeps its identifier and its state. Its 取件码 is one that never existed."""
    if application.code is not None:
        key = opening.tries_index(f"code {application.code}")
        session.execute(delete(OpeningTries).where(OpeningTries.key_index == key))
    application.code = None
    application.code_index = secrets.token_hex(32)
    application.client_key = secrets.token_hex(32)
    application.code_generation += 1
    for name in EMPTIED:
        setattr(application, name, None)
    application.answers_text = None
    application.answers_version = 0
    application.returned_fields = []
    application.erased_at = application.saved_at = application.created_at = clock.now()


EMPTIED = (
    "number",
    "code_given_by",
    "code_given_at",
    "birth_index",
    "identity_index",
    "child_index",
    "home_county",
    "language_sealed",
    "answer_due",
    "assignee_id",
    "refusal_proposed_by",
    "refusal_proposed_in",
    "submitted_at",
    "received_on",
)

"""What an application's rows must show, asked of the rows: see `flask verify`. Reads only.

Each answers how many rows it looked at and the identifiers of those that break the promise.
"""

from __future__ import annotations

from pydantic import ValidationError
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.applications.answers import Answers
from forms_app.applications.drafts import code_index
from forms_app.applications.models import (
    Application,
    ApplicationChoice,
    ApplicationVersion,
    OpeningTries,
)
from forms_app.applications.opening import MOST_WRONG
from forms_app.applications.remaining import DECLINES
from forms_app.applications.states import APPLICATION, NEVER_SENT, NOT_LIVE, Event, Party
from forms_app.models import Checked, History, count_rows, ids, stream
from forms_app.privacy import View
from forms_app.running import catalogue
from forms_app.sealing import SealBroken, keyring
from generator.divisions.places import prefix_of

LOST = ("\ufffd", "\u25a1", "??", "\uff1f\uff1f")
"""What a character leaves behind where it could not be kept."""


def receipts(session: Session) -> Checked:
    """N1: a submitted application has its number, its moment, a version and its history."""
    is_sent = Application.state.not_in(NEVER_SENT) & Application.erased_at.is_(None)
    first = exists().where(
        ApplicationVersion.application_id == Application.id, ApplicationVersion.number == 1
    )
    sent = exists().where(
        History.subject_kind == APPLICATION.kind,
        History.subject_id == Application.id,
        History.event == Event.SUBMIT,
    )
    whole = Application.number.is_not(None) & Application.submitted_at.is_not(None) & first & sent
    broken = select(Application.id).where(is_sent, ~whole).order_by(Application.id)
    return count_rows(session, is_sent, of=Application), ids(session, broken)


def live_applications(session: Session) -> Checked:
    """N2: no child has two live applications in one cycle."""
    is_live = Application.state.not_in(NOT_LIVE) & Application.identity_index.is_not(None)
    twice = (
        select(func.min(Application.id))
        .where(is_live)
        .group_by(Application.cycle, Application.identity_index)
        .having(func.count() > 1)
    )
    return count_rows(session, is_live, of=Application), ids(session, twice)


def codes(session: Session) -> Checked:
    """N6: a 取件码 has its own index, and no more wrong tries than the limit."""
    tries = {row.key_index: row.wrong for row in session.scalars(select(OpeningTries))}
    checked, broken = 0, list[str]()
    for application in stream(
        session,
        Application,
        Application.code_sealed,
        Application.code_index,
        where=Application.erased_at.is_(None),
    ):
        checked += 1
        if not _has_own_code(application, tries):
            broken.append(application.id)
    return checked, broken


def _has_own_code(application: Application, tries: dict[str, int]) -> bool:
    try:
        code = application.code or ""
    except SealBroken:
        return False
    wrong = tries.get(keyring().index(f"code {code}", purpose="tries"), 0)
    return application.code_index == code_index(code) and wrong <= MOST_WRONG


def named_people(session: Session) -> Checked:
    """N8: a family declines by itself, and a refusal has two people: nothing by the system."""
    ends = (*DECLINES, Event.CONFIRM_REFUSAL)
    of_this = (History.subject_kind == APPLICATION.kind, History.event.in_(ends))
    by_family = History.event.in_(DECLINES) & (History.by == Party.FAMILY)
    by_two = (History.event == Event.CONFIRM_REFUSAL) & _is_by_two_who_may()
    broken = select(History.subject_id).where(*of_this, ~func.coalesce(by_family | by_two, False))
    return count_rows(session, *of_this, of=History), ids(session, broken.order_by(History.id))


def _is_by_two_who_may() -> ColumnElement[bool]:
    """Somebody else confirmed: of the organisation that proposed last, or of a county desk."""
    proposed, proposer, second = aliased(History), aliased(Account), aliased(Account)
    last = (
        select(proposed.account_id)
        .where(
            proposed.subject_kind == History.subject_kind,
            proposed.subject_id == History.subject_id,
            proposed.event == Event.PROPOSE_REFUSAL,
            proposed.number < History.number,
        )
        .order_by(proposed.number.desc())
        .limit(1)
        .correlate(History)
        .scalar_subquery()
    )
    of_proposer = select(proposer.organisation_id).where(proposer.id == last).correlate(History)
    may = (
        select(second.id)
        .join(Organisation, Organisation.id == second.organisation_id)
        .where(
            second.id == History.account_id,
            (Organisation.id == of_proposer.scalar_subquery())
            | (Organisation.kind == OrganisationKind.COUNTY_DESK),
        )
        .correlate(History)
    )
    return History.account_id.is_not(None) & (History.account_id != last) & may.exists()


def views(session: Session) -> Checked:
    """N13: whoever opened an application had it as a task: its college, or its county's desk."""
    tasks = _tasks(session)
    rows = session.execute(
        select(View.id, View.subject_id, Organisation)
        .outerjoin(Account, Account.id == View.account_id)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(
            View.subject_kind == APPLICATION.kind,
            # What is erased does not say any more whose task it was.
            View.subject_id.not_in(
                select(Application.id).where(Application.erased_at.is_not(None))
            ),
        )
        .order_by(View.id)
    )
    checked, broken = 0, list[str]()
    for view_id, application_id, organisation in rows:
        checked += 1
        if not _had_task(organisation, application_id, tasks):
            broken.append(view_id)
    return checked, broken


def _had_task(
    organisation: Organisation | None, application_id: str, tasks: set[tuple[str, str]]
) -> bool:
    if organisation is None:
        return False  # an account that does not exist
    if organisation.kind == OrganisationKind.COLLEGE:
        return (application_id, organisation.id) in tasks
    if organisation.kind != OrganisationKind.COUNTY_DESK or organisation.division is None:
        return False
    return (application_id, prefix_of(organisation.division)) in tasks


def _tasks(session: Session) -> set[tuple[str, str]]:
    """Application and whose task it is, now or in any version that was sent.

    A college is there by its organisation, a county by the prefixes of every desk above it.
    """
    now = session.execute(
        select(ApplicationChoice.application_id, ApplicationChoice.organisation_id)
    )
    tasks = {(application_id, organisation_id) for application_id, organisation_id in now}
    organisations = dict(session.execute(select(Organisation.college_id, Organisation.id)).all())
    versions = stream(
        session,
        ApplicationVersion,
        ApplicationVersion.application_id,
        ApplicationVersion.answers_sealed,
    )
    for version in versions:
        sent = _answers(version)
        if sent is None:
            continue
        county = sent.home_county or ""
        tasks |= {(version.application_id, county[:digits]) for digits in (2, 4, 6)}
        for choice in sent.choices:
            if choice.programme_id in catalogue().programmes:
                college = catalogue().college_of(choice.programme_id)
                tasks.add((version.application_id, organisations[college.id]))
    return tasks


def names(session: Session) -> Checked:
    """N14: no name lost a character on its way here: none holds a box or question marks."""
    checked, broken = 0, list[str]()
    for application in stream(session, Application, Application.answers_sealed):
        checked += 1
        answers = _answers(application)
        if answers is None or any(sign in (answers.name or "") for sign in LOST):
            broken.append(application.id)
    return checked, broken


def _answers(row: Application | ApplicationVersion) -> Answers | None:
    """None for what cannot be opened or read any more: the seals have their own check."""
    try:
        return row.answers
    except (SealBroken, ValidationError):
        return None

"""A helper with a staff account: whoever is logged in is the helper, under that account's name."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.accounts import sessions
from forms_app.accounts.models import Account
from forms_app.applications.answers import FilledInBy
from forms_app.applications.helping import sittings
from forms_app.applications.helping.models import HELP, Authority, Sitting
from forms_app.languages.texts import said
from forms_app.privacy import add_view
from forms_app.workflow import Role

DESK = said("县服务点")
KINDS: dict[Role, str] = {
    Role.COLLEGE_OFFICER: FilledInBy.COLLEGE_OFFICER,
    Role.COUNTY_DESK: DESK,
    Role.SCHOOL: FilledInBy.TEACHER,
    Role.VILLAGE: FilledInBy.VILLAGE_WORKER,
}
"""Who fills in for families, and what a family reads of it."""


ABOUT_GUARDIAN = frozenset(
    f"applications.{name}" for name in ("helper", "telephone", "ask_guardian", "own_consents")
)
"""Where a guardian's word is asked for: open to a helper who has yet to say how he has it."""
LOGGED_OUT = said(
    "登录已经结束，打开的报名也关上了。帮忙填的，先登录再打开；家里人自己用，直接打开。"
)
LOG_IN_FIRST = said("这一页是登录以后帮忙填的，登录已经结束。先在另一个窗口登录，再按一次。")


def here() -> Account | None:
    """The account that is logged in in this browser, when its role fills in for families."""
    account = sessions.account_of_request()
    return account if account is not None and Role(account.role) in KINDS else None


def is_login_over(account_id: str | None) -> bool:
    """True when a visit was begun under this account, and it is not the one that is logged in."""
    account = here()
    return account_id is not None and (account is None or account.id != account_id)


def sit_down(
    session: Session,
    application_id: str,
    account: Account,
    *,
    visit_index: str,
    phone: str | None = None,
    authority: Authority | None = None,
) -> Sitting:
    """The sitting of this account in this visit, and its look. Flushes, never commits."""
    if sittings.of_visit(session, application_id, visit_index) is None:
        add_view(
            session,
            subject_kind=HELP,
            subject_id=application_id,
            actor=account.as_actor(),
            what=said("打开，帮家里填"),
        )
    return sittings.begin(
        session,
        application_id,
        visit_index=visit_index,
        kind=KINDS[Role(account.role)],
        name=account.shown_as,
        phone=phone,
        institution=account.organisation.name,
        authority=authority,
        account_id=account.id,
    )

"""What happened to an account and who did it: rows that are appended and never changed."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.accounts.models import Account, AccountEvent
from forms_app.workflow import Actor


class Happening(StrEnum):
    INVITED = "invited"
    PASSWORD_SET = "password_set"  # noqa: S105, a word for what happened
    LOCKED = "locked"
    SESSIONS_ENDED = "sessions_ended"
    DISABLED = "disabled"
    ENABLED = "enabled"


def hold(session: Session, account: Account) -> None:
    """Lock the account until the commit: whoever changes it as well waits for this turn."""
    session.execute(select(Account.id).where(Account.id == account.id).with_for_update())


def note(session: Session, account: Account, happening: Happening, *, actor: Actor) -> None:
    """Append one row; `actor` is the administrator, the account itself, or the system."""
    hold(session, account)  # two at once would take the same number
    mine = AccountEvent.account_id == account.id
    last = session.scalar(select(func.max(AccountEvent.number)).where(mine))
    session.add(
        AccountEvent(
            account_id=account.id,
            number=(last or 0) + 1,
            happening=happening,
            actor_id=actor.account_id,
            shown_as=actor.shown_as,
        )
    )
    session.flush()


def events_of(session: Session, account: Account) -> list[AccountEvent]:
    """Everything that happened to the account, oldest first."""
    mine = AccountEvent.account_id == account.id
    return list(session.scalars(select(AccountEvent).where(mine).order_by(AccountEvent.number)))

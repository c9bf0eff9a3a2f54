"""取件码 and birth date in, the one application out; a stranger learns nothing from trying (N6).

Every code has its tries counted, whether it was ever given out or not, so that answer, work and
limit are the same for both. A draft is never deleted: after five wrong tries a desk helps, and a
day later the code may be tried again.
"""

from __future__ import annotations

import hmac
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.drafts import birth_index, code_index, give_code
from forms_app.applications.models import Application, OpeningTries
from forms_app.errors import Conflict
from forms_app.languages.texts import said
from forms_app.sealing import keyring
from forms_app.workflow import Actor

MOST_WRONG = 5
MOST_WRONG_FROM_ADDRESS = 100
"""In one hour. A whole school may stand behind one address, so this is loose."""
ADDRESS_WINDOW = timedelta(hours=1)
CODE_WINDOW = timedelta(hours=24)
"""A family whose desk nobody answers is not locked out for ever."""
NOBODY = "0" * 32


class WrongPair(Conflict):
    """Code and birth date do not belong together."""


class DeskMustHelp(Conflict):
    """Too many wrong tries with this code within a day; the application is safe."""


class TooManyTries(Conflict):
    """Too many wrong tries from this address; later it is open again."""


def open_application(session: Session, *, code: str, birth_date: date, address: str) -> Application:
    """The application of a code in its stored form.

    Raises WrongPair, DeskMustHelp or TooManyTries; the caller commits in each case, because the
    try counts.
    """
    from_address = tries(session, f"address {address}", window=ADDRESS_WINDOW)
    if from_address.wrong >= MOST_WRONG_FROM_ADDRESS:
        # Before the code is looked at: who is refused leaves no more rows behind.
        raise TooManyTries(said("这个网络上试错的次数太多了。过一个小时再来，填过的内容都在。"))
    with_code = tries(session, f"code {code}", window=CODE_WINDOW)
    found = session.scalar(select(Application).where(Application.code_index == code_index(code)))
    is_right = _is_birth_date(found, birth_date)
    if with_code.wrong >= MOST_WRONG:
        raise DeskMustHelp(
            said("这个取件码试错了5次，先停用24小时，到时再试。急用就去重开一个。填过的内容都在。")
        )
    if found is None or not is_right:
        from_address.wrong += 1
        with_code.wrong += 1
        with_code.since = clock.now()
        session.flush()
        left = MOST_WRONG - with_code.wrong
        raise WrongPair(
            said("取件码和出生日期对不上。照着单子和户口簿再看一遍，还可以试{left}次。", left=left)
        )
    session.delete(with_code)
    session.flush()
    return found


def _is_birth_date(found: Application | None, birth_date: date) -> bool:
    """The same work for a code that exists and for one that does not."""
    row_id, stored = (found.id, found.birth_index) if found is not None else (NOBODY, None)
    given = birth_index(row_id, birth_date.isoformat())
    return hmac.compare_digest(given, stored or "0" * len(given))


def tries(session: Session, key: str, *, window: timedelta) -> OpeningTries:
    """The counted row of one key, locked, so that parallel guesses are counted one by one."""
    row = _locked_row(session, tries_index(key))
    if clock.now() - row.since > window:
        row.wrong, row.since = 0, clock.now()
    return row


def tries_index(key: str) -> str:
    """Under which the tries of `code …` or `address …` are counted."""
    return keyring().index(key, purpose="tries")


def _locked_row(session: Session, key_index: str) -> OpeningTries:
    locked = select(OpeningTries).where(OpeningTries.key_index == key_index).with_for_update()
    row = session.scalar(locked)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(OpeningTries(key_index=key_index, wrong=0, since=clock.now()))
    except IntegrityError:
        pass  # Somebody else began to count this key in the same moment.
    return session.scalars(locked.execution_options(populate_existing=True)).one()


def reissue_code(session: Session, application: Application, *, actor: Actor) -> None:
    """Give out a new code after a desk has seen the 户口簿; the family reads who did it."""
    session.flush()
    session.refresh(application, with_for_update=True)
    give_code(application)
    application.code_given_by = actor.shown_as
    application.code_given_at = clock.now()
    session.flush()

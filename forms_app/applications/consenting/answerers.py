"""Who answers with a 同意码: never a helper, for the guardian's word is not the helper's to give.

What can be known is what is said, the visit and the login of this very browser, and a phone number
that is a helper's. Somebody who names another person on another device is not found out; the
guardian's own number, called by a desk, is what remains. Flushes, never commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.consenting.models import HelperAnswer
from forms_app.applications.helping.models import Sitting
from forms_app.applications.models import Application
from forms_app.errors import Conflict
from forms_app.languages.texts import said
from forms_app.sealing import keyring


class Why(StrEnum):
    """How it shows that no guardian answers; the words are for family and county."""

    SAID = "自己说是帮忙的人"
    VISIT = "用的是帮忙填的那个浏览器"
    LOGIN = "那台设备登录着单位账号"
    PHONE = "写的是帮忙的人的电话"


class NotTheGuardian(Conflict):
    """A helper answers. Nothing of the answers was kept, but that somebody tried."""

    def __init__(self, why: Why) -> None:
        super().__init__(WORDS[why])
        self.why = why


_TOLD = said("你的回答没有记下；有人试过，家里人和县里都看得到。")
WORDS: dict[Why, str] = {
    Why.SAID: said(
        "帮忙的人不能替监护人回答。{told}请把同意码发给监护人，由他自己回答。", told=_TOLD
    ),
    Why.VISIT: said(
        "这个浏览器现在记在帮忙的人名下，不能用它替监护人回答。{told}监护人就在旁边，请先按“关好再还”，再由他自己打开、自己按。",
        told=_TOLD,
    ),
    Why.LOGIN: said(
        "这台设备登录着单位的账号，不能用它替监护人回答。{told}请监护人用自己的手机回答，或者在纸上签。",
        told=_TOLD,
    ),
    Why.PHONE: said(
        "这个电话是帮忙的人的，帮忙的人不能替监护人回答。{told}监护人自己在答，就写他自己的电话；没有电话，就空着。",
        told=_TOLD,
    ),
}


@dataclass(frozen=True, slots=True)
class Answerer:
    """What is known of the one before the page.

    `visit_index` is that of the browser's visit, `account` the office that is logged in in it.
    """

    says_helper: bool
    name: str
    phone: str | None
    visit_index: str
    account: str | None = None


def refuse_helpers(session: Session, application: Application, who: Answerer) -> None:
    """Write down who tried, and raise NotTheGuardian; nothing for anybody else.

    The caller commits in each case and holds the lock on the application's row.
    """
    sitting = helper_in_visit(session, who.visit_index)
    why = _why_not(session, application, who, sitting)
    if why is None:
        return
    typed = "，".join(word for word in (who.name, who.phone) if word)
    known = who.account if why is Why.LOGIN else sitting.words if sitting is not None else ""
    _record(session, application, why, "；".join(word for word in (known, typed) if word))
    raise NotTheGuardian(why)


def helper_in_visit(session: Session, visit_index: str) -> Sitting | None:
    """A helper who named himself in this browser's visit, for whichever child."""
    return session.scalar(
        select(Sitting)
        .where(Sitting.visit_index == visit_index)
        .order_by(Sitting.at.desc())
        .limit(1)
    )


def of(session: Session, application: Application) -> list[HelperAnswer]:
    """Every one who tried, the newest first."""
    return list(
        session.scalars(
            select(HelperAnswer)
            .where(HelperAnswer.application_id == application.id)
            .order_by(HelperAnswer.last_at.desc(), HelperAnswer.id)
        )
    )


def _why_not(
    session: Session, application: Application, who: Answerer, sitting: Sitting | None
) -> Why | None:
    if who.says_helper:
        return Why.SAID
    if sitting is not None:
        return Why.VISIT
    if who.account is not None:
        return Why.LOGIN
    if who.phone and who.phone in _phones_of_helpers(session, application):
        return Why.PHONE
    return None


def _phones_of_helpers(session: Session, application: Application) -> set[str]:
    sittings = session.scalars(select(Sitting).where(Sitting.application_id == application.id))
    phones = {one.phone for one in sittings} | {application.answers.helper_phone}
    return {phone for phone in phones if phone}


def _record(session: Session, application: Application, why: Why, who: str) -> None:
    who_index = keyring().index(who, purpose="helper answer")
    found = session.scalar(
        select(HelperAnswer).where(
            HelperAnswer.application_id == application.id,
            HelperAnswer.why == why,
            HelperAnswer.who_index == who_index,
        )
    )
    if found is None:
        found = HelperAnswer(application_id=application.id, why=why, who_index=who_index, times=0)
        found.who = who
        session.add(found)
    found.times += 1
    found.last_at = clock.now()
    session.flush()

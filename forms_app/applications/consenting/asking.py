"""A guardian who is far away: a 同意码 is made, passed on by the family, and answered once or more.

The code opens the consents of one application and nothing else. Whether a code exists shows in no
answer: wrong, ended and expired read the same, and wrong ones are counted by address as with the
取件码. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import consents, cycles, opening, services
from forms_app.applications.answers import (
    Answers,
    Consent,
    Method,
    Relation,
    SignedSheet,
    Witness,
)
from forms_app.applications.consenting import guardian_code
from forms_app.applications.consenting.answerers import Answerer, refuse_helpers
from forms_app.applications.consenting.models import GuardianLink
from forms_app.applications.consenting.withdrawing import ends_application
from forms_app.applications.drafts import ChangedElsewhere, as_guardian, keep, merged
from forms_app.applications.models import Application
from forms_app.applications.states import UNFINISHED, Event, State
from forms_app.errors import Conflict
from forms_app.languages import speaking
from forms_app.languages.texts import said
from forms_app.sealing import keyring
from forms_app.workflow import Actor, advance
from generator.schema.campaign import ConsentText

LASTS = timedelta(days=30)
"""A choice of ours, no rule: long enough for a parent who is seldom online; made anew freely."""


class WrongCode(Conflict):
    """No 同意码 that opens anything now."""

    def __init__(self) -> None:
        super().__init__(
            said(
                "这个同意码打不开：可能抄错了，也可能过期了，或者家里人又发了新的。"
                "对照收到的再看一遍；还是打不开，请家里人重新发一个。"
            )
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What the guardian chose, and the `texts` (see `texts_shown`) that stood on the page.

    With a `witness` it was said on the telephone, with a `sheet` signed on paper, otherwise pressed
    with the 同意码.
    """

    given_by: str
    relation: Relation
    agreed: Collection[str]
    texts: str
    witness: Witness | None = None
    sheet: SignedSheet | None = None

    @property
    def method(self) -> Method:
        if self.witness is not None:
            return consents.TELEPHONE
        return consents.PAPER if self.sheet is not None else consents.CLICK

    @property
    def way(self) -> str:
        """How, as the history says it."""
        words = {consents.TELEPHONE: said("打电话"), consents.PAPER: said("在纸上签字")}
        return words.get(self.method, said("用同意码"))


def ask(session: Session, application: Application, *, actor: Actor) -> GuardianLink:
    """A fresh code; the one before opens nothing any more. A draft waits for the answer then."""
    lock(session, application)
    before = link_of(session, application)
    if before is not None:
        before.ended_at = clock.now()
        before.code = None
        session.flush()
    link = GuardianLink(
        application_id=application.id,
        expires_at=clock.now() + LASTS,
        sitting_id=actor.sitting_id,
    )
    link.code = code = guardian_code.new()
    link.code_index = code_index(code)
    session.add(link)
    session.flush()
    rules = cycles.rules_of(application)
    if application.state in UNFINISHED and not consents.are_given(rules, application.answers):
        advance(session, application, Event.ASK_GUARDIAN, actor=actor)
    return link


def link_of(session: Session, application: Application) -> GuardianLink | None:
    """The one that is not ended; it may have expired."""
    return session.scalar(
        select(GuardianLink).where(
            GuardianLink.application_id == application.id, GuardianLink.ended_at.is_(None)
        )
    )


def is_live(link: GuardianLink) -> bool:
    return link.ended_at is None and clock.now() < link.expires_at


def code_index(code: str) -> str:
    return keyring().index(code, purpose="guardian code")


def open_link(session: Session, *, code: str, address: str) -> Application:
    """The application of a code in its stored form.

    Raises WrongCode or opening.TooManyTries; the caller commits in each case, because tries count.
    """
    tries = opening.tries(session, f"address {address}", window=opening.ADDRESS_WINDOW)
    if tries.wrong >= opening.MOST_WRONG_FROM_ADDRESS:
        raise opening.TooManyTries(said("这个网络上试错的次数太多了。过一个小时再来。"))
    link = session.scalar(select(GuardianLink).where(GuardianLink.code_index == code_index(code)))
    if link is None or not is_live(link):
        tries.wrong += 1
        session.flush()
        raise WrongCode
    return session.get_one(Application, link.application_id)


def texts_shown(application: Application) -> str:
    """Which versions a page shows, so that nobody agrees to words that changed underneath."""
    texts = cycles.consent_texts(cycles.rules_of(application))
    return " ".join(f"{text.kind}:{text.version}" for text in texts)


def ending(application: Application, agreed: Collection[str]) -> list[ConsentText]:
    """Texts whose refusal would withdraw a running application; the page asks once more then."""
    texts = cycles.consent_texts(cycles.rules_of(application))
    return [
        text for text in texts if text.kind not in agreed and ends_application(application, text)
    ]


def reply(
    session: Session, application: Application, *, code: str, given: Reply, answerer: Answerer
) -> None:
    """Keep the guardian's answers, each for itself; the same answer twice is one.

    Raises WrongCode when a newer code took the place of this one, ChangedElsewhere for old texts,
    NotTheGuardian for a helper: then the caller commits, because that somebody tried is kept.
    """
    lock(session, application)
    link = link_of(session, application)
    if link is None or link.code_index != code_index(code) or not is_live(link):
        raise WrongCode
    refuse_helpers(session, application, answerer)
    link.answered_at = clock.now()
    _keep(session, application, given)


def reply_by_telephone(session: Session, application: Application, given: Reply) -> None:
    """Keep what the guardian said on the telephone; the same twice is one.

    Raises ChangedElsewhere for old texts, ValueError without a witness.
    """
    if given.witness is None:
        raise ValueError("a telephone call needs its witness")
    lock(session, application)
    _keep(session, application, given)


def reply_on_paper(session: Session, application: Application, given: Reply) -> None:
    """Keep what the guardian signed on a sheet that an office has seen.

    Raises ChangedElsewhere when the printed texts are not the present ones, ValueError without the
    sheet. The caller has locked the application's row.
    """
    if given.sheet is None:
        raise ValueError("a consent on paper needs its sheet")
    _keep(session, application, given)


def _keep(session: Session, application: Application, given: Reply) -> None:
    refuse_old_texts(application, given.texts)
    actor, answers = as_guardian(application.id, way=given.way), application.answers
    rules, was_waiting = cycles.rules_of(application), application.state == State.CONSENT_WAIT
    if ending(application, given.agreed):
        services.withdraw(session, application, actor=actor)
    keep(application, merged(answers, _values(application, answers, given)))
    session.flush()
    if application.state not in UNFINISHED:
        return
    is_given = consents.are_given(rules, application.answers)
    if was_waiting or is_given != consents.are_given(rules, answers):
        event = Event.GIVE_CONSENT if is_given else Event.REFUSE_CONSENT
        advance(session, application, event, actor=actor)


def was_answered_since(application: Application, moment: datetime) -> bool:
    """True when a consent was given or taken back after `moment`: the later word holds."""
    return any(one.at > moment for one in application.answers.consents)


def refuse_old_texts(application: Application, texts: str) -> None:
    """Raises ChangedElsewhere when `texts` are no longer those of `texts_shown`."""
    if texts != texts_shown(application):
        raise ChangedElsewhere(said("同意书的文字刚换过新的。请再看一遍，再按。"))


def _values(application: Application, answers: Answers, given: Reply) -> dict[str, object]:
    entries = []
    for text in cycles.consent_texts(cycles.rules_of(application)):
        new = Consent(
            kind=text.kind,
            version=text.version,
            agreed=text.kind in given.agreed,
            given_by=given.given_by,
            relation=given.relation,
            method=given.method,
            by_code=given.method == consents.CLICK,
            witness=given.witness,
            sheet=given.sheet,
            language=consents.language_of(text)
            if given.method == consents.CLICK
            else speaking.CHINESE.tag,
            at=clock.now(),
        )
        old = answers.consent(text.kind)
        is_same = (
            old is not None
            and old.model_copy(update={"at": new.at, "language": new.language}) == new
        )
        entries.append(old if old is not None and is_same else new)
    values: dict[str, object] = {"consents": tuple(entries)}
    if answers.guardian_name is None and given.agreed:
        values |= {"guardian_name": given.given_by, "guardian_relation": given.relation}
    return values


def lock(session: Session, application: Application) -> None:
    """Hold the row; answers change under its lock only."""
    session.flush()
    session.refresh(application, with_for_update=True)

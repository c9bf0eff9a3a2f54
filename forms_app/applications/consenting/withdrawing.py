"""Taking a consent back, and giving it again: as many presses for one as for the other.

The last two end at once. One of the first three ends what it allowed: an application that is still
running is withdrawn with it, and no college opens it any more. Flushes, never commits.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import consents, cycles, services
from forms_app.applications.answers import Consent
from forms_app.applications.consenting import ways
from forms_app.applications.drafts import as_family, end_waiting, keep, merged
from forms_app.applications.models import Application
from forms_app.applications.states import Event
from forms_app.errors import Conflict, NotFound
from forms_app.languages.texts import said
from forms_app.workflow import Actor, events_open_to
from generator.schema.campaign import ConsentText
from generator.schema.enums import ConsentKind

NOT_YOURS = said("这要家里人自己来按。你在帮忙填，不能替家里人同意或收回。")


def text_of(application: Application, kind: str) -> ConsentText:
    """The present text of this kind in the application's cycle; raises NotFound."""
    texts = {text.kind.value: text for text in cycles.consent_texts(cycles.rules_of(application))}
    if kind not in texts:
        raise NotFound("no such consent")
    return texts[kind]


def ends_application(application: Application, text: ConsentText) -> bool:
    """True when the application is withdrawn with this consent."""
    family = as_family(application.id)
    return text.is_required and Event.WITHDRAW in events_open_to(application, family)


def take_back(
    session: Session, application: Application, text: ConsentText, *, actor: Actor
) -> None:
    """End this consent from now on; a second press changes nothing. A helper may not (Conflict)."""
    _lock(session, application, actor)
    given = application.answers.consent(text.kind)
    if given is None or not given.agreed:
        return
    if ends_application(application, text):
        services.withdraw(session, application, actor=actor)
    # Pressed here, by whoever opened the application: no answer of the guardian's apart from it.
    here = {"method": consents.CLICK, "by_code": False, "witness": None, "sheet": None}
    _put(application, given.model_copy(update={"agreed": False, "at": clock.now(), **here}))
    session.flush()


def give_again(
    session: Session, application: Application, text: ConsentText, *, actor: Actor
) -> None:
    """Agree to the present text, in the guardian's name; a second press changes nothing.

    Raises Conflict where no guardian is named yet, where the guardian refused apart from these
    pages, and for a helper.
    """
    _lock(session, application, actor)
    answers = application.answers
    if consents.is_given(text, answers):
        return
    refused = consents.refused_apart(cycles.rules_of(application), text, answers)
    if refused is not None:
        raise Conflict(ways.refusal_words(refused))
    name, relation = answers.guardian_name, answers.guardian_relation
    if name is None or relation is None:
        raise Conflict(said("先在第 1 件里写上监护人是谁，再同意。"))
    given = Consent(
        kind=text.kind,
        version=text.version,
        agreed=True,
        given_by=name,
        relation=relation,
        at=clock.now(),
    )
    _put(application, given)
    session.flush()
    end_waiting(session, application, actor=actor)


def _put(application: Application, consent: Consent) -> None:
    """In place of the consent of this kind. A consent itself needs none to be stored."""
    answers = application.answers
    together = {one.kind: one for one in (*answers.consents, consent)}
    values = {"consents": tuple(together[kind] for kind in ConsentKind if kind in together)}
    keep(application, merged(answers, values))


def _lock(session: Session, application: Application, actor: Actor) -> None:
    if actor.sitting_id is not None:
        raise Conflict(NOT_YOURS)
    session.flush()
    session.refresh(application, with_for_update=True)

"""The five consents as they stand: read again, taken back and given again by the family itself."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, family
from forms_app.applications import bp, consents, cycles, services
from forms_app.applications.answers import Consent
from forms_app.applications.consenting import answerers, ledger, ways, withdrawing
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.models import Application
from forms_app.applications.states import NEVER_SENT, State
from forms_app.errors import Conflict
from forms_app.extensions import db
from forms_app.languages.texts import said
from generator.schema.campaign import ConsentText

GIVE = "give"


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the cycle, the newest record about it, and whether this version holds."""

    text: ConsentText
    given: Consent | None
    is_given: bool
    refusal: str | None
    """Said where the guardian refused apart from the family's pages; there is no button then."""


@bp.route("/apply/consents", methods=["GET", "POST"])
@family
def own_consents() -> ResponseReturnValue:
    """One button a text. The last two end with a press; for the others the page asks once more."""
    application, form = own_application(), TypedForm()
    if form.validate_on_submit():
        text = withdrawing.text_of(application, request.form.get("kind", ""))
        if request.form.get("step") == GIVE:
            return _give(application, text)
        if text.is_required:
            return redirect(url_for("applications.take_consent_back", kind=text.kind), 303)
        return _take_back(application, text)
    lines, told = [_line(application, text) for text in _texts(application)], _told(application)
    return render_template(
        "applications/consents.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        form=form,
        lines=lines,
        titles={text.kind: text.title for text in _texts(application)},
        records=[one for one in told if one[1] != ""],
        may_apply_again=services.may_apply_again(application, current_actor()),
        way_words=ways.words,
        short_way_words=ways.short_words,
        tried=answerers.of(db.session, application),
        was_taken_back=any(
            line.text.is_required and line.given is not None and not line.given.agreed
            for line in lines
            if line.text.kind in {one.kind for one, word in told if word != ""}
        ),
        is_helper=current_actor().sitting_id is not None,
        desk=cycles.desk_of(application),
    )


@bp.route("/apply/consents/<kind>", methods=["GET", "POST"])
@family
def take_consent_back(kind: str) -> ResponseReturnValue:
    """What ends with one of the first three, said before it is pressed."""
    application, form = own_application(), TypedForm()
    text = withdrawing.text_of(application, kind)
    given = application.answers.consent(text.kind)
    if given is None or not given.agreed:
        return redirect(url_for("applications.own_consents"), 303)
    if form.validate_on_submit():
        return _take_back(application, text)
    rules = cycles.rules_of(application)
    return render_template(
        "applications/take_consent_back.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        text=text,
        ends_application=withdrawing.ends_application(application, text),
        was_sent=application.state not in NEVER_SENT,
        is_child=_is_child(application),
        stored_under=consents.ages(rules).stored_after_consent_under,
        holds_seat=application.state in {State.OFFERED, State.ACCEPTED},
        is_open=cycles.season(rules) is cycles.Season.OPEN,
        closes_on=clock.day_words(rules.closes_at),
    )


def _give(application: Application, text: ConsentText) -> ResponseReturnValue:
    try:
        withdrawing.give_again(db.session, application, text, actor=current_actor())
        db.session.commit()
        flash(said("同意了：{title}。", title=text.title))
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
    return redirect(url_for("applications.own_consents"), 303)


def _take_back(application: Application, text: ConsentText) -> ResponseReturnValue:
    try:
        withdrawing.take_back(db.session, application, text, actor=current_actor())
        db.session.commit()
        flash(said("收回了：{title}。想同意，随时可以再按“同意”。", title=text.title))
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
    return redirect(url_for("applications.own_consents"), 303)


def _texts(application: Application) -> tuple[ConsentText, ...]:
    return cycles.consent_texts(cycles.rules_of(application))


def _line(application: Application, text: ConsentText) -> Line:
    answers = application.answers
    given = answers.consent(text.kind)
    refused = consents.refused_apart(cycles.rules_of(application), text, answers)
    refusal = ways.refusal_words(refused) if refused is not None else None
    return Line(text, given, consents.is_given(text, answers), refusal)


def _told(application: Application) -> list[tuple[Consent, str]]:
    """Every record with its word, the newest first; what was never agreed to has none."""
    told, given = [], set[str]()
    for one in ledger.of(db.session, application):
        word = said("同意") if one.agreed else said("收回") if one.kind in given else ""
        given = given | {one.kind} if one.agreed else given - {one.kind}
        told.append((one, word))
    return told[::-1]


def _is_child(application: Application) -> bool:
    born = consents.youngest(application.answers)
    rules = cycles.rules_of(application)
    return born is not None and consents.must_come_first(rules, born)

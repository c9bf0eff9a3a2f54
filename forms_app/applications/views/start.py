"""Before any personal data: what is needed, who may apply; then the first page and the draft."""

from __future__ import annotations

import secrets

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import public
from forms_app.applications import bp, choices, cycles, eligibility, homes
from forms_app.applications.answers import Answers, Schooling
from forms_app.applications.cycles import Season
from forms_app.applications.drafts import mark_of, save, start, with_client_key
from forms_app.applications.family import CLIENT_KEY, remember
from forms_app.applications.fields import BY_NAME
from forms_app.applications.forms.guardian import GuardianForm
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.applications.typed_text import NotAccepted
from forms_app.errors import NotFound
from forms_app.extensions import db
from generator.divisions.places import Place
from generator.schema.college import Programme

KEY_BYTES = 24
FIRST = BY_NAME["guardian"]


@bp.route("/apply/start")
@public
def start_page() -> ResponseReturnValue:
    """Two questions without a name: how far in school, and which county."""
    if "programme" not in request.args:
        return redirect("/colleges/", 303)  # A programme is chosen there, by its button.
    programme = cycles.programme(request.args["programme"])
    rules = cycles.admission(programme.campaign)
    schooling, county = _schooling(), _county()
    asked = request.args.get("county_name", "")
    found = homes.search(asked) if county is None else ()
    answer = None
    if schooling is not None and county is not None:
        year = cycles.cycle(programme.campaign).year
        answer = eligibility.of(programme, schooling=schooling, county=county.code, year=year)
    return render_template(
        "applications/start.html",
        section="apply",
        is_trial=programme.is_sample,
        offer=choices.offer(programme.id),
        rules=rules,
        season=cycles.season(rules),
        schoolings=list(Schooling),
        schooling=schooling,
        county=county,
        asked=asked,
        found=found,
        was_sent="schooling" in request.args or "county_name" in request.args,
        answer=answer,
        desk=cycles.desk(rules, county.code if county else None, programme_id=programme.id),
        others=_others(programme, schooling) if answer and not answer.fits_entry else [],
    )


@bp.route("/apply/new", methods=["GET", "POST"])
@public
def first_page() -> ResponseReturnValue:
    """Who fills in, the guardian and the consents. Its first save makes the draft and the code."""
    programme = cycles.programme(request.args.get("programme", ""))
    rules = cycles.admission(programme.campaign)
    if cycles.season(rules) is not Season.OPEN:
        return redirect(url_for("applications.start_page", programme=programme.id), 303)
    form = GuardianForm(rules=rules, before=Answers())
    if form.validate_on_submit() and _has_own_key(form):
        application = _begin(form, programme)
        db.session.commit()
        remember(application)
        return redirect(url_for("applications.code_page"), 303)
    form.client_key.data = _client_key()
    return render_template(
        "applications/guardian.html",
        section="apply",
        is_trial=programme.is_sample,
        form=form,
        task=FIRST,
        offer=choices.offer(programme.id),
    )


def _begin(form: GuardianForm, programme: Programme) -> Application:
    """A new draft; or, when the page is sent again, the draft that it made, brought up to date."""
    key = form.client_key.data or ""
    begun = with_client_key(db.session, key)
    if begun is None:
        county = _county()
        known = {"schooling": _schooling(), "home_county": county.code if county else None}
        begun = start(
            db.session, client_key=key, programme=programme, values={**form.values(), **known}
        )
    form.before = begun.answers
    if begun.state == State.DRAFT:
        drawn_from = mark_of(begun, FIRST)
        save(db.session, begun, task=FIRST, values=form.values(), drawn_from=drawn_from)
    return begun


def _has_own_key(form: GuardianForm) -> bool:
    """The key opens a draft, so it counts only in the browser that it was made for."""
    if form.client_key.data and form.client_key.data == session.get(CLIENT_KEY):
        return True
    form.form_errors = [*form.form_errors, "页面放久了，再按一次就好。"]
    return False


def _client_key() -> str:
    """The key of this browser's next draft; a fresh one once a draft was begun with it."""
    key = session.get(CLIENT_KEY)
    if not key or with_client_key(db.session, key) is not None:
        key = session[CLIENT_KEY] = secrets.token_urlsafe(KEY_BYTES)
    return str(key)


def _schooling() -> Schooling | None:
    asked = request.args.get("schooling", "")
    return next((one for one in Schooling if one == asked), None)


def _county() -> Place | None:
    try:
        return homes.county(request.args.get("county", ""))
    except NotAccepted:
        return None


def _others(programme: Programme, schooling: Schooling | None) -> list[choices.Offer]:
    """Programmes of the same cycle that this schooling leads to: the other way to go."""
    if schooling is None:
        raise NotFound("nothing was asked")
    entries = eligibility.ENTRIES[schooling]
    found = [
        one
        for one in choices.offers(programme.campaign, is_trial=programme.is_sample)
        if one.programme.entry in entries
    ]
    return found[:10]

"""Before any personal data: what is needed, who may apply; then the first page and the draft."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import public
from forms_app.applications import bp, choices, cycles, eligibility, homes
from forms_app.applications.answers import Answers, Schooling
from forms_app.applications.consenting import asking
from forms_app.applications.cycles import Season
from forms_app.applications.drafts import as_family, birth_index, mark_of, save, start
from forms_app.applications.family import give_key, given_keys, opened, remember
from forms_app.applications.fields import BY_NAME
from forms_app.applications.forms.guardian import GuardianForm
from forms_app.applications.helping import edits
from forms_app.applications.kept import say_stored
from forms_app.applications.models import Application
from forms_app.applications.states import UNFINISHED
from forms_app.applications.typed_text import NotAccepted
from forms_app.applications.views.helping import name_helper
from forms_app.errors import NotFound
from forms_app.extensions import db
from forms_app.languages.texts import said
from generator.divisions.places import Place
from generator.schema.college import Programme

FIRST = BY_NAME["guardian"]


@bp.get("/apply/")
@public
def how_to_apply() -> ResponseReturnValue:
    """Nobody is lost who types the address by hand."""
    return redirect("/how-to-apply/")


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
    form, begun = GuardianForm(rules=rules, before=Answers()), None
    if form.validate_on_submit() and _has_own_key(form):
        begun = _begin(form, programme)
        if begun.code_generation > 1:
            # A desk gave out a new code: whoever came in before it is out.
            return redirect(url_for("applications.open_page"), 303)
        if _is_same_child(begun, form, programme):
            name_helper(begun, form)
            edits.record_first(db.session, begun)
            _bring_up_to_date(begun, form)
            if form.is_far and asking.link_of(db.session, begun) is None:
                asking.ask(db.session, begun, actor=as_family(begun.id))
            db.session.commit()
            remember(begun)
            say_stored()
            if form.is_far:
                return redirect(url_for("applications.ask_guardian"), 303)
            return redirect(url_for("applications.code_page"), 303)
        db.session.rollback()
    if begun is not None or form.client_key.data not in given_keys():
        form.client_key.data = give_key()
    page = render_template(
        "applications/guardian.html",
        section="apply",
        is_trial=programme.is_sample,
        form=form,
        task=FIRST,
        offer=choices.offer(programme.id),
        is_another_child=begun is not None,
        is_open=begun is not None and (opened() or ("",))[0] == begun.id,
    )
    return page, 409 if begun is not None else 200


def _begin(form: GuardianForm, programme: Programme) -> Application:
    """A new draft; or, when the page is sent again, the draft that it made."""
    county = _county()
    known = {"schooling": _schooling(), "home_county": county.code if county else None}
    values = {**form.values(), **known}
    key = form.client_key.data or ""
    born = form.birth_date_read
    return start(db.session, client_key=key, programme=programme, values=values, born=born)


def _is_same_child(begun: Application, form: GuardianForm, programme: Programme) -> bool:
    """False when somebody went back and wrote another child over the first one's page."""
    before, typed, born = begun.answers, form.values(), form.birth_date_read
    if before.birth_date is None and born is not None:
        # Nothing but the index of the day is kept of a child whose guardian has yet to answer.
        return begun.birth_index == birth_index(begun.id, born.isoformat())
    if form.keeps_nothing:
        return False
    names = ("birth_date", "guardian_name")
    is_equal = all(getattr(before, name) == typed[name] for name in names)
    return is_equal and begun.cycle == programme.campaign


def _bring_up_to_date(begun: Application, form: GuardianForm) -> None:
    """The page may be sent again with a box more; a second press changes nothing."""
    form.before = begun.answers
    if begun.state in UNFINISHED:
        values, drawn_from = form.values(), mark_of(begun, FIRST)
        save(db.session, begun, task=FIRST, values=values, drawn_from=drawn_from)


def _has_own_key(form: GuardianForm) -> bool:
    """The key opens a draft, so it counts only in the browser that it was made for."""
    if form.client_key.data and form.client_key.data in given_keys():
        return True
    form.form_errors = [*form.form_errors, said("页面放久了，再按一次就好。")]
    return False


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

"""Where a printed form is, and one to print at home: without a login, nothing personal."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import public
from forms_app.applications import choices, cycles, progress
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.typed_text import NotAccepted
from forms_app.errors import Conflict, NotFound
from forms_app.extensions import db
from forms_app.intake import bp, papers, pen_forms, serials
from forms_app.intake.models import PenForm, Whereabouts
from forms_app.intake.pen_views import pdf_of


@bp.route("/apply/paper", methods=["GET", "POST"])
@public
def print_at_home() -> ResponseReturnValue:
    """A family prints one form. GET writes nothing, so a button makes the serial."""
    programme = cycles.programme(request.args.get("programme", ""))
    campaign, rules = cycles.cycle(programme.campaign), cycles.admission(programme.campaign)
    is_over = cycles.season(rules) is cycles.Season.OVER
    form = TypedForm()
    if form.validate_on_submit() and not is_over:
        try:
            made = pen_forms.print_at_home(
                db.session, campaign=campaign, address=request.remote_addr or ""
            )
            db.session.commit()
            return redirect(url_for("intake.whereabouts", serial=made.serial), 303)
        except Conflict as refusal:
            db.session.rollback()
            form.form_errors = [*form.form_errors, refusal.message]
    page = render_template(
        "intake/at_home.html",
        section="apply",
        is_trial=programme.is_sample,
        form=form,
        is_over=is_over,
        closes=progress.moment_words(rules.closes_at),
        offer=choices.offer(programme.id),
        offices=papers.offices(rules, programme.campaign, is_trial=programme.is_sample),
    )
    return page, 409 if form.form_errors else 200


@bp.get("/paper/<serial>")
@public
def whereabouts(serial: str) -> ResponseReturnValue:
    """What the QR code of a form opens: for a family where it is, for a desk the way to type."""
    found = _find(serial)
    if found is None:
        return render_template("intake/no_such_form.html", section="apply"), 404
    rules = cycles.admission(found.cycle)
    return render_template(
        "intake/whereabouts.html",
        section="apply",
        is_trial=found.is_trial,
        paper=found,
        serial=serials.shown(found.serial),
        is_printed=found.whereabouts is Whereabouts.PRINTED,
        is_typed_in=found.whereabouts is Whereabouts.TYPED_IN,
        closes=progress.moment_words(rules.closes_at),
        typed_until=cycles.typed_until(rules),
        offices=papers.offices(rules, found.cycle, is_trial=found.is_trial),
    )


@bp.get("/paper/<serial>.pdf")
@public
def pen_form_pdf(serial: str) -> ResponseReturnValue:
    """The form itself, as long as nobody has typed it in or written it off."""
    found = _find(serial)
    if found is None or found.whereabouts is not Whereabouts.PRINTED:
        raise NotFound("no such form to print")
    return pdf_of([found])


def _find(serial: str) -> PenForm | None:
    try:
        return pen_forms.get(db.session, serials.read(serial))
    except (NotAccepted, NotFound):
        return None

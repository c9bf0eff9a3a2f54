"""The family gives its seat back; the page says first what comes next."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, family
from forms_app.allocation import bp, declining
from forms_app.allocation.forms import DeclineForm
from forms_app.allocation.release import live_offer
from forms_app.allocation.views import offer_page, own_application
from forms_app.applications import choices, cycles
from forms_app.applications.answers import Adjustment
from forms_app.applications.models import Application
from forms_app.applications.remaining import NOTHING
from forms_app.applications.states import State
from forms_app.extensions import db
from forms_app.languages.texts import said


@bp.route("/apply/offer/decline", methods=["GET", "POST"])
@family
def decline() -> ResponseReturnValue:
    """Asked once more, because the seat goes to another child."""
    application, form = own_application(), DeclineForm()
    if form.validate_on_submit():
        declining.decline(
            db.session,
            application,
            offer_id=form.offer_id.data or "",
            read=form.read.data or "",
            actor=current_actor(),
        )
        db.session.commit()
        if application.state == State.ELIGIBLE:
            flash(said("已经放弃这个名额，接着看别的志愿。"))
            return redirect(url_for("applications.status"), 303)
        flash(said("已经放弃这个名额。"))
        return redirect(url_for("allocation.answer"), 303)
    return _page(application, form)


def _page(application: Application, form: DeclineForm) -> str:
    held = live_offer(db.session, application)
    left = declining.left(db.session, application, held) if held is not None else NOTHING
    if not form.is_submitted():
        form.read.data = declining.mark(left)
    rules, first = cycles.rules_of(application), left.first
    return offer_page(
        "allocation/decline.html",
        application,
        form,
        lines=[
            (one.word, _full_name(one.programme_id), one.has_free_seat)
            for one in declining.lines(db.session, application, left)
        ],
        word=said("不要这个，接着看{next}", next=first.word)
        if first is not None
        else said("不要这个，这次报名就结束了"),
        ends_on=said("{month}月{day}日", month=rules.ends_on.month, day=rules.ends_on.day),
        is_open=cycles.season(rules) is cycles.Season.OPEN,
        closes_on=clock.day_words(rules.closes_at),
        wants_elsewhere=application.answers.adjustment is Adjustment.OTHER_COLLEGE,
        is_helper=current_actor().sitting_id is not None,
        not_yours=declining.NOT_YOURS,
    )


def _full_name(programme_id: str) -> str:
    """College and specialty; what left the catalogue is never shown here."""
    found = choices.offer(programme_id)
    return found.title if found is not None else programme_id

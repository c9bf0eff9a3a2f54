"""A guardian without a net: the texts are read aloud on the telephone, and two people say so."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import family
from forms_app.applications import bp, cycles
from forms_app.applications.answers import Relation, Witness
from forms_app.applications.consenting import asking
from forms_app.applications.drafts import ChangedElsewhere
from forms_app.applications.family import application as own_application
from forms_app.applications.forms.guardian_reply import TelephoneForm
from forms_app.applications.models import Application
from forms_app.extensions import db
from forms_app.languages.texts import said


@bp.route("/apply/telephone", methods=["GET", "POST"])
@family
def telephone() -> ResponseReturnValue:
    """At a desk or a school, in the application that the family has opened there.

    Consents are only given here: to take one back, the family's own page is nearer.
    """
    application = own_application()
    texts = cycles.consent_texts(cycles.rules_of(application))
    answers = application.answers
    drawn = {
        "texts": asking.texts_shown(application),
        "given_by": answers.guardian_name,
        "relation": answers.guardian_relation,
        "number": answers.guardian_phone,
    }
    form = TelephoneForm(texts_of=texts, data=drawn)
    if form.validate_on_submit():
        if asking.ending(application, form.agreed):
            form.form_errors = [*form.form_errors, said("要收回同意，请在“看同意书”里收回。")]
        elif _keep(application, form):
            return redirect(url_for("applications.own_consents"), 303)
    return render_template(
        "applications/telephone.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        now=clock.now().astimezone(clock.BEIJING).strftime("%Y-%m-%d %H:%M"),
        desk=cycles.desk_of(application),
    )


def _keep(application: Application, form: TelephoneForm) -> bool:
    given = asking.Reply(
        given_by=form.given_by.data or "",
        relation=Relation(form.relation.data),
        agreed=form.agreed,
        texts=form.texts.data or "",
        witness=Witness(
            read_by=form.read_by.data or "",
            heard_by=form.heard_by.data or "",
            number=form.number.data or "",
            called_at=form.moment,
        ),
    )
    try:
        asking.reply_by_telephone(db.session, application, given)
    except ChangedElsewhere as refusal:
        db.session.rollback()
        form.form_errors = [*form.form_errors, refusal.message]
        form.texts.data = asking.texts_shown(application)
        form.texts.raw_data = None
        return False
    db.session.commit()
    flash(said("记下了。念的、听的、号码和时间都写在记录里。"))
    return True

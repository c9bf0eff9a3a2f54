"""A new 取件码 for a family that lost its own: by whoever reviews, before the 户口簿 itself."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.accounts.access import current_actor, staff
from forms_app.applications import access_code, opening
from forms_app.applications.looks import KIND, render_file, visible_file
from forms_app.applications.lost_codes import TITLE
from forms_app.applications.models import Application
from forms_app.applications.states import Party
from forms_app.errors import Conflict, NotFound
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.privacy import add_view
from forms_app.review import REVIEWERS, bp, sheet
from forms_app.review.forms import ReissueForm
from forms_app.workflow import Actor

MAY = frozenset({Party.FIRST_COLLEGE, Party.COUNTY_DESK})


def may_reissue(application: Application, actor: Actor) -> bool:
    """The desk of the county, or the college of the first choice."""
    return bool(MAY & application.standing_of(actor))


def reissue(session: Session, application: Application, *, actor: Actor, seen: int) -> None:
    """Kill the old code, write down who did it. `seen` is the generation that the page showed.

    Raises Conflict when a new code was given out meanwhile: a second press must not kill what the
    first one printed.
    """
    session.flush()
    session.refresh(application, with_for_update=True)
    if application.code_generation != seen:
        raise Conflict("取件码刚刚重开过。你这一次没有再开。")
    opening.reissue_code(session, application, actor=actor)
    add_view(session, subject_kind=KIND, subject_id=application.id, actor=actor, what=TITLE)


@bp.route("/staff/applications/<application_id>/code", methods=["GET", "POST"])
@staff(*REVIEWERS)
def reissue_code(application_id: str) -> ResponseReturnValue:
    """The new code is in the answer to the POST, and under no address."""
    application, form, actor = visible_file(application_id), ReissueForm(), current_actor()
    if not may_reissue(application, actor):
        raise NotFound("not the task of this account")
    name = sheet.last_versions(db.session, [application])[application.id].answers.name
    if form.validate_on_submit():
        reissue(db.session, application, actor=actor, seen=form.seen_number)
        db.session.commit()
        code = access_code.shown(application.code or "")
        return render_file(
            "review/new_code.html", application, what=said("看新取件码"), code=code, name=name
        )
    if not form.is_submitted():
        form.seen.data = str(application.code_generation)
    return render_file(
        "review/reissue.html", application, what=f"打开：{TITLE}", form=form, title=TITLE, name=name
    )

"""The college prints who is admitted, for its wall: numbers and shortened names, nothing else."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, staff
from forms_app.allocation import bp, public_list
from forms_app.allocation.views import COLLEGE
from forms_app.applications.looks import KIND
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.privacy import add_view
from generator.printing.render import render_pdf


@bp.get("/staff/public-lists")
@staff(*COLLEGE)
def public_lists() -> ResponseReturnValue:
    """One list a programme; empty until a family has said yes."""
    found = public_list.lists(db.session, actor=current_actor())
    return render_template(
        "allocation/public_lists.html", lists=found, is_trial=any(one.is_trial for one in found)
    )


@bp.get("/staff/public-lists/<cycle>/<programme_id>.pdf")
@staff(*COLLEGE)
def public_list_paper(cycle: str, programme_id: str) -> ResponseReturnValue:
    actor = current_actor()
    found = public_list.admitted(db.session, cycle=cycle, programme_id=programme_id, actor=actor)
    made = public_list.paper(found, programme_id=programme_id)
    looked_at = [one.id for one in found]
    db.session.rollback()
    with db.writing_session() as writing:
        for one in looked_at:
            add_view(
                writing, subject_kind=KIND, subject_id=one, actor=actor, what=said("印录取名单")
            )
        writing.commit()
    answer = Response(render_pdf(made).content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="admitted.pdf"'
    return answer

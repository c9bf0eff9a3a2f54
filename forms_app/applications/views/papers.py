"""The papers as PDF. A character that no font has blocks the paper, never the child (N14)."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import family
from forms_app.applications import bp, papers
from forms_app.applications.family import application as own_application
from forms_app.extensions import db
from generator.printing.errors import GlyphMissing
from generator.printing.paper import Paper
from generator.printing.render import render_pdf


@bp.route("/apply/form.pdf")
@family
def form_pdf() -> ResponseReturnValue:
    return _pdf(papers.application_paper(db.session, own_application()), "form")


@bp.route("/apply/receipt.pdf")
@family
def receipt_pdf() -> ResponseReturnValue:
    return _pdf(papers.receipt_paper(db.session, own_application()), "receipt")


def _pdf(paper: Paper, kind: str) -> ResponseReturnValue:
    # Nothing is held open while a paper is drawn, which takes longer than any query.
    db.session.rollback()
    try:
        printed = render_pdf(paper)
    except GlyphMissing as missing:
        return render_template(
            "applications/no_paper.html",
            section="apply",
            is_trial=paper.trial,
            message=missing.message,
            code_points=missing.code_points,
        )
    answer = Response(printed.content, mimetype="application/pdf")
    # No name in a file name: it stays in the list of downloads of a borrowed phone.
    answer.headers["Content-Disposition"] = f'inline; filename="{kind}.pdf"'
    return answer

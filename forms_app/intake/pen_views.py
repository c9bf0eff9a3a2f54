"""A desk's pages for forms filled in by pen: print, type in, write off."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.applications import cycles, paging
from forms_app.applications.family import remember, visit_index
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.helping import edits, signed_in
from forms_app.applications.helping.models import Authority
from forms_app.applications.models import Application
from forms_app.applications.submission import typing_over
from forms_app.applications.typed_text import NotAccepted
from forms_app.errors import Conflict, NotFound
from forms_app.extensions import db
from forms_app.intake import DESKS, bp, papers, pen_forms, serials
from forms_app.intake.forms import PrintForm, SpoilForm, TypeInForm
from forms_app.intake.models import PenForm, Spoiled, Whereabouts
from forms_app.languages.texts import said
from forms_app.privacy import add_view
from forms_app.running import catalogue
from generator.printing.errors import PaperTooLong
from generator.printing.pen_form import MOST_COPIES
from generator.printing.render import render_pdf

TITLE = "录入纸质表"
PEN_FORM = "pen_form"
"""What is looked at when a desk goes on with a draft: written down under the paper, because the
desk has the paper before it, and the application is nobody's task before it is sent (N13)."""


@bp.route("/staff/paper", methods=["GET", "POST"])
@staff(*DESKS)
def pen_forms_page() -> ResponseReturnValue:
    """Print some, look one up by its serial, see what became of the others."""
    form = PrintForm()
    if form.validate_on_submit():
        made = pen_forms.print_for_desk(
            db.session, campaign=form.campaign, count=form.count.data or 1, actor=current_actor()
        )
        db.session.commit()
        return redirect(url_for("intake.print_run", run=made[0].print_run), 303)
    asked, problem = request.args.get("serial", ""), ""
    if asked:
        try:
            return redirect(url_for("intake.pen_form", serial=serials.read(asked)), 303)
        except NotAccepted as refusal:
            problem = str(refusal)
    actor, after = current_actor(), paging.read(request.args.get("after"))
    found = pen_forms.of_desk(db.session, actor, after=after)
    return render_template(
        "intake/pen_forms.html",
        form=form,
        asked=asked,
        problem=problem,
        rows=found.rows,
        after=found.after,
        is_later_page=after is not None,
        counts=pen_forms.counts(db.session, actor),
        shown=serials.shown,
    )


@bp.get("/staff/paper/runs/<run>")
@staff(*DESKS)
def print_run(run: str) -> ResponseReturnValue:
    """The files of one print run, a few copies each, so that the press is free in between."""
    found = pen_forms.of_run(db.session, run, actor=current_actor())
    parts = range(0, len(found), MOST_COPIES)
    return render_template(
        "intake/print_run.html",
        run=run,
        count=len(found),
        parts=[
            (number, at + 1, min(at + MOST_COPIES, len(found)))
            for number, at in enumerate(parts, start=1)
        ],
        serials=[serials.shown(one.serial) for one in found],
    )


@bp.get("/staff/paper/runs/<run>/<int:part>.pdf")
@staff(*DESKS)
def print_run_pdf(run: str, part: int) -> ResponseReturnValue:
    found = pen_forms.of_run(db.session, run, actor=current_actor())
    copies = found[(part - 1) * MOST_COPIES : part * MOST_COPIES] if part > 0 else []
    if not copies:
        raise NotFound("no such part of this print run")
    return pdf_of(copies)


@bp.route("/staff/paper/<serial>", methods=["GET", "POST"])
@staff(*DESKS)
def pen_form(serial: str) -> ResponseReturnValue:
    """Type one in: the family's first page here, the others on the family's own pages."""
    found = _get(serial)
    if found.whereabouts is not Whereabouts.PRINTED:
        return _show_known(found)
    form = TypeInForm(paper=found)
    if form.validate_on_submit():
        return _type_in(found, form)
    return render_template(
        "intake/type_in.html",
        form=form,
        paper=found,
        serial=serials.shown(found.serial),
        spoil=SpoilForm(formdata=None),
        typed_until=cycles.typed_until(form.rules),
        typing_over=typing_over(form.rules)
        if clock.today() > cycles.typed_until(form.rules)
        else None,
    )


def _type_in(found: PenForm, form: TypeInForm) -> ResponseReturnValue:
    programme = catalogue().programmes[form.programme.data]
    assert form.received_on.data is not None  # check_together has asked for it
    try:
        application = pen_forms.type_in(
            db.session,
            found,
            programme=programme,
            values=form.values(),
            received_on=form.received_on.data,
            actor=current_actor(),
        )
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
        return redirect(url_for("intake.pen_form", serial=found.serial), 303)
    add_view(
        db.session, subject_kind=PEN_FORM, subject_id=found.id, actor=current_actor(), what=TITLE
    )
    db.session.commit()
    _sit_down(application)
    flash("第一页录好了。接着照纸上录下去；提交以后印取件单给家里，再点“关好再还”。")
    return redirect(url_for("applications.task_page", name="student"), 303)


@bp.post("/staff/paper/<serial>/go-on")
@staff(*DESKS)
def go_on(serial: str) -> ResponseReturnValue:
    """Back into a draft that this desk began and has not sent."""
    found, actor = _get(serial), current_actor()
    application = pen_forms.unfinished(db.session, found, actor=actor)
    if application is None or not TypedForm().validate_on_submit():
        flash("这张表现在不能接着录。看下面写的。", "warn")
        return redirect(url_for("intake.pen_form", serial=found.serial), 303)
    add_view(
        db.session,
        subject_kind=PEN_FORM,
        subject_id=found.id,
        actor=actor,
        what=said("接着录纸质表"),
    )
    db.session.commit()
    _sit_down(application)
    return redirect(url_for("applications.task_list"), 303)


def _sit_down(application: Application) -> None:
    """Let the desk in, as a helper whose every change the family finds on its 改动单 (N7)."""
    remember(application)
    account = signed_in.here()
    assert account is not None  # the gate has let one of DESKS in
    signed_in.sit_down(
        db.session,
        application.id,
        account,
        visit_index=visit_index(),
        authority=Authority.ON_PAPER,
    )
    edits.record_first(db.session, application)
    db.session.commit()


@bp.post("/staff/paper/<serial>/spoil")
@staff(*DESKS)
def spoil(serial: str) -> ResponseReturnValue:
    found, form = _get(serial), SpoilForm()
    if not form.validate_on_submit():
        flash("作废要选一个原因。", "warn")
        return redirect(url_for("intake.pen_form", serial=found.serial), 303)
    because = Spoiled(form.because.data)
    try:
        pen_forms.spoil(db.session, found, because=because, actor=current_actor())
        db.session.commit()
        flash("这张表已经作废。弄错了，可以在这里恢复。")
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
    return redirect(url_for("intake.pen_form", serial=found.serial), 303)


@bp.post("/staff/paper/<serial>/bring-back")
@staff(*DESKS)
def bring_back(serial: str) -> ResponseReturnValue:
    found = _get(serial)
    if TypedForm().validate_on_submit():
        try:
            pen_forms.bring_back(db.session, found)
            db.session.commit()
            flash("已经恢复，可以录入。")
        except Conflict as refusal:
            db.session.rollback()
            flash(refusal.message, "warn")
    return redirect(url_for("intake.pen_form", serial=found.serial), 303)


def _show_known(found: PenForm) -> str:
    unfinished = pen_forms.unfinished(db.session, found, actor=current_actor())
    return render_template(
        "intake/known.html",
        paper=found,
        serial=serials.shown(found.serial),
        is_typed_in=found.whereabouts is Whereabouts.TYPED_IN,
        may_go_on=unfinished is not None,
    )


def _get(serial: str) -> PenForm:
    try:
        return pen_forms.get(db.session, serials.read(serial))
    except NotAccepted:
        raise NotFound("no such serial") from None


def pdf_of(copies: list[PenForm]) -> Response:
    """These copies in one file. Nothing personal is on them, so no glyph can be missing.

    Raises Conflict when the cycle's texts do not fit on two sheets.
    """
    try:
        paper = papers.pen_form_paper(copies)
        db.session.rollback()  # Nothing is held open while a paper is drawn.
        content = render_pdf(paper).content
    except (PaperTooLong, ValidationError):
        raise Conflict(
            "这一季的同意文字太长，两页纸印不下，所以没有印。"
            "请管理员把同意的文字改短；现在先在网上填，或去帮办点填。"
        ) from None
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="paper-form.pdf"'
    return answer

"""Pages on which an agreement is prepared: parties, clauses, tasks, teachers, preview and lock."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.agreements import bp, drafting, papers, services
from forms_app.agreements.forms import ClausesForm, PartyForm, TasksForm, TeachersForm
from forms_app.agreements.models import Agreement
from forms_app.agreements.states import Event, Party, State
from forms_app.agreements.views import COLLEGE, OFFICER, pdf
from forms_app.commitments.forms import PressForm
from forms_app.commitments.versions import last_terms
from forms_app.commitments.views import STALE
from forms_app.errors import Conflict, NotFound, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.running import site_address
from forms_app.workflow import events_open_to

PARTY = "/staff/agreements/<agreement_id>/party/<any(assisting, receiving):side>"
SIDES = {Party.ASSISTING: "甲方（支援学校）", Party.RECEIVING: "乙方（受援学校）"}


@bp.route(PARTY, methods=["GET", "POST"])
@staff(OFFICER)
def party(agreement_id: str, side: str) -> ResponseReturnValue:
    agreement, chosen = _open(agreement_id, Party(side)), Party(side)
    form = PartyForm(data=getattr(agreement.details, side).model_dump())

    def write() -> None:
        drafting.write_party(
            db.session, agreement, side=chosen, party=form.party(), actor=current_actor()
        )

    return _part("agreements/party.html", agreement, form, write, heading=SIDES[chosen])


@bp.route("/staff/agreements/<agreement_id>/clauses", methods=["GET", "POST"])
@staff(OFFICER)
def clauses(agreement_id: str) -> ResponseReturnValue:
    agreement = _open(agreement_id, Party.ASSISTING)
    details = agreement.details
    form = ClausesForm(data={"policies": "\n".join(details.policies), "money": details.money})

    def write() -> None:
        drafting.write_clauses(
            db.session,
            agreement,
            policies=form.lines(),
            money=form.money.data or "",
            actor=current_actor(),
        )

    return _part("agreements/clauses.html", agreement, form, write)


@bp.route("/staff/agreements/<agreement_id>/tasks", methods=["GET", "POST"])
@staff(OFFICER)
def tasks(agreement_id: str) -> ResponseReturnValue:
    agreement = _open(agreement_id, Party.ASSISTING)
    terms = last_terms(db.session, agreement.commitment)
    years = range(terms.starts_on.year, terms.ends_on.year + 1)
    form = TasksForm.for_years(years, agreement.details.tasks)

    def write() -> None:
        drafting.write_tasks(db.session, agreement, tasks=form.tasks(), actor=current_actor())

    return _part("agreements/tasks.html", agreement, form, write)


@bp.route("/staff/agreements/<agreement_id>/teachers", methods=["GET", "POST"])
@staff(OFFICER)
def teachers(agreement_id: str) -> ResponseReturnValue:
    agreement = _open(agreement_id, Party.RECEIVING)
    details = agreement.details
    is_ours = agreement.commitment.assisting_id == current_actor().organisation_id
    lines = [
        "，".join(filter(None, (one.name, one.post, one.training))) for one in details.teachers
    ]
    form = TeachersForm(
        data={
            "teachers": "\n".join(lines),
            "agrees": details.named_by_assisting if is_ours else details.named_by_receiving,
        }
    )

    def write() -> None:
        drafting.write_teachers(
            db.session,
            agreement,
            teachers=form.trainees(),
            agrees=bool(form.agrees.data),
            actor=current_actor(),
        )

    return _part(
        "agreements/teachers.html",
        agreement,
        form,
        write,
        other_agrees=details.named_by_receiving if is_ours else details.named_by_assisting,
    )


@bp.get("/staff/agreements/<agreement_id>/preview.pdf")
@staff(*COLLEGE)
def preview(agreement_id: str) -> ResponseReturnValue:
    """The text as it stands, marked as a draft on every page."""
    agreement = services.get(db.session, agreement_id, actor=current_actor())
    if agreement.state != State.DRAFTING:
        raise NotFound("the text is locked: there is no draft any more")
    paper = papers.paper_of(
        db.session,
        agreement,
        made_at=clock.now(),
        site_address=site_address(),
        kind=papers.DraftPaper,
    )
    return pdf(papers.print_paper(paper).pdf.content, name=f"{agreement.serial}-draft")


@bp.route("/staff/agreements/<agreement_id>/lock", methods=["GET", "POST"])
@staff(OFFICER)
def lock(agreement_id: str) -> ResponseReturnValue:
    if request.method == "POST":
        return _lock(agreement_id)
    agreement = services.get(db.session, agreement_id, actor=current_actor())
    if Event.LOCK not in events_open_to(agreement, current_actor()):
        raise TransitionNotAllowed("锁定文本由支援学校的经办人来做，而且只能做一次。")
    return render_template(
        "agreements/lock.html",
        agreement=agreement,
        commitment=agreement.commitment,
        details=agreement.details,
        terms=last_terms(db.session, agreement.commitment),
        form=PressForm(),
    )


def _lock(agreement_id: str) -> ResponseReturnValue:
    """Print first, in a session that only reads: printing takes a second, and a write transaction
    is what every family in the same second waits for."""
    actor = current_actor()
    back = redirect(url_for(".detail", agreement_id=agreement_id), 303)
    try:
        if not PressForm().validate_on_submit():
            raise TransitionNotAllowed(STALE)
        with db.reading_session() as reading:
            draft = services.get(reading, agreement_id, actor=actor)
            if Event.LOCK not in events_open_to(draft, actor) or draft.details.missing():
                raise TransitionNotAllowed("还有内容没填好，或者文本已经锁定。")
            record = papers.paper_of(
                reading, draft, made_at=clock.now(), site_address=site_address()
            )
        printed = papers.print_paper(record)
        agreement = services.get(db.session, agreement_id, actor=actor)
        papers.lock(db.session, agreement, printed=printed, actor=actor)
        db.session.commit()
        flash("文本已经锁定，请甲方签字人来签。")
    except (TransitionNotAllowed, Conflict) as refused:
        db.session.rollback()
        flash(refused.message, "warn")
    return back


def _open(agreement_id: str, side: Party) -> Agreement:
    actor = current_actor()
    agreement = services.get(db.session, agreement_id, actor=actor)
    drafting.may_write(agreement, actor=actor, side=side)
    return agreement


def _part(
    template: str,
    agreement: Agreement,
    form: FlaskForm,
    write: Callable[[], None],
    **context: object,
) -> ResponseReturnValue:
    """Write one part and go back to the agreement, or show its page."""
    if form.validate_on_submit():
        write()
        db.session.commit()
        flash("已存好。")
        return redirect(url_for(".detail", agreement_id=agreement.id), 303)
    return render_template(
        template, form=form, agreement=agreement, commitment=agreement.commitment, **context
    )

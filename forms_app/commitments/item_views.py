"""Pages of one item of a commitment: write it, change it, copy it, remove it, put it back."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, staff
from forms_app.commitments import bp, items, services
from forms_app.commitments.forms import ItemForm
from forms_app.commitments.models import Commitment, CommitmentItem
from forms_app.commitments.versions import terms_of
from forms_app.commitments.views import WRITERS, press
from forms_app.errors import Conflict, FieldError
from forms_app.extensions import db
from forms_app.running import catalogue


@bp.route("/<commitment_id>/items/new", methods=["GET", "POST"])
@staff(*WRITERS)
def new_item(commitment_id: str) -> ResponseReturnValue:
    commitment = services.get_for_writing(db.session, commitment_id, actor=current_actor())
    return _item_page(commitment, None, ItemForm())


@bp.route("/<commitment_id>/items/<item_id>", methods=["GET", "POST"])
@staff(*WRITERS)
def item(commitment_id: str, item_id: str) -> ResponseReturnValue:
    commitment = services.get_for_writing(db.session, commitment_id, actor=current_actor())
    known = items.get(commitment, item_id)
    facts = asdict(items.facts_of(known))
    return _item_page(
        commitment, known, ItemForm(data=facts | {"specialty": known.specialty or ""})
    )


@bp.post("/<commitment_id>/items/<item_id>/copy")
@staff(*WRITERS)
def copy_item(commitment_id: str, item_id: str) -> ResponseReturnValue:
    def copy(commitment: Commitment) -> None:
        known = items.get(commitment, item_id)
        items.copy(db.session, commitment, known, actor=current_actor())

    return press(commitment_id, copy, said="已经复制到最后一项。", anchor="items")


@bp.post("/<commitment_id>/items/<item_id>/remove")
@staff(*WRITERS)
def remove_item(commitment_id: str, item_id: str) -> ResponseReturnValue:
    def remove(commitment: Commitment) -> None:
        known = items.get(commitment, item_id)
        items.remove(db.session, commitment, known, actor=current_actor())

    return press(
        commitment_id, remove, said="已经去掉。在“去掉的项目”里可以放回来。", anchor="items"
    )


@bp.post("/<commitment_id>/items/<item_id>/restore")
@staff(*WRITERS)
def restore_item(commitment_id: str, item_id: str) -> ResponseReturnValue:
    def restore(commitment: Commitment) -> None:
        known = items.get(commitment, item_id)
        items.restore(db.session, commitment, known, actor=current_actor())

    return press(commitment_id, restore, said="已经放回来。", anchor="items")


def _item_page(
    commitment: Commitment, known: CommitmentItem | None, form: ItemForm
) -> ResponseReturnValue:
    """Show the item, or write it and go on: to the next item, or back to the list."""
    terms = terms_of(commitment, catalogue())
    form.offer(terms.specialties)
    if form.validate_on_submit():
        try:
            _write(commitment, known, form)
            db.session.commit()
            flash(f"“{form.what.data}”已存好。")
            return redirect(_next_page(commitment), 303)
        except FieldError as error:
            db.session.rollback()
            field = form[error.field]
            field.errors = [*field.errors, error.message]
        except Conflict as refused:
            db.session.rollback()
            form.form_errors.append(refused.message)
    return render_template(
        "commitments/item.html", form=form, commitment=commitment, item=known, terms=terms
    )


def _write(commitment: Commitment, known: CommitmentItem | None, form: ItemForm) -> None:
    actor, facts = current_actor(), form.facts()
    if known is None:
        items.add(db.session, commitment, facts=facts, actor=actor)
    else:
        items.change(db.session, commitment, known, facts=facts, actor=actor)


def _next_page(commitment: Commitment) -> str:
    if request.form.get("next") == "another":
        return url_for(".new_item", commitment_id=commitment.id)
    return url_for(".detail", commitment_id=commitment.id, _anchor="items")

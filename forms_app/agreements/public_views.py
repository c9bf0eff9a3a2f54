"""Pages for everybody: filed pairings, their data file, and the verification of one paper."""

from __future__ import annotations

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.accounts.access import public as open_to_all
from forms_app.agreements import bp, public
from forms_app.agreements.forms import CompareForm
from forms_app.agreements.services import SERIAL
from forms_app.config import MEBIBYTE
from forms_app.extensions import db
from forms_app.running import settings


@bp.get("/pairings-filed")
@open_to_all
def filed_list() -> ResponseReturnValue:
    return render_template("agreements/filed_list.html", pairings=_filed())


@bp.get("/pairings-filed/<serial>")
@open_to_all
def filed_one(serial: str) -> ResponseReturnValue:
    pairing = public.filed_one(db.session, serial, with_trials=settings().is_demonstration)
    return render_template("agreements/filed_one.html", pairing=pairing)


@bp.get("/published/pairings.json")
@open_to_all
def filed_data() -> ResponseReturnValue:
    """Public data only; a trial is there in a demonstration alone, and says so."""
    return jsonify(public.as_data(_filed()))


@bp.route("/v/<serial>", methods=["GET", "POST"])
@open_to_all
def verify(serial: str) -> ResponseReturnValue:
    """The same page for every number; a text that is no number is not repeated to the reader."""
    # A session that only reads, for a POST too: comparing must not wait for those who write.
    with db.reading_session() as session:
        known = public.verification(session, serial)
    form = CompareForm()
    compared = None
    if form.validate_on_submit():
        compared = public.compare_file(known, form.file.data.stream)
    return render_template(
        "agreements/verify.html",
        serial=serial if SERIAL.fullmatch(serial) else "",
        known=known,
        printed=public.compare_digits(known, request.args.get("h")),
        compared=compared,
        megabytes=settings().largest_body // MEBIBYTE,
        form=form,
    )


def _filed() -> list[public.FiledPairing]:
    return public.filed(db.session, with_trials=settings().is_demonstration)

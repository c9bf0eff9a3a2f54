"""A desk's pages for a class: the empty sheet, the dry run, loading, the slips.

Nothing of a sheet is kept before it is loaded; so the file is chosen again to load it.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict
from wtforms import FileField, RadioField
from wtforms.validators import StopValidation

from forms_app.accounts.access import current_actor, staff
from forms_app.applications import consents, cycles, names, phones
from forms_app.applications.cycles import cycle
from forms_app.applications.forms.helping import KINDS
from forms_app.applications.forms.page import CHOOSE, Line, Needed, one_of, options
from forms_app.applications.helping.models import Authority
from forms_app.applications.typed_text import NotAccepted
from forms_app.errors import NotFound
from forms_app.extensions import db
from forms_app.intake import DESKS, bp, classes, loading, papers, workbook, workbook_reading
from forms_app.intake.checking import Checked, Helper
from forms_app.intake.columns import MOST_ROWS
from forms_app.intake.forms import CycleForm, open_campaigns
from forms_app.privacy import record_view
from generator.printing.render import render_pdf
from generator.schema.campaign import Campaign

CHECK, MARK, LOAD = "check", "mark", "load"
WHAT = {
    CHECK: "只检查，什么都不存",
    MARK: "检查，把问题写进表里，下载回来",
    LOAD: "把没有问题的行存下来",
}
CLASS_LOAD = "class_load"
LEFT_OUT = re.compile(rf"[0-9]{{1,4}}(\.[0-9]{{1,4}}){{0,{MOST_ROWS - 1}}}")


class ClassForm(CycleForm):
    """`rows` is what the file holds, once the form holds."""

    filled_in_by = RadioField(
        "谁在填", [Needed(CHOOSE), one_of(KINDS)], choices=options(KINDS), validate_choice=False
    )
    helper_name = Line("你的姓名", clean=names.clean, needed="写上你的姓名，家里人会看到。")
    helper_phone = Line(
        "你的电话", clean=phones.clean_helpers, needed="写上你的电话，家里人有事找你。"
    )
    authority = RadioField(
        "这些学生的监护人怎么让你填的", choices=options(Authority), validate_choice=False
    )
    sheet = FileField("填好的班级表（.xlsx）")
    what = RadioField("做什么", choices=WHAT, default=CHECK, validate_choice=False)
    rows: tuple[workbook_reading.Row, ...] = ()

    def __init__(self, **more: Any) -> None:
        if request.method == "POST":
            both: list[Any] = [request.files, request.form]
            more.setdefault("formdata", CombinedMultiDict(both))
        super().__init__(**more)

    def validate_authority(self, field: RadioField) -> None:
        """Nothing is stored by looking, so only loading asks for it."""
        if self.what.data == LOAD and field.data not in set(Authority):
            raise StopValidation(CHOOSE)

    def validate_what(self, field: RadioField) -> None:
        if field.data not in WHAT:
            field.data = CHECK
            raise StopValidation(CHOOSE)

    def validate_sheet(self, field: FileField) -> None:
        if not getattr(field.data, "filename", ""):
            raise StopValidation("选一个文件：填好的班级表。")
        try:
            self.rows = tuple(workbook_reading.read(field.data.stream))
        except NotAccepted as refusal:
            raise StopValidation(str(refusal)) from None

    @property
    def helper(self) -> Helper:
        return Helper(
            str(self.filled_in_by.data),
            str(self.helper_name.data or ""),
            str(self.helper_phone.data or ""),
        )


@bp.route("/staff/classes", methods=["GET", "POST"])
@staff(*DESKS)
def class_sheet() -> ResponseReturnValue:
    """The dry run, the same sheet back with its problems, or loading what is good."""
    form = ClassForm()
    if not form.validate_on_submit():
        return _show(form, None)
    actor, campaign = current_actor(), form.campaign
    checked = classes.check_class(
        db.session, form.rows, campaign=campaign, helper=form.helper, actor=actor
    )
    if form.what.data == MARK:
        return _marked(campaign, checked)
    good = [one for one in checked if one.is_good]
    if form.what.data == CHECK or not good:
        return _show(form, checked)
    load = loading.begin(
        db.session,
        campaign=campaign,
        good=good,
        authority=Authority(form.authority.data),
        actor=actor,
    )
    db.session.commit()
    # A sheet is not kept; numbers of rows tell nothing of anybody, so the address may hold them.
    bad = ".".join(str(one.row.number) for one in checked if one.problems)
    there = url_for("intake.class_load", load_id=load.id, left_out=bad or None)
    return redirect(there, 303)


def _show(form: ClassForm, checked: list[Checked] | None) -> str:
    return render_template(
        "intake/class_sheet.html",
        form=form,
        checked=checked,
        good=sum(one.is_good for one in checked or []),
        there=sum(one.is_there for one in checked or []),
        bad=[one for one in checked or [] if one.problems],
        was_to_load=form.what.data == LOAD,
        # A browser never fills in a file again.
        choose_again=bool(form.errors) and bool(form.rows),
        loads=classes.loads_of(db.session, current_actor()),
        most=MOST_ROWS,
        campaigns=form.campaigns,
        stored_under={
            one.id: consents.ages(cycles.admission(one.id)).stored_after_consent_under
            for one in form.campaigns
        },
    )


def _marked(campaign: Campaign, checked: list[Checked]) -> Response:
    rows = [one.row.cells for one in checked]
    problems = {at: one.words for at, one in enumerate(checked) if one.problems}
    return _file(workbook.with_problems(campaign, rows, problems), "class-with-problems")


@bp.get("/staff/classes/<cycle_id>.xlsx")
@staff(*DESKS)
def class_template(cycle_id: str) -> ResponseReturnValue:
    campaign = next((one for one in open_campaigns() if one.id == cycle_id), None)
    if campaign is None:
        raise NotFound("no such cycle is open")
    return _file(workbook.template(campaign), "class")


@bp.get("/staff/classes/<load_id>")
@staff(*DESKS)
def class_load(load_id: str) -> ResponseReturnValue:
    """How far a load is. Names stand on the slips only, where a look is written down."""
    load = classes.get_load(db.session, load_id, actor=current_actor())
    found = classes.entries(db.session, load)
    return render_template(
        "intake/class_load.html",
        load=load,
        waiting=loading.count_waiting(db.session, load),
        left=loading.left(db.session, load),
        left_out=_left_out(),
        cycle=cycle(load.cycle),
        entries=found,
        slips=len(classes.with_slip(found)),
        sent=sum(application.submitted_at is not None for _, application in found),
    )


def _left_out() -> list[str]:
    """Rows with problems, as the press on 存下 wrote them into the address."""
    typed = request.args.get("left_out", "")
    return typed.split(".") if LEFT_OUT.fullmatch(typed) else []


@bp.get("/staff/classes/<load_id>/slips.pdf")
@staff(*DESKS)
def slips(load_id: str) -> ResponseReturnValue:
    actor = current_actor()
    load = classes.get_load(db.session, load_id, actor=actor)
    found = classes.with_slip(classes.entries(db.session, load))
    if not found:
        raise NotFound("no slip of this load may be printed any more")
    paper = papers.slips_paper(found)
    db.session.rollback()
    record_view(subject_kind=CLASS_LOAD, subject_id=load_id, actor=actor, what="印取件码单")
    answer = Response(render_pdf(paper).content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="slips.pdf"'
    return answer


def _file(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype=workbook.TYPE)
    # No name of a school or a class in a list of downloads.
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer

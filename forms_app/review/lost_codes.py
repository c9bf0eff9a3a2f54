"""The page on which a school, a village, a desk or a college gives a lost 取件码 out anew.

It finds the child by what the 户口簿 says and shows nothing of any application but the new code,
in the answer to the POST, under no address. What was typed stands in no address and no log.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import InputRequired

from forms_app import clock
from forms_app.accounts.access import current_actor, staff
from forms_app.applications import access_code, cycles, identity_number, lost_codes, names
from forms_app.applications.drafts import was_sent
from forms_app.applications.forms.birth_date import BirthDateReader
from forms_app.applications.forms.page import Line, TypedForm
from forms_app.applications.identity_number import BookletDecides
from forms_app.applications.lost_codes import TITLE, Child, JustGiven, NotThisOne, TooManyWrong
from forms_app.applications.typed_text import NotAccepted
from forms_app.extensions import db
from forms_app.review import bp

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class LostCodeForm(BirthDateReader, TypedForm):
    """`child` is there once it is valid; `asks_booklet` when 户口簿就是这样 would keep it."""

    name = Line("学生的姓名", needed="写上学生的姓名，照户口簿写。", clean=names.clean)
    birth_year = StringField("学生的出生日期")
    birth_month = StringField("月")
    birth_day = StringField("日")
    identity_number = StringField("学生的身份证号")
    identity_as_in_booklet = BooleanField("户口簿就是这样")
    has_no_identity_number = BooleanField("填表时还没有身份证号")
    guardian_name = Line("监护人的姓名", clean=names.clean)
    has_seen = BooleanField(
        "我看过户口簿原件",
        description="照片、复印件不算。人和户口簿要对得上。",
        validators=[InputRequired("先看户口簿原件，再勾。")],
    )
    drawn_at = HiddenField()

    child: Child

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.asks_booklet = False

    @property
    def seen_at(self) -> datetime:
        """When the page was drawn; long ago for anything that is no moment: a stale page."""
        try:
            moment = datetime.fromisoformat(self.drawn_at.data or "")
        except ValueError:
            return LONG_AGO
        return moment if moment.tzinfo is not None else LONG_AGO

    def draw_anew(self) -> None:
        """From now on this page knows of every code that was given out."""
        self.drawn_at.data = clock.now().isoformat()

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        number, born = self._read_number(), self._read_birth_date()
        by_guardian = bool(self.has_no_identity_number.data)
        if by_guardian and not self.guardian_name.data and not self.guardian_name.errors:
            self.guardian_name.errors = ["写上监护人的姓名，填表时第一页写的那一位。"]
        if not is_valid or born is None or self.guardian_name.errors:
            return False
        if number is None and not by_guardian:
            return False
        self.child = Child(
            name=self.name.data or "",
            birth_date=born,
            number=number,
            guardian_name=self.guardian_name.data,
        )
        return True

    def _read_number(self) -> str | None:
        """The number in its stored form; None without one, or when its field has an error now."""
        if self.has_no_identity_number.data:
            return None
        typed = self.identity_number.data or ""
        if not identity_number.normalised(typed):
            self.identity_number.errors = [
                "写上身份证号。填表时还没有，就勾下面的“填表时还没有身份证号”。"
            ]
            return None
        as_is = bool(self.identity_as_in_booklet.data)
        try:
            return identity_number.read(typed, today=clock.today(), as_in_booklet=as_is).number
        except BookletDecides:
            self.asks_booklet = True
            self.identity_number.errors = [
                "最后一位和前面17位对不上。核对后仍一样，勾“户口簿就是这样”。"
            ]
        except NotAccepted as error:
            self.identity_number.errors = [str(error)]
        return None

    def _read_birth_date(self) -> date | None:
        born = self.read_birth_date()
        if born is None and not self.birth_year.errors:
            self.birth_year.errors = ["写上学生的出生日期，照户口簿写。"]
        return born


@bp.route("/staff/codes", methods=["GET", "POST"])
@staff(*lost_codes.ROLES)
def lost_code() -> ResponseReturnValue:
    form = LostCodeForm()
    if form.validate_on_submit():
        try:
            application = lost_codes.give_anew(
                db.session, form.child, actor=current_actor(), drawn_at=form.seen_at
            )
        except (NotThisOne, TooManyWrong, JustGiven) as refusal:
            db.session.commit()
            form.form_errors = [refusal.message]
        else:
            db.session.commit()
            return render_template(
                "review/new_code.html",
                application=application,
                is_trial=application.is_trial,
                code=access_code.shown(application.code or ""),
                name=form.child.name,
                is_sent=was_sent(application),
                begun=clock.day_words(application.created_at),
                is_by_booklet=True,
            )
    form.draw_anew()
    return render_template("review/lost_code.html", title=TITLE, form=form, desks=cycles.desks())

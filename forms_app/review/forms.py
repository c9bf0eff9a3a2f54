"""The reviewer's forms. Each carries `seen`, so that a page that grew old is noticed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from forms_app import clock
from forms_app.applications.fields import RETURNABLE
from forms_app.review.services import LONGEST_REASON

NOT_CHECKED = "not_checked"
UNANSWERED = "选一项。没核对过，也照实选。"
HOUSEHOLD_CHECKS = {
    "county_list": "对过县里的名单",
    "proof_seen": "看过证明原件或照片",
    "called_county": "打电话问过县里",
    NOT_CHECKED: "还没核对，先不走绿色通道",
}


def _reason(label: str, hint: str) -> TextAreaField:
    return TextAreaField(
        label,
        description=hint,
        filters=[lambda text: text.strip() if text else text],
        validators=[
            DataRequired("写清楚原因，对方要看得懂。"),
            Length(max=LONGEST_REASON, message=f"太长了，写到{LONGEST_REASON}个字以内。"),
        ],
    )


class DayField(DateField):
    """A day from a date control, with an error that says how to write one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("日期要写成 2026-12-08 这样。") from error


class BoxesField(SelectMultipleField):
    """Several boxes to tick; the type's name ends as the form macros expect."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.type = "MultiCheckboxField"

    def pre_validate(self, _form: Any) -> None:
        known = {value for value, *_ in self.iter_choices()}
        if not set(self.data or []) <= known:
            raise ValidationError("有一处不认识，请重新勾。")


class StepForm(FlaskForm):
    """A lone button; also the base of every form here."""

    seen = HiddenField()

    @property
    def seen_number(self) -> int:
        """0 for anything that is no number, which no history row has: a stale page."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


class ReturnForm(StepForm):
    fields = BoxesField(
        "哪些要改",
        description="只勾要改的，家里人只看到这些。",
        choices={field.name: field.label for field in RETURNABLE},
        validators=[InputRequired("勾一勾要改的地方，至少一处。")],
    )
    reason = _reason("为什么要改，怎么改", "写给家里人看。一句一件事，不用公文话。")
    due = DayField(
        "请家里人在哪天前改好",
        description="过了这天不会自动退，会有人打电话。",
        default=lambda: clock.today() + timedelta(days=7),
        validators=[InputRequired("选一天。")],
    )

    def offer_only(self, may_read: Callable[[str], bool]) -> None:
        """Nobody sends back an answer that is not shown to them."""
        words = {field.name: field.label for field in RETURNABLE if may_read(field.name)}
        self.fields.choices = words


class EligibleForm(StepForm):
    household_check = RadioField(
        "困难类型是怎么核对的",
        description="核对过的，先用绿色通道的名额。",
        choices=HOUSEHOLD_CHECKS,
        validators=[
            InputRequired(UNANSWERED),
            AnyOf(list(HOUSEHOLD_CHECKS), message=UNANSWERED),
        ],
        validate_choice=False,
    )

    def ask_household(self, kind: str | None) -> None:
        """Drop the question where no channel is claimed: `kind` is what the family said."""
        if kind is None:
            del self.household_check
        else:
            self.household_check.label.text = f"家里填的是“{kind}”，怎么核对的"

    @property
    def check(self) -> str | None:
        """The chosen way of checking, in words; None when there was none."""
        field = self._fields.get("household_check")
        if field is None or field.data == NOT_CHECKED:
            return None
        return HOUSEHOLD_CHECKS[field.data]


class RefusalForm(StepForm):
    reason = _reason("为什么不符合", "写给家里人看：哪一条不符合，凭什么。")
    other_route = StringField(
        "还可以走哪条路",
        description="例如：报普通专业、明年再报、问县里的培训。",
        filters=[lambda text: text.strip() if text else text],
        validators=[
            DataRequired("给家里人指一条别的路。"),
            Length(max=200, message="太长了，写到200个字以内。"),
        ],
    )


class ExtendAppealForm(StepForm):
    until = DayField(
        "延到哪一天",
        description="那一天家里人还可以送。",
        validators=[InputRequired("选一天。")],
    )
    reason = _reason("为什么延长", "写给家里人看，例如：住院、没有网、没收到消息。")


class SecondPersonForm(StepForm):
    reason = _reason("你的意见", "写你自己核对的结果，家里人看得到。")


class ReissueForm(StepForm):
    has_seen = BooleanField(
        "看过户口簿原件",
        description="照片、复印件不算。人和户口簿要对得上。",
        validators=[InputRequired("先看户口簿原件，再勾。")],
    )


def put_error(form: FlaskForm, field: str, message: str) -> None:
    """Show an error of a service beside its field, or on top when the form has no such field."""
    fields: Mapping[str, Any] = form._fields
    if field in fields:
        fields[field].errors = [*fields[field].errors, message]
    else:
        form.form_errors.append(message)

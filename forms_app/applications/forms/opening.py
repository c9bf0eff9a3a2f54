"""取件码 and birth date: the two things that open an application again."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.validators import DataRequired, StopValidation

from forms_app.applications import access_code
from forms_app.applications.consenting.guardian_code import GUARDIAN_CODE
from forms_app.applications.forms.birth_date import BirthDateReader
from forms_app.applications.forms.page import TypedForm, accepted
from forms_app.languages.texts import said


class OpeningForm(BirthDateReader, TypedForm):
    """`code_read` and `birth_date_read` are there once it is valid."""

    code = StringField("取件码", [DataRequired(said("写上取件码，10个字符，在回执单上。"))])
    birth_year = StringField("学生的出生日期")
    birth_month = StringField("月")
    birth_day = StringField("日")

    code_read: str
    birth_date_read: date

    def validate_code(self, field: StringField) -> None:
        if GUARDIAN_CODE.is_one(field.data or ""):
            raise StopValidation(said("这是给监护人的同意码，不是取件码。按下面的“看同意书”。"))
        self.code_read = accepted(access_code.read, field.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        born = self.read_birth_date()
        if born is None:
            if not self.birth_year.errors:
                self.birth_year.errors = [said("写上学生的出生日期，照户口簿写。")]
            return False
        self.birth_date_read = born
        return is_valid

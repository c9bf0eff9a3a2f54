"""The guardian's own page: the 同意码, who answers, and yes or no to each of the five texts."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired

from forms_app.applications import names
from forms_app.applications.answers import Relation
from forms_app.applications.consenting import guardian_code
from forms_app.applications.forms.page import (
    CHOOSE,
    Line,
    Needed,
    TypedForm,
    accepted,
    one_of,
    options,
)
from generator.schema.campaign import ConsentText

YES, NO = "同意", "不同意"


class CodeForm(TypedForm):
    """`code_read` is there once it is valid."""

    code = StringField("同意码", [DataRequired("写上同意码，15个字符，家里人发给你的。")])

    code_read: str

    def validate_code(self, field: StringField) -> None:
        self.code_read = accepted(guardian_code.read, field.data or "")


def _answer() -> RadioField:
    return RadioField(
        "", [Needed(CHOOSE), one_of((YES, NO))], choices=options((YES, NO)), validate_choice=False
    )


class ReplyForm(TypedForm):
    """No answer is filled in beforehand but what this guardian's code gave before."""

    code = HiddenField()
    texts = HiddenField()
    given_by = Line("你的姓名（监护人）", clean=names.clean, needed="写上你的姓名。")
    relation = SelectField(
        "你是学生的什么人",
        [Needed(CHOOSE), one_of(Relation)],
        choices={"": "选一项", **options(Relation)},
        validate_choice=False,
    )
    admission = _answer()
    sensitive_data = _answer()
    colleges = _answer()
    later_contact = _answer()
    publicity = _answer()

    def __init__(self, *, texts_of: tuple[ConsentText, ...], **more: Any) -> None:
        super().__init__(**more)
        self.consent_fields = [(text, self[text.kind]) for text in texts_of]
        for text, field in self.consent_fields:
            field.label.text = text.title

    @property
    def agreed(self) -> frozenset[str]:
        return frozenset(text.kind for text, field in self.consent_fields if field.data == YES)

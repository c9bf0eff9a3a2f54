"""What an office fills in about a family's request."""

from __future__ import annotations

from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from forms_app.applications.forms.page import CHOOSE, TypedForm, check_words, one_of
from forms_app.languages.texts import said

ERASE = "erase"
NOT_YET = "not_yet"
AGREE = "agree"
DISAGREE = "disagree"


class _AnswerForm(TypedForm):
    """A verdict, and words that the family reads where it needs them."""

    needs_words = frozenset({NOT_YET, DISAGREE})

    verdict: RadioField
    reason = TextAreaField("理由")

    def validate_reason(self, field: TextAreaField) -> None:
        check_words(field, needed=said("写清楚理由，家里人看得到。") if self.asks_for_words else "")

    @property
    def asks_for_words(self) -> bool:
        return self.verdict.data in self.needs_words


class ProposeForm(_AnswerForm):
    verdict = RadioField(
        "核对以后",
        choices={ERASE: said("可以删"), NOT_YET: said("现在还不能删")},
        validators=[InputRequired(CHOOSE), one_of((ERASE, NOT_YET))],
        validate_choice=False,
    )


class SecondForm(_AnswerForm):
    """`is_refusal`: the first person thinks that it cannot be erased yet."""

    verdict = RadioField(
        "你核对以后",
        choices={AGREE: said("同意"), DISAGREE: said("不同意，要再核对")},
        validators=[InputRequired(CHOOSE), one_of((AGREE, DISAGREE))],
        validate_choice=False,
    )

    def __init__(self, *, is_refusal: bool) -> None:
        super().__init__()
        self.is_refusal = is_refusal
        words = said("同意，现在还不能删") if is_refusal else said("同意，现在就删掉，找不回来")
        self.verdict.choices = {AGREE: words, DISAGREE: said("不同意，要再核对")}

    @property
    def asks_for_words(self) -> bool:
        return self.is_refusal or super().asks_for_words


class CopyForm(TypedForm):
    has_seen = BooleanField(
        "看过户口簿原件，家里人就在面前",
        description=said("照片、复印件不算。打电话来要的，请他们自己用取件码取。"),
        validators=[InputRequired(said("先看户口簿原件，再勾。"))],
    )

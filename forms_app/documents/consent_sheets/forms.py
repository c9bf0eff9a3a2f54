"""What an office copies from a signed sheet, and why it sends one back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    TextAreaField,
)
from wtforms.validators import Optional

from forms_app import clock
from forms_app.applications import consents, cycles
from forms_app.applications.answers import Relation
from forms_app.applications.forms.guardian_reply import ReplyForm
from forms_app.applications.forms.page import (
    CHOOSE,
    Needed,
    TypedForm,
    check_words,
    one_of,
    options,
)
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.languages.texts import said

ORIGINAL, PHOTO = said("原件"), said("照片")


def seen_number(form: TypedForm) -> int:
    """0 for anything that is no number: a page that grew old."""
    text = form["seen"].data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


class ConfirmForm(ReplyForm):
    """Everything is copied from the sheet; nothing is ticked beforehand."""

    seen = HiddenField()
    signed_on = DateField("哪天签的", [Optional()])
    looked_at = RadioField(
        "你看的是",
        [Needed(CHOOSE), one_of((ORIGINAL, PHOTO))],
        choices=options((ORIGINAL, PHOTO)),
        validate_choice=False,
    )
    has_signature = BooleanField("监护人签了名，也按了手印或盖了章，我看清了")

    def __init__(self, *, sheet: ConsentSheet, **more: Any) -> None:
        rules = cycles.rules_of(sheet.application)
        super().__init__(texts_of=cycles.consent_texts(rules), **more)
        self.sheet, self.rules = sheet, rules
        self.given_by.label.text = said("监护人姓名")
        self.relation.label.text = said("他是学生的什么人")
        self.relation.validators = [Needed(CHOOSE), one_of(Relation)]
        self.relation.choices = {"": said("选一项"), **options(Relation)}

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then together."""
        is_valid = bool(super().validate(extra_validators))
        for field, message in list(self._check_together()):
            field.errors = [*field.errors, message]
            is_valid = False
        return is_valid

    def _check_together(self) -> Iterable[tuple[Field, str]]:
        if not self.has_signature.data:
            yield self.has_signature, said("没有签名和手印（或章），不能记。请退回，写明缺什么。")
        if self.signed_on.data is None:
            self.signed_on.errors = []
            yield self.signed_on, said("写上签字的那一天，纸上“签字日期”那一格，例如 2026-12-01。")
        else:
            yield from self._check_day(self.signed_on.data)
        born = consents.youngest(self.sheet.application.answers)
        is_alone = born is not None and consents.agrees_alone(self.rules, born)
        if self.relation.data == Relation.SELF and not is_alone:
            under = consents.ages(self.rules).guardian_agrees_under
            yield (
                self.relation,
                said("不满{under}岁的，要监护人签。请退回，写明要谁签。", under=under),
            )

    def _check_day(self, day: date) -> Iterable[tuple[Field, str]]:
        printed = self.sheet.printed_at.astimezone(clock.BEIJING).date()
        if day > clock.today():
            yield self.signed_on, said("这一天还没有到。照纸上写。")
        elif day < printed:
            yield (
                self.signed_on,
                said(
                    "这张纸{printed_at}才印，早不过那天。",
                    printed_at=clock.day_words(self.sheet.printed_at),
                ),
            )


class RefuseForm(TypedForm):
    seen = HiddenField()
    reason = TextAreaField("为什么退回，怎么改")

    def validate_reason(self, field: TextAreaField) -> None:
        check_words(field, needed=said("写清楚缺什么、怎么改，家里人要看得懂。"))

"""The guardian's own page: the 同意码, who answers, and yes or no to each of the five texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from wtforms import DateTimeLocalField, Field, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Optional, StopValidation

from forms_app import clock
from forms_app.applications import names, phones
from forms_app.applications.access_code import ACCESS_CODE
from forms_app.applications.answers import GUARDIANS
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
from forms_app.languages.texts import said
from generator.schema.campaign import ConsentText

YES, NO = said("同意"), said("不同意")
MYSELF, HELPER = said("监护人本人"), said("帮忙的人（老师、村干部、学院人员）")
BY_LOGIN, BY_NAME = said("有账号，自己登录来确认"), said("没有账号，写名字")
LONGEST_AGO = timedelta(days=7)
"""A choice of ours: what is written down later is remembered, not witnessed."""


class CodeForm(TypedForm):
    """`code_read` is there once it is valid."""

    code = StringField("同意码", [DataRequired(said("写上同意码，15个字符，家里人发给你的。"))])

    code_read: str

    def validate_code(self, field: StringField) -> None:
        if ACCESS_CODE.is_one(field.data or ""):
            raise StopValidation(
                said(
                    "这是取件码，不是同意码。请家里人在“发同意码给监护人”那一页，把15个字符的同意码发来。"
                )
            )
        self.code_read = accepted(guardian_code.read, field.data or "")


def _answer() -> RadioField:
    return RadioField(
        "", [Needed(CHOOSE), one_of((YES, NO))], choices=options((YES, NO)), validate_choice=False
    )


class ReplyForm(TypedForm):
    """No answer is filled in beforehand but what this guardian's code gave before."""

    code = HiddenField()
    texts = HiddenField()
    given_by = Line("你的姓名（监护人）", clean=names.clean, needed="写上监护人的姓名。")
    relation = SelectField(
        "你是学生的什么人",
        [Needed(CHOOSE), one_of(GUARDIANS)],
        choices={"": said("选一项"), **options(GUARDIANS)},
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
        for number, (text, field) in enumerate(self.consent_fields, start=1):
            field.label.text = f"{number}. {text.title}"

    @property
    def agreed(self) -> frozenset[str]:
        return frozenset(text.kind for text, field in self.consent_fields if field.data == YES)


class OwnReplyForm(ReplyForm):
    """The guardian's own page: who sits before it is asked first."""

    answering = RadioField(
        "谁在回答",
        [Needed(CHOOSE), one_of((MYSELF, HELPER))],
        choices=options((MYSELF, HELPER)),
        validate_choice=False,
    )
    phone = Line("你的电话（没有就空着）", clean=phones.clean_guardians)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        # The list of errors follows the page.
        first = ("answering", "given_by", "relation", "phone")
        self._fields = {name: self._fields[name] for name in (*first, *self._fields)}


class TelephoneForm(ReplyForm):
    """What was read aloud and answered on the telephone, and the two who can say so.

    `reader` is the account that is logged in here: then nobody types who reads.
    """

    read_by = Line("谁念的同意书（姓名和单位）", most=60)
    heard_how = RadioField(
        "在旁边听的人",
        [Needed(CHOOSE), one_of((BY_LOGIN, BY_NAME))],
        choices=options((BY_LOGIN, BY_NAME)),
        validate_choice=False,
    )
    heard_by = Line("没有账号的，写他的姓名和单位", most=60)
    number = Line("打的哪个电话", clean=phones.clean_helpers, needed="写上打的号码。")
    called_at = DateTimeLocalField(
        "什么时候打的", [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )

    def __init__(self, *, reader: str | None = None, **more: Any) -> None:
        """Somebody else writes here, so that the labels speak of the guardian."""
        super().__init__(**more)
        self.reader = reader
        self.given_by.label.text = said("监护人姓名")
        self.relation.label.text = said("他是学生的什么人")

    @property
    def reads(self) -> str:
        """Who read the texts aloud."""
        return self.reader or self.read_by.data or ""

    @property
    def is_heard_by_login(self) -> bool:
        return bool(self.heard_how.data == BY_LOGIN)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then together."""
        is_valid = bool(super().validate(extra_validators))
        for field, message in self._check_together():
            field.errors = [*field.errors, message]
            is_valid = False
        return is_valid

    def _check_together(self) -> Iterable[tuple[Field, str]]:
        if not self.reads and not self.read_by.errors:
            yield self.read_by, said("写上是谁念的：姓名和单位。")
        if self.heard_how.data == BY_NAME and not self.heard_by.data and not self.heard_by.errors:
            yield self.heard_by, said("写上是谁在旁边听的。")
        if self.heard_how.data == BY_NAME and self.reads and self.reads == self.heard_by.data:
            yield self.heard_by, said("念的人和听的人要是两个人。")
        if self.called_at.errors:
            self.called_at.errors = [said("写成年-月-日 时:分，例如 2026-12-01 09:30。")]
        elif self.called_at.data is None:
            yield self.called_at, said("写上什么时候打的，例如 2026-12-01 09:30。")
        elif not timedelta(0) <= clock.now() - self.moment <= LONGEST_AGO:
            yield self.called_at, said("只能记这七天里打过的电话，不能写以后的时间。")

    @property
    def moment(self) -> Any:
        """When the call was, in China's time; after a valid form."""
        return self.called_at.data.replace(tzinfo=clock.BEIJING) if self.called_at.data else None

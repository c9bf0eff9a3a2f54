"""The student: name, identity number, sex and ethnicity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, StringField

from forms_app import clock
from forms_app.applications import consents, identity_number, names
from forms_app.applications.answers import Answers
from forms_app.applications.fields import BY_NAME
from forms_app.applications.forms.page import Line, PageForm, one_of, options
from forms_app.applications.identity_number import BookletDecides, Identity
from forms_app.applications.typed_text import NotAccepted, clean_line
from forms_app.languages.texts import said, said_each
from generator.schema.campaign import Admission
from generator.schema.enums import IdentityRule

SEXES = (said("男"), said("女"))
# GB/T 3304, in its order; 其他 for who is not on the list.
ETHNICITIES = (
    *said_each(
        said(
            "汉族、蒙古族、回族、藏族、维吾尔族、苗族、彝族、壮族、布依族、朝鲜族、满族、侗族、瑶族、白族"
        )
    ),
    *said_each(
        said(
            "土家族、哈尼族、哈萨克族、傣族、黎族、傈僳族、佤族、畲族、高山族、拉祜族、水族、东乡族、纳西族、景颇族"
        )
    ),
    *said_each(
        said(
            "柯尔克孜族、土族、达斡尔族、仫佬族、羌族、布朗族、撒拉族、毛南族、仡佬族、锡伯族、阿昌族、普米族、塔吉克族、怒族"
        )
    ),
    *said_each(
        said(
            "乌孜别克族、俄罗斯族、鄂温克族、德昂族、保安族、裕固族、京族、塔塔尔族、独龙族、鄂伦春族、赫哲族、门巴族、珞巴族、基诺族"
        )
    ),
    said("其他"),
)


class StudentForm(PageForm):
    """`asks_booklet` is true when «户口簿就是这样» would keep the number as it is."""

    task = BY_NAME["student"]

    name = Line("姓名", clean=names.clean)
    name_cannot_be_typed = BooleanField("有的字打不出来")
    name_in_pinyin = Line(
        "姓名的拼音", clean=lambda typed: clean_line(typed, label=said("拼音"), most=80)
    )
    former_name = Line("曾用名（没有就空着）", clean=names.clean)
    identity_number = StringField("身份证号")
    has_no_identity_number = BooleanField("还没有身份证号")
    identity_as_in_booklet = BooleanField("户口簿就是这样")
    sex = RadioField("性别", [one_of(SEXES)], choices=options(SEXES), validate_choice=False)
    ethnicity = SelectField(
        "民族（可以不填）",
        [one_of(ETHNICITIES)],
        choices={"": said("不填"), **options(ETHNICITIES)},
        validate_choice=False,
    )

    def __init__(self, *, rules: Admission, before: Answers, **more: Any) -> None:
        super().__init__(**more)
        self.rules = rules
        self.before = before
        self.asks_booklet = False
        self.identity: Identity | None = None

    @property
    def asks_number(self) -> bool:
        return self.rules.identity is not IdentityRule.NOT_ASKED

    def check_together(self) -> Iterable[tuple[Field, str]]:
        cannot_type = bool(self.name_cannot_be_typed.data)
        lacks_name = not self.name.data and not self.name.errors and not cannot_type
        if lacks_name and not self.is_for_later:
            yield self.name, said("写上学生的姓名，照户口簿写。")
        if cannot_type and not self.name_in_pinyin.data and not self.is_for_later:
            yield self.name_in_pinyin, said("字打不出来，就用拼音写上姓名。")
        yield from self._check_number()

    def _check_number(self) -> Iterable[tuple[Field, str]]:
        typed = self.identity_number.data or ""
        if not self.asks_number:
            return
        if not identity_number.normalised(typed):
            is_needed = self.rules.identity is IdentityRule.REQUIRED and not self.is_for_later
            if is_needed and not self.has_no_identity_number.data:
                yield self.identity_number, said("写上身份证号。还没有，就勾“还没有身份证号”。")
            return
        try:
            self.identity = self._read(typed)
        except BookletDecides as error:
            self.asks_booklet = True
            yield self.identity_number, str(error)
        except NotAccepted as error:
            yield self.identity_number, str(error)

    def _read(self, typed: str) -> Identity:
        is_confirmed = self._is_confirmed(typed)
        identity = identity_number.read(typed, today=clock.today(), as_in_booklet=is_confirmed)
        born = identity.birth_date
        is_child = consents.must_come_first(self.rules, born)
        if is_child and not consents.are_given(self.rules, self.before):
            under = consents.ages(self.rules).stored_after_consent_under
            raise NotAccepted(
                said("学生不满{under}岁：要监护人先在第1件里同意，才能存。", under=under)
            )
        if is_confirmed:
            return identity
        before = self.before.birth_date
        if before is not None and before != born:
            raise BookletDecides(
                said(
                    "号码里的生日是{born}，前面填的是{before}。看户口簿，把不对的那一处改掉。两处都没错，就点“户口簿就是这样”。",
                    born=_day(born),
                    before=_day(before),
                )
            )
        age = identity.age_on(self.rules.age_counted_on)
        if age > self.rules.usual_ages[1]:
            raise BookletDecides(
                said(
                    "按这个号码，{age_counted_on}学生{age}岁。看一遍户口簿；没有写错，就点“户口簿就是这样”。",
                    age_counted_on=_day(self.rules.age_counted_on),
                    age=age,
                )
            )
        return identity

    def _is_confirmed(self, typed: str) -> bool:
        """Pressed now, or confirmed before for this very number."""
        is_same = identity_number.normalised(typed) == self.before.identity_number
        return bool(self.identity_as_in_booklet.data) or (
            is_same and self.before.identity_as_in_booklet
        )

    def values(self) -> dict[str, Any]:
        values = super().values()
        identity = self.identity
        values["identity_number"] = identity.number if identity else None
        values["identity_as_in_booklet"] = identity is not None and self._is_confirmed(
            identity.number
        )
        values["has_no_identity_number"] = (
            bool(self.has_no_identity_number.data) and identity is None
        )
        if values["sex"] is None and identity is not None:
            values["sex"] = identity.sex
        if not values["name_cannot_be_typed"]:
            values["name_in_pinyin"] = None
        return values


def _day(day: Any) -> str:
    return said("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)

"""The first page: who fills in, the birth date, the guardian, and the five consents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
)

from forms_app.applications import consents, names, phones
from forms_app.applications.answers import Answers, FilledInBy, Relation
from forms_app.applications.completeness import HELPERS
from forms_app.applications.consenting import ways
from forms_app.applications.cycles import consent_texts
from forms_app.applications.fields import BY_NAME
from forms_app.applications.forms.birth_date import BirthDateReader, boxes_for
from forms_app.applications.forms.page import CHOOSE, Line, Needed, PageForm, one_of, options
from forms_app.languages.texts import said
from generator.schema.campaign import Admission, ConsentText, GuardianAges
from generator.schema.enums import ConsentKind


class GuardianForm(BirthDateReader, PageForm):
    """Nothing of a child under 14 is stored before the required consents are ticked."""

    task = BY_NAME["guardian"]

    client_key = HiddenField()
    filled_in_by = RadioField(
        "谁在填这张表",
        [Needed(CHOOSE), one_of(FilledInBy)],
        choices=options(FilledInBy),
        validate_choice=False,
    )
    helper_name = Line("帮忙的人姓名", clean=names.clean)
    helper_phone = Line("帮忙的人电话", clean=phones.clean_helpers)
    birth_year = StringField("学生的出生日期")
    birth_month = StringField("月")
    birth_day = StringField("日")
    guardian_name = Line("监护人姓名", clean=names.clean, needed="写上监护人的姓名。")
    guardian_relation = SelectField(
        "监护人是学生的什么人",
        [Needed(CHOOSE), one_of(Relation)],
        choices={"": said("选一项"), **options(Relation)},
        validate_choice=False,
    )
    guardian_phone = Line("监护人电话（没有就空着）", clean=phones.clean_guardians)
    admission = BooleanField()
    sensitive_data = BooleanField()
    colleges = BooleanField()
    later_contact = BooleanField()
    publicity = BooleanField()
    far = SubmitField("监护人不在身边，发同意码给他")

    def __init__(self, *, rules: Admission, before: Answers, **more: Any) -> None:
        super().__init__(**more)
        self.rules = rules
        self.before = before
        self.consent_fields: list[tuple[ConsentText, Field]] = []
        for text in consent_texts(rules):
            field = self[text.kind]
            field.label.text = text.title
            if not self.is_submitted():
                field.data = consents.is_given(text, before)
            self.consent_fields.append((text, field))

    @classmethod
    def data_from(cls, answers: Answers) -> dict[str, Any]:
        return {**super().data_from(answers), **boxes_for(answers.birth_date)}

    @property
    def ages(self) -> GuardianAges:
        """From which age on who agrees, for the words of the page."""
        return consents.ages(self.rules)

    @property
    def refused(self) -> dict[str, str]:
        """By kind of consent, what the page says where the guardian refused apart from it."""
        found = {
            text.kind.value: consents.refused_apart(self.rules, text, self.before)
            for text, _ in self.consent_fields
        }
        return {kind: ways.refusal_words(one) for kind, one in found.items() if one is not None}

    @property
    def is_far(self) -> bool:
        """The guardian is asked by a 同意码."""
        return bool(self.far.data)

    @property
    def is_for_later(self) -> bool:
        return super().is_for_later or self.is_far

    @property
    def keeps_nothing(self) -> bool:
        """A child under 14 whose guardian has yet to answer, and of whom nothing is kept so far."""
        born = self.birth_date_read
        is_child = born is not None and consents.must_come_first(self.rules, born)
        return is_child and self.is_far and self.before.birth_date is None

    def check_together(self) -> Iterable[tuple[Field, str]]:
        self.birth_date_read = self.read_birth_date()
        if self.birth_date_read is None:
            if not self.birth_year.errors:
                # Without it the 取件码 would open nothing, so it is asked even to save for later.
                yield self.birth_year, said("写上学生的出生日期，照户口簿写。")
            return
        if self.filled_in_by.data in HELPERS and not self.is_for_later:
            if not self.helper_name.data and not self.helper_name.errors:
                yield self.helper_name, said("你在帮忙填，请写上你的姓名。")
            if not self.helper_phone.data and not self.helper_phone.errors:
                yield self.helper_phone, said("你在帮忙填，请写上你的电话。")
        yield from self._check_consents()

    def _check_consents(self) -> Iterable[tuple[Field, str]]:
        for kind, words in self.refused.items():
            if self[kind].data:
                yield self[kind], words
        is_ticked = all(field.data for text, field in self.consent_fields if text.is_required)
        has_giver = bool(self.guardian_name.data and self.guardian_relation.data)
        if any(field.data for _, field in self.consent_fields) and not has_giver:
            if not self.guardian_name.errors and not self.guardian_name.data:
                yield self.guardian_name, said("写上是谁同意的：监护人的姓名。")
            if not self.guardian_relation.errors and not self.guardian_relation.data:
                yield self.guardian_relation, CHOOSE
        born = self.birth_date_read
        if self.keeps_nothing or born is None:
            return
        ages = self.ages
        is_self = self.guardian_relation.data == Relation.SELF
        if is_self and not consents.agrees_alone(self.rules, born):
            yield (
                self.guardian_relation,
                said(
                    "学生不满{guardian_agrees_under}岁，要监护人同意。选监护人是他的什么人。",
                    guardian_agrees_under=ages.guardian_agrees_under,
                ),
            )
        if consents.must_come_first(self.rules, born) and not is_ticked:
            yield (
                self[ConsentKind.ADMISSION],
                said(
                    "学生不满{stored_after_consent_under}岁：要监护人先看过、勾上前三项，才能存。",
                    stored_after_consent_under=ages.stored_after_consent_under,
                ),
            )

    def values(self) -> dict[str, Any]:
        values = super().values()
        if self.keeps_nothing:
            return {"filled_in_by": values["filled_in_by"]}
        values["birth_date"] = self.birth_date_read
        if self.filled_in_by.data not in HELPERS:
            values |= {"helper_name": None, "helper_phone": None}
        ticked = [text.kind for text, field in self.consent_fields if field.data]
        if self.guardian_name.data and self.guardian_relation.data:
            values["consents"] = consents.record(
                self.rules,
                before=self.before,
                agreed=ticked,
                given_by=self.guardian_name.data,
                relation=Relation(self.guardian_relation.data),
            )
        return values

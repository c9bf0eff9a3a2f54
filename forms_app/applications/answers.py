"""What a family has answered so far: one closed record, kept sealed as a whole, migrated forward.

Every field is optional because a draft is saved at each step; `tasks.py` says what is still
missing. Values here have passed their page's form; this module does not check them again.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from generator.schema.enums import ConsentKind

FORMAT = 1


class Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class FilledInBy(StrEnum):
    STUDENT = "学生本人"
    GUARDIAN = "监护人"
    TEACHER = "老师"
    VILLAGE_WORKER = "村干部"
    COLLEGE_OFFICER = "学院人员"


class Relation(StrEnum):
    """What the one who agrees is to the student; the last one is for who may agree alone."""

    FATHER = "父亲"
    MOTHER = "母亲"
    PATERNAL_GRANDPARENT = "祖父母"
    MATERNAL_GRANDPARENT = "外祖父母"
    SIBLING = "兄姐"
    OTHER_RELATIVE = "其他亲属"
    WELFARE_HOME = "福利机构"
    VILLAGE_COMMITTEE = "村(居)委会"
    SELF = "学生本人"


GUARDIANS = tuple(one for one in Relation if one is not Relation.SELF)


class Adjustment(StrEnum):
    """服从调剂: asked, never defaulted."""

    SAME_COLLEGE = "同校其他专业"
    OTHER_COLLEGE = "其他学院"
    NONE = "都不"


class Boarding(StrEnum):
    NEEDED = "需要"
    NOT_NEEDED = "不需要"
    UNSURE = "不确定"


class Schooling(StrEnum):
    """How far the student got; the entry point of a programme is measured by it."""

    BEFORE_GRADUATION = "还没到初三"
    MIDDLE_SCHOOL_NOW = "今年初中毕业"
    MIDDLE_SCHOOL_BEFORE = "以前初中毕业"
    HIGH_SCHOOL = "高中毕业"
    INTERMEDIATE_WORKER = "中级工毕业"
    SENIOR_WORKER = "高级工毕业"


Method = Literal["点击", "纸质", "电话见证"]


class Witness(Answer):
    """A consent by telephone: who read the texts aloud, who listened, which number, when."""

    read_by: str
    heard_by: str
    number: str
    called_at: datetime
    read_signed_at: datetime | None = None
    """When the reader said so under his own login; None for a name that was only written down."""
    heard_signed_at: datetime | None = None
    """Likewise for the one who listened."""


class SignedSheet(Answer):
    """A consent on paper that an office has seen: which sheet, when signed, who saw what of it."""

    serial: str
    """As it is printed."""
    signed_on: date
    seen: Literal["原件", "照片"]
    confirmed_by: str


class Consent(Answer):
    """One consent as it was given: which text, by whom, how, when."""

    kind: ConsentKind
    version: str
    agreed: bool
    given_by: str
    relation: Relation
    method: Method = "点击"
    by_code: bool = False
    """Given from afar, by whoever holds the 同意码."""
    witness: Witness | None = None
    """There when the method is 电话见证."""
    language: str = "zh-CN"
    """BCP 47 tag of the text that was read."""
    sheet: SignedSheet | None = None
    """There when the method is 纸质 and the paper is a sheet of its own, not the whole form."""
    at: datetime


class Choice(Answer):
    """One 志愿: a programme of the catalogue; rank is its place in the list."""

    programme_id: str
    order_class_id: str | None = None
    has_read_order_class: bool = False


class Answers(Answer):
    """Everything the nine tasks ask. Dates are ISO dates; codes are text; money is not asked."""

    format: int = FORMAT

    filled_in_by: FilledInBy | None = None
    helper_name: str | None = None
    helper_phone: str | None = None

    home_county: str | None = None
    """六位 division code of 户籍地."""
    home_village: str | None = None
    mail_address: str | None = None
    mail_to_village_committee: bool = False

    birth_date: date | None = None
    """Asked first: it opens the form again together with the 取件码, and decides who consents."""
    name: str | None = None
    former_name: str | None = None
    name_cannot_be_typed: bool = False
    name_in_pinyin: str | None = None
    identity_number: str | None = None
    identity_as_in_booklet: bool = False
    """The family confirmed a number whose check digit does not fit: a desk looks at the booklet."""
    has_no_identity_number: bool = False
    sex: Literal["男", "女"] | None = None
    ethnicity: str | None = None

    phone: str | None = None
    phone_belongs_to: str | None = None
    has_no_phone: bool = False
    call_when: str | None = None
    email: str | None = None

    guardian_name: str | None = None
    guardian_relation: Relation | None = None
    guardian_phone: str | None = None

    household_kind: str | None = None
    household_proof_number: str | None = None
    county_checks_household: bool = True

    schooling: Schooling | None = None
    school: str | None = None
    graduation_year: int | None = None
    score: float | None = None
    full_score: float | None = None
    has_no_score: bool = False

    choices: tuple[Choice, ...] = ()
    adjustment: Adjustment | None = None
    boarding: Boarding | None = None
    physical_answer: Literal["没有", "有", "不清楚"] | None = None

    consents: tuple[Consent, ...] = ()

    def consent(self, kind: ConsentKind) -> Consent | None:
        return next((consent for consent in self.consents if consent.kind is kind), None)

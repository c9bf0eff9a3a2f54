"""The columns of a class sheet: title, drop-down, and which answers of the form each one holds."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app import clock
from forms_app.applications import choices, cycles
from forms_app.applications.answers import Adjustment, Boarding, Relation, Schooling
from forms_app.applications.forms.choosing import PHYSICAL_ANSWERS
from forms_app.applications.forms.family import ANYBODY, WHOSE_PHONE
from forms_app.applications.forms.schooling import OLDEST_GRADUATION
from forms_app.applications.forms.student import ETHNICITIES, SEXES
from generator.schema.campaign import Campaign

MOST_ROWS = 60
SHEET = "学生名单"
LISTS = "选项"
PROBLEMS = "要改的地方"
YES = "是"
BY_COMMITTEE = "村委会代收"
NO_PHONE = "没有电话"
EXAMPLE = "例："
"""How the example row begins; it is never loaded."""


@dataclass(frozen=True, slots=True)
class Column:
    """`fields` are the controls of the family's form whose errors stand in this column."""

    key: str
    title: str
    example: str
    fields: tuple[str, ...] = ()
    width: int = 14


COLUMNS = (
    Column("name", "姓名", f"{EXAMPLE}示例学生", ("name", "name_cannot_be_typed")),
    Column("pinyin", "拼音（字打不出来才写）", "", ("name_in_pinyin",), 16),
    Column("identity_number", "身份证号", "照户口簿写18位", ("identity_number",), 24),
    Column("no_number", "还没有身份证号", "", ("has_no_identity_number",)),
    Column("as_in_booklet", "户口簿就是这样", "", ("identity_as_in_booklet",)),
    Column("born", "出生日期", "2011-04-05", ("birth_year", "birth_month", "birth_day")),
    Column("sex", "性别", "男", ("sex",), 8),
    Column("ethnicity", "民族", "彝族", ("ethnicity",), 12),
    Column("county", "户籍县", "昭觉县", ("home_county", "county_name"), 18),
    Column("village", "乡镇和村", "", ("home_village",), 18),
    Column("mail", "通知书寄到", BY_COMMITTEE, ("mail_address", "mail_to_village_committee"), 24),
    Column("phone", "联系电话", NO_PHONE, ("phone", "has_no_phone"), 18),
    Column("phone_of", "谁的电话", "", ("phone_belongs_to",), 12),
    Column("guardian", "监护人姓名", "示例监护人", ("guardian_name",)),
    Column("relation", "监护人是学生的", "母亲", ("guardian_relation",)),
    Column("guardian_phone", "监护人电话", "", ("guardian_phone",), 18),
    Column("household", "家里是哪一种", "不清楚", ("household_kind",), 18),
    Column("proof", "证明编号", "", ("household_proof_number",)),
    Column("schooling", "读到哪里", "今年初中毕业", ("schooling",), 16),
    Column("school", "毕业学校", "示例县第一初级中学", ("school",), 24),
    Column("year", "毕业年份", "", ("graduation_year",), 10),
    Column("choice_1", "志愿1", "", ("choices", "ranking"), 36),
    Column("choice_2", "志愿2", "", (), 36),
    Column("choice_3", "志愿3", "", (), 36),
    Column("physical", "身体有没有不方便", "不清楚", ("physical_answer",)),
    Column("adjustment", "志愿满了怎么办", "都不", ("adjustment",), 18),
    Column("boarding", "要不要住校", "不确定", ("boarding",), 12),
)
BY_KEY = {column.key: column for column in COLUMNS}
COLUMN_OF = {field: column for column in COLUMNS for field in column.fields}
CHOICES = ("choice_1", "choice_2", "choice_3")


def offered(campaign: Campaign) -> dict[str, str]:
    """Words of the drop-down -> programme; two with equal words get their identifier behind."""
    found = choices.offers(campaign.id, is_trial=campaign.is_sample)
    words = [f"{one.title}（{one.programme.level}）" for one in found]
    return {
        word if words.count(word) == 1 else f"{word} {one.programme.id}": one.programme.id
        for word, one in zip(words, found, strict=True)
    }


def lists(campaign: Campaign) -> dict[str, tuple[str, ...]]:
    """Column -> the words of its drop-down, in their order."""
    rules = cycles.admission(campaign.id)
    kinds = (kind.name for kind in cycles.household_kinds(rules, clock.today()))
    years = range(campaign.year, campaign.year - OLDEST_GRADUATION, -1)
    programmes = tuple(offered(campaign))
    return {
        "no_number": (YES,),
        "as_in_booklet": (YES,),
        "sex": SEXES,
        "ethnicity": ETHNICITIES,
        "phone_of": WHOSE_PHONE,
        "relation": tuple(Relation),
        "household": tuple(dict.fromkeys((*kinds, *ANYBODY))),
        "schooling": tuple(Schooling),
        "year": tuple(str(year) for year in years),
        **dict.fromkeys(CHOICES, programmes),
        "physical": PHYSICAL_ANSWERS,
        "adjustment": tuple(Adjustment),
        "boarding": tuple(Boarding),
    }

"""School, marks, and what happens when the choices are full."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, StringField

from forms_app.applications.answers import Adjustment, Boarding, Schooling
from forms_app.applications.fields import BY_NAME
from forms_app.applications.forms.page import CHOOSE, Line, Needed, PageForm, one_of, options
from forms_app.applications.typed_text import NotAccepted, digits_and_letters
from forms_app.languages.texts import said

OLDEST_GRADUATION = 15
"""Years back that the list of graduation years reaches."""
MOST_MARKS = 2000


def marks(text: str) -> float:
    """A mark such as 412 or 412.5; raises NotAccepted."""
    typed = digits_and_letters(text).replace("。", ".")
    try:
        value = float(typed) if typed.isascii() else math.nan
    except ValueError:
        value = math.nan
    if not 0 <= value <= MOST_MARKS:
        raise NotAccepted(said("分数写数字，例如 412 或 412.5。"))
    return round(value, 1)


class SchoolForm(PageForm):
    """The school may be typed freely; marks are optional and never block."""

    task = BY_NAME["school"]

    schooling = RadioField(
        "读到哪里了",
        [Needed(CHOOSE), one_of(Schooling)],
        choices=options(Schooling),
        validate_choice=False,
    )
    school = Line("毕业学校", most=60, needed="写上学校的名字，写常用的叫法也行。")
    graduation_year = SelectField("毕业年份", choices={}, validate_choice=False)
    score = StringField("中考成绩（可以不填）")
    full_score = StringField("满分是多少")
    has_no_score = BooleanField("没参加，或者还没出")

    def __init__(self, *, year: int, **more: Any) -> None:
        super().__init__(**more)
        years = [str(one) for one in range(year, year - OLDEST_GRADUATION, -1)]
        self.graduation_year.choices = {"": said("不清楚"), **options(years)}
        self.years = years

    def validate_graduation_year(self, field: SelectField) -> None:
        one_of(self.years)(self, field)

    def check_together(self) -> Iterable[tuple[Field, str]]:
        self.read: dict[str, float | None] = {"score": None, "full_score": None}
        for field in (self.score, self.full_score):
            if not (field.data or "").strip():
                continue
            try:
                self.read[field.name] = marks(field.data or "")
            except NotAccepted as error:
                yield field, str(error)
        score, full = self.read["score"], self.read["full_score"]
        if score is not None and full is not None and score > full:
            yield (
                self.score,
                said(
                    "成绩{score}比满分{full}还多。看看是不是两格写反了。",
                    score=f"{score:g}",
                    full=f"{full:g}",
                ),
            )

    def values(self) -> dict[str, Any]:
        values = {**super().values(), **self.read}
        values["has_no_score"] = bool(self.has_no_score.data) and values["score"] is None
        return values

    @classmethod
    def data_from(cls, answers: Any) -> dict[str, Any]:
        data = super().data_from(answers)
        for name in ("score", "full_score"):
            data[name] = "" if data[name] is None else f"{data[name]:g}"
        data["graduation_year"] = str(data["graduation_year"] or "")
        return data


class AdjustmentForm(PageForm):
    """No default: a blank was once counted as a refusal, so it is asked."""

    task = BY_NAME["adjustment"]

    adjustment = RadioField(
        "志愿都满了怎么办",
        [
            Needed("选一项：如果志愿都满了，愿不愿意去别的专业或学院。"),
            one_of(Adjustment),
        ],
        choices=options(Adjustment),
        validate_choice=False,
    )
    boarding = RadioField(
        "要不要住校",
        [Needed(CHOOSE), one_of(Boarding)],
        choices=options(Boarding),
        validate_choice=False,
    )

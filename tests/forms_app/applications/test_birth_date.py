"""The three boxes of a birth date: each mistake is answered with what to do."""

from __future__ import annotations

from datetime import date

import pytest

from forms_app.applications.forms.birth_date import day_from
from forms_app.applications.typed_text import NotAccepted


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("11", "5", "6"), "年份要写四位"),
        (("1890", "5", "6"), "1890年太早了"),
        (("2011", "13", "6"), "没有这一天"),
        (("2011", "2", "30"), "没有这一天"),
        (("2099", "5", "6"), "还没有到"),
        (("今年", "5", "6"), "三格都写数字"),
        (("2011", "", "6"), "三格都写数字"),
    ],
)
def test_a_day_that_cannot_be_is_answered_with_what_to_do(
    typed: tuple[str, str, str], said: str
) -> None:
    with pytest.raises(NotAccepted, match=said):
        day_from(*typed)


def test_the_signs_of_year_month_and_day_may_be_typed_along() -> None:
    assert day_from("2011年", "05月", "6日") == date(2011, 5, 6)

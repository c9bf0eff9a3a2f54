"""A birth date in three boxes, as the 户口簿 writes it; one error for the three."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import StringField

from forms_app import clock
from forms_app.applications.typed_text import NotAccepted, digits_and_letters
from forms_app.languages.texts import said

OLDEST = 1900


class BirthDateReader:
    """For a form with these three boxes; `read_birth_date` leaves its error at the first."""

    birth_year: StringField
    birth_month: StringField
    birth_day: StringField

    def read_birth_date(self) -> date | None:
        """The day; None when nothing was typed, or when an error was left at `birth_year`."""
        typed = [self.birth_year.data, self.birth_month.data, self.birth_day.data]
        if not any((part or "").strip() for part in typed):
            return None
        try:
            return day_from(*(digits_and_letters(part or "") for part in typed))
        except NotAccepted as error:
            self.birth_year.errors = [*self.birth_year.errors, str(error)]
            return None


def day_from(year: str, month: str, day: str) -> date:
    """The calendar day; raises NotAccepted with what to do."""
    parts = [part.rstrip("年月日") for part in (year, month, day)]
    if any(not part.isascii() or not part.isdecimal() or len(part) > 4 for part in parts):
        raise NotAccepted(said("年、月、日三格都写数字，例如 2011、5、6。"))
    numbers = [int(part) for part in parts]
    if numbers[0] < 1000:
        raise NotAccepted(said("年份要写四位，例如 2011。"))
    if numbers[0] < OLDEST:
        raise NotAccepted(
            said("{numbers}年太早了。看户口簿，写学生出生的那一年。", numbers=numbers[0])
        )
    try:
        found = date(*numbers)
    except ValueError:
        raise NotAccepted(
            said(
                "{numbers}年{numbers2}月{numbers3}日，没有这一天。看户口簿改一下。",
                numbers=numbers[0],
                numbers2=numbers[1],
                numbers3=numbers[2],
            )
        ) from None
    if found > clock.today():
        raise NotAccepted(said("这一天还没有到。看户口簿改一下。"))
    return found


def boxes_for(day: date | None) -> dict[str, Any]:
    """What the three boxes show for a stored day."""
    if day is None:
        return {}
    return {
        "birth_year": str(day.year),
        "birth_month": str(day.month),
        "birth_day": str(day.day),
    }

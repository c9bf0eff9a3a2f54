"""An 18-digit identity number after GB 11643, checked and read. Pure: knows no form or table.

The address prefix never blocks: districts are renumbered, and 810000, 820000 and 830000 are the
residence permits of Hong Kong, Macao and Taiwan.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from forms_app.applications.typed_text import NotAccepted, digits_and_letters
from forms_app.languages.texts import said

LENGTH = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
DIGITS = frozenset("0123456789")
NO_MONTH = said(
    "第7到14位是出生日期，现在写的是{year}年{month}月，没有{month}月。看户口簿改这一处。"
)
TOO_EARLY = said("第7到14位是出生日期，现在写的是{year}年，太早了。看户口簿改这一处。")
NO_DAY = said(
    "第7到14位是出生日期，现在写的是{year}年{month}月{day}日，没有这一天。看户口簿改这一处。"
)
TOO_LATE = said(
    "第7到14位是出生日期，现在写的是{year}年{month}月{day}日，还没到这一天。看户口簿改这一处。"
)


class BookletDecides(NotAccepted):
    """Unusual but possible: «户口簿就是这样» keeps it, and a desk looks at the booklet."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a number says: `number` in its stored form, the day of birth and the sex."""

    number: str
    birth_date: date
    sex: Literal["男", "女"]

    def age_on(self, day: date) -> int:
        """Whole years on `day`."""
        return age_on(day, born=self.birth_date)


def age_on(day: date, *, born: date) -> int:
    """Whole years on `day`; born on 29 February, a year is full on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def normalised(text: str) -> str:
    """Half-width, without spaces, x as X."""
    return digits_and_letters(text).upper()


def check_character(first: str) -> str:
    """The 18th character that belongs to the first 17 digits (ISO 7064, MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
    return CHECKS[total % 11]


def read(text: str, *, today: date, as_in_booklet: bool = False) -> Identity:
    """The identity behind what was typed.

    Raises NotAccepted with what to do, BookletDecides when only the check character is off and
    `as_in_booklet` is not set.
    """
    number = normalised(text)
    _check_shape(number)
    identity = Identity(
        number=number,
        birth_date=_birth_date(number, today),
        sex="男" if int(number[16]) % 2 else "女",
    )
    if check_character(number[:17]) != number[17] and not as_in_booklet:
        raise BookletDecides(
            said(
                "最后一位和前面17位对不上。常见的是两个数字写反了。核对后仍一样，点“户口簿就是这样”。"
            )
        )
    return identity


def _check_shape(number: str) -> None:
    if len(number) != LENGTH:
        slip = said("漏了") if len(number) < LENGTH else said("多了")
        raise NotAccepted(
            said(
                "身份证号要有18位，现在是{number}位。对照户口簿，看是不是{slip}一位。",
                number=len(number),
                slip=slip,
            )
        )
    for place, character in enumerate(number, start=1):
        if character in DIGITS or (place == LENGTH and character == "X"):
            continue
        raise NotAccepted(
            said(
                "第{place}位现在是“{character}”。这里要写数字，只有最后一位可能是X。看户口簿改这一处。",
                place=place,
                character=character,
            )
        )


def _birth_date(number: str, today: date) -> date:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    wrote = {"year": year, "month": month, "day": day}
    if not 1 <= month <= 12:
        raise NotAccepted(said(NO_MONTH, **wrote))
    if year < 1900:
        raise NotAccepted(said(TOO_EARLY, **wrote))
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise NotAccepted(said(NO_DAY, **wrote))
    birth = date(year, month, day)
    if birth > today:
        raise NotAccepted(said(TOO_LATE, **wrote))
    return birth

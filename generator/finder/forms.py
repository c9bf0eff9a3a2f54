"""Names and ids as forms with marks for what is known already, and back.

A form such as `示例技师学院①（②）` is shared by many colleges. The marks are private-use
characters; a text that holds one itself is kept as it is, behind the mark LITERAL.
`finder/unpack.js` reads them.
"""

import re
from collections.abc import Mapping

from generator.schema.record import SAMPLE_NAME_PREFIX

COUNTY = "\ue000"
PREFECTURE = "\ue001"
PROVINCE = "\ue002"
SHORT_COUNTY = "\ue003"
SHORT_PREFECTURE = "\ue004"
SHORT_PROVINCE = "\ue005"
NUMBER = "\ue006"
"""Followed by one digit: how many digits the number has, zeros in front included."""
COLLEGE_ID = "\ue007"
COLLEGE_NUMBER = "\ue008"
"""The digits at the end of the college's id."""
SPECIALTY_ID = "\ue009"
SPECIALTY_NAME = "\ue00a"
SPECIALTY_WORD = "\ue00b"
"""The specialty's name without a sample's mark in front."""
LITERAL = "\ue00f"

MARKS = re.compile("[\ue000-\ue00f]")
LAST_NUMBER = re.compile(r"[0-9]{1,9}$")
SHORT = 2
"""How many characters of a place's name are its short name: 昭觉, 凉山, 四川."""


def place_parts(county: str, prefecture: str, province: str) -> dict[str, str]:
    """Mark -> what it stands for, the longer names first."""
    return {
        COUNTY: county,
        PREFECTURE: prefecture,
        PROVINCE: province,
        SHORT_COUNTY: county[:SHORT],
        SHORT_PREFECTURE: prefecture[:SHORT],
        SHORT_PROVINCE: province[:SHORT],
    }


def specialty_parts(name: str) -> dict[str, str]:
    word = name.rpartition("·")[2] if name.startswith(SAMPLE_NAME_PREFIX) else ""
    return {SPECIALTY_NAME: name, SPECIALTY_WORD: word}


def form_of(text: str, parts: Mapping[str, str]) -> str:
    """`text` with the mark of each part that it holds; the same parts give the text back."""
    if MARKS.search(text):
        return LITERAL + text
    for mark, part in parts.items():
        if len(part) >= SHORT and part in text:
            text = text.replace(part, mark)
    return text


def numbered_form_of(text: str, parts: Mapping[str, str]) -> tuple[str, int]:
    """The form of an id and the number at its end; 0 where the form has none."""
    form = form_of(text, parts)
    found = LAST_NUMBER.search(form)
    if found is None or form.startswith(LITERAL):
        return form, 0
    return f"{form[: found.start()]}{NUMBER}{len(found[0])}", int(found[0])


def text_of(form: str, parts: Mapping[str, str], number: int = 0) -> str:
    """What `form_of` or `numbered_form_of` was given."""
    if form.startswith(LITERAL):
        return form[1:]
    text = re.sub(f"{NUMBER}([0-9])", lambda found: f"{number:0{found[1]}d}", form)
    return MARKS.sub(lambda found: parts[found[0]], text)


def last_number(identifier: str) -> str:
    """The digits at the end of an id, or nothing."""
    found = LAST_NUMBER.search(identifier)
    return found[0] if found else ""

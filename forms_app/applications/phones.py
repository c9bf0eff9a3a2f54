"""A phone number that somebody can call: a mobile or a fixed line. Text in, text out.

One phone may serve a whole village: numbers are shared and never unique.
"""

import re

from forms_app.applications.typed_text import NotAccepted, digits_and_letters
from forms_app.languages.texts import said

MOBILE = re.compile(r"1[3-9][0-9]{9}")
FIXED = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([1-9][0-9]{6,7})(?:-?([0-9]{1,6}))?")
FIXED_WITH_DASHES = re.compile(r"(0[0-9]{2,3})-([1-9][0-9]{6,7})(?:-([0-9]{1,6}))?")
COUNTRY = re.compile(r"^(\+|00)86")


NO_MOBILE = said("手机号要有11位，以1开头。没有手机，就选“没有电话”。")
NO_PHONE_OF_GUARDIAN = said("手机号要有11位，以1开头。没有电话，这一格就空着。")
NO_PHONE_OF_HELPER = said("手机号要有11位，以1开头。座机要写区号，例如 0834-1234567。")


def clean(text: str) -> str:
    """`13800001111`, `0834-1234567` or `0834-1234567-12`; raises NotAccepted with what to do."""
    return _read(text, NO_MOBILE)


def clean_guardians(text: str) -> str:
    """As `clean`, where the box may stay empty."""
    return _read(text, NO_PHONE_OF_GUARDIAN)


def clean_helpers(text: str) -> str:
    """As `clean`, where a number there must be."""
    return _read(text, NO_PHONE_OF_HELPER)


def _read(text: str, refusal: str) -> str:
    plain = COUNTRY.sub("", digits_and_letters(text)).replace("(", "").replace(")", "-")
    bare = plain.replace("-", "")
    if MOBILE.fullmatch(bare):
        return bare
    fixed = FIXED_WITH_DASHES.fullmatch(plain)
    if fixed is None and "-" not in plain and len(bare) <= 12:
        fixed = FIXED.fullmatch(bare)
    if fixed is not None:
        return "-".join(part for part in fixed.groups() if part)
    if bare.startswith("0"):
        raise NotAccepted(said("座机要写区号和号码，中间加一横，例如 0834-1234567。"))
    raise NotAccepted(refusal)

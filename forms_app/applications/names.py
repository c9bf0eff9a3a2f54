"""A person's name as the 户口簿 has it: any script, 1 to 50 characters. Text in, text out.

After 民委发〔2016〕33号: the dot between the parts of a name is U+00B7, and a system takes fifty
characters. A rule such as "two to four Han" is the fault that this module exists to avoid.
"""

import unicodedata

from forms_app.applications.typed_text import NotAccepted, is_later_han, is_unseen
from forms_app.languages.texts import said

DOT = "\u00b7"
DOT_VARIANTS = frozenset("\u2022\u30fb\u2027\uff0e\uff65\u2219\u22c5\u0387\u16eb\u25cf")
MOST = 50
ALLOWED_SIGNS = frozenset(f"{DOT} '’ʼ-.\u0f0b\u0f0c")
"""The last two stand between the syllables of a Tibetan name."""


def clean(text: str) -> str:
    """The name to keep; raises NotAccepted with what to do."""
    name = _one_dot(" ".join(text.split()))
    if any(is_unseen(character) for character in name):
        raise NotAccepted(
            said("姓名里有看不见的符号。全部删掉，再打一遍；字打不出来，就选“字打不出来”。")
        )
    for character in name:
        if not _belongs(character):
            raise NotAccepted(
                said("姓名里有“{character}”。对照户口簿，把它删掉或改对。", character=character)
            )
    if len(name) > MOST:
        raise NotAccepted(
            said(
                "姓名最多{most}个字，现在是{name}个。对照户口簿看一遍。", most=MOST, name=len(name)
            )
        )
    if not any(_is_letter(character) for character in name):
        raise NotAccepted(said("姓名里还没有字。照户口簿填写。"))
    return name


def dot_was_changed(typed: str, kept: str) -> str | None:
    """The sign that became U+00B7, for «已把“.”改成“·”»; None when none did."""
    changed = [character for character in typed if character in DOT_VARIANTS or character == "."]
    if kept.count(DOT) > typed.count(DOT) and changed:
        return changed[0]
    return None


def _one_dot(name: str) -> str:
    """Every variant of the dot as U+00B7, without spaces around it.

    A full stop is a dot too, unless it stands after a Latin letter, as in an initial.
    """
    signs = [
        DOT
        if sign in DOT_VARIANTS or (sign == "." and at > 0 and not name[at - 1].isascii())
        else sign
        for at, sign in enumerate(name)
    ]
    return DOT.join(part.strip() for part in "".join(signs).split(DOT))


def _belongs(character: str) -> bool:
    is_mark = unicodedata.category(character)[0] == "M"
    return _is_letter(character) or is_mark or character in ALLOWED_SIGNS


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" or is_later_han(character)

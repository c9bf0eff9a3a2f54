"""Blind indexes of a child, by what its 户口簿 says: how a lost 取件码 finds its application.

By the identity number; where there is none yet, by name, birth date and the guardian's name. The
first page asks for the guardian, so every draft has it; an office can see it in the papers, and
whoever only knows a child's name and birthday does not get by. Not unique: one child may have
several drafts.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from forms_app.applications.answers import Answers
from forms_app.applications.names import ALLOWED_SIGNS
from forms_app.sealing import keyring


def of_number(number: str) -> str:
    """Index of an identity number in its stored form; `identity_index` is of it, too."""
    return keyring().index(number, purpose="identity")


def without_number(*, name: str, birth_date: date, guardian_name: str) -> str:
    """Index of a child that has no identity number yet."""
    parts = [letters(name), birth_date.isoformat(), letters(guardian_name)]
    return keyring().index("\x1f".join(parts), purpose="child without number")


def of(answers: Answers) -> str | None:
    """Index of whom these answers are about; None while they do not say enough."""
    if answers.identity_number is not None:
        return of_number(answers.identity_number)
    name = names_of(answers)[-1:]
    if not name or answers.birth_date is None or not answers.guardian_name:
        return None
    return without_number(
        name=name[0], birth_date=answers.birth_date, guardian_name=answers.guardian_name
    )


def names_of(answers: Answers) -> list[str]:
    """What the child may be called; the last one is whole: the pinyin where a sign is missing."""
    pinyin = answers.name_in_pinyin if answers.name_cannot_be_typed else None
    return [name for name in (answers.name, pinyin) if name]


def letters(name: str) -> str:
    """A name without dots, spaces and case, as different people type it alike."""
    whole = unicodedata.normalize("NFC", name.casefold())
    return "".join(character for character in whole if character not in ALLOWED_SIGNS)

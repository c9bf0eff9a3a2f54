"""Codes that people copy, read out and type: an alphabet, groups, and a check at the end. Pure.

Twenty-nine characters that nobody mixes up: one of each group of look-alikes, the others are
mapped to it on reading. 29 is prime, so the check (the sum of place times value is 0 modulo 29,
places from 1) finds every single wrong character and every two that changed places.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from forms_app.applications.typed_text import NotAccepted, digits_and_letters
from forms_app.languages.texts import said

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "U": "V"})
PRIME = len(ALPHABET)
VALUES = {character: value for value, character in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class CheckedCode:
    """One kind of code. `length` counts the check and is below 29; `source` is what one reads from.

    `advice` says what to do about a wrong number of characters.
    """

    word: str
    length: int
    group: int
    source: str
    advice: str

    def new(self) -> str:
        """A fresh code in its stored form, without dashes."""
        free = "".join(secrets.choice(ALPHABET) for _ in range(self.length - 1))
        return free + self.check_character(free)

    def check_character(self, free: str) -> str:
        """The last character that belongs to all others."""
        # The place of the check times its value must bring the sum to 0.
        return ALPHABET[-_weighed(free) * pow(self.length, -1, PRIME) % PRIME]

    def shown(self, code: str) -> str:
        """`K7MPT-3XRAE`, as it is shown, printed and sent."""
        return "-".join(code[at : at + self.group] for at in range(0, len(code), self.group))

    def is_one(self, text: str) -> bool:
        """True for a code of this kind without a slip, whether it was ever given out or not."""
        try:
            self.read(text)
        except NotAccepted:
            return False
        return True

    def read(self, text: str) -> str:
        """The stored form of what was typed: any case, spaces, dashes, look-alikes.

        Raises NotAccepted, which says nothing about whether such a code was ever given out.
        """
        typed = digits_and_letters(text).upper().replace("-", "").translate(LOOK_ALIKES)
        if len(typed) != self.length:
            wrong = said(
                "{word}有{length}个字符，现在是{typed}个。{advice}",
                word=self.word,
                length=self.length,
                typed=len(typed),
                advice=self.advice,
            )
            raise NotAccepted(wrong)
        if any(character not in VALUES for character in typed):
            raise NotAccepted(
                said(
                    "{word}只有数字和英文字母。照着{source}再打一遍。",
                    word=self.word,
                    source=self.source,
                )
            )
        if _weighed(typed) != 0:
            raise NotAccepted(
                said(
                    "{word}里有一个字符不对，或两个写反了。照着{source}再看一遍。",
                    word=self.word,
                    source=self.source,
                )
            )
        return typed


def _weighed(code: str) -> int:
    places = enumerate(code, start=1)
    return sum(place * VALUES[character] for place, character in places) % PRIME

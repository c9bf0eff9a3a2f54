"""What a person typed, as one clean line; refuses what nobody can see. Text in, text out."""

import unicodedata

from forms_app.languages.texts import said

FULL_WIDTH = {
    **{0xFF10 + digit: ord("0") + digit for digit in range(10)},
    **{0xFF21 + letter: ord("A") + letter for letter in range(26)},
    **{0xFF41 + letter: ord("a") + letter for letter in range(26)},
    **{ord(dash): ord("-") for dash in "－–—―‐‑‒−ー"},
    0xFF0B: ord("+"),
    0x3000: ord(" "),
}
"""Letters, digits and dashes of a Chinese keyboard -> the plain ones."""

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
REPLACEMENT = "\ufffd"
LATER_HAN_PLANES = range(0x20000, 0x40000)
"""Planes 2 and 3 hold Han only; a newer extension than this Python knows is a Han letter too."""


class NotAccepted(ValueError):
    """What was typed cannot be kept; the text says what is wrong and what to do."""


def is_unseen(character: str) -> bool:
    """Control, format, private and broken characters, and code points that mean nothing."""
    category = unicodedata.category(character)
    if category == "Cn":
        return not is_later_han(character)
    return category in UNSEEN or character == REPLACEMENT


def is_later_han(character: str) -> bool:
    point = ord(character)
    return point in LATER_HAN_PLANES and point & 0xFFFE != 0xFFFE


def clean_line(text: str, *, label: str, most: int) -> str:
    """One line without outer or doubled spaces; raises NotAccepted when too long or unseen."""
    line = " ".join(text.split())
    if any(is_unseen(character) for character in line):
        raise NotAccepted(said("{label}里有看不见的符号。全部删掉，再打一遍。", label=label))
    if len(line) > most:
        raise NotAccepted(
            said(
                "{label}最多{most}个字，现在是{line}个。请写短一点。",
                label=label,
                most=most,
                line=len(line),
            )
        )
    return line


def digits_and_letters(text: str) -> str:
    """Half-width, without spaces and without the marks that a phone book copies along."""
    narrow = text.translate(FULL_WIDTH)
    return "".join(
        character
        for character in narrow
        if not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc"}
    )

"""The 取件码: ten characters in two groups of five, the last one a check. Pure but for chance.

Twenty-nine characters that nobody mixes up: one of each group of look-alikes, the others are
mapped to it on reading. 29 is prime, so the check (the sum of place times value is 0 modulo 29,
places 1 to 10) finds every single wrong character and every two that changed places. Nine free
characters are 43.7 bits; the birth date is asked as well.
"""

import secrets

from forms_app.applications.typed_text import NotAccepted, digits_and_letters

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "U": "V"})
LENGTH = 10
GROUP = 5
PRIME = len(ALPHABET)
VALUES = {character: value for value, character in enumerate(ALPHABET)}


def new() -> str:
    """A fresh code in its stored form, ten characters without the dash."""
    free = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return free + check_character(free)


def check_character(free: str) -> str:
    """The tenth character that belongs to the first nine."""
    total = _weighed(free)
    # 10 times the check must bring the sum to 0; 3 is the inverse of 10 modulo 29.
    return ALPHABET[-total * 3 % PRIME]


def shown(code: str) -> str:
    """`K7MPT-3XRAE`, as it is shown and printed."""
    return f"{code[:GROUP]}-{code[GROUP:]}"


def read(text: str) -> str:
    """The stored form of what was typed: any case, spaces, dashes, look-alikes.

    Raises NotAccepted, which says nothing about whether such a code was ever given out.
    """
    typed = digits_and_letters(text).upper().replace("-", "").translate(LOOK_ALIKES)
    if len(typed) != LENGTH:
        raise NotAccepted(f"取件码有10个字符，现在是{len(typed)}个。看看是不是漏了或多了。")
    if any(character not in VALUES for character in typed):
        raise NotAccepted("取件码只有数字和英文字母。照着单子再打一遍。")
    if _weighed(typed) != 0:
        raise NotAccepted("取件码里有一个字符不对，或两个写反了。照着单子再看一遍。")
    return typed


def _weighed(code: str) -> int:
    places = enumerate(code, start=1)
    return sum(place * VALUES[character] for place, character in places) % PRIME

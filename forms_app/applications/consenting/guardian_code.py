"""The 同意码: fifteen characters in three groups, the last one a check. Never the 取件码.

It stands alone, without a second fact, so it is longer: fourteen free characters are 68 bits. The
alphabet, the look-alikes and the check are those of the 取件码 (places 1 to 15, modulo 29).
"""

import secrets

from forms_app.applications.access_code import ALPHABET, LOOK_ALIKES, PRIME, VALUES
from forms_app.applications.typed_text import NotAccepted, digits_and_letters

LENGTH = 15
GROUP = 5


def new() -> str:
    """A fresh code in its stored form, fifteen characters without dashes."""
    free = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return next(free + last for last in ALPHABET if _weighed(free + last) == 0)


def shown(code: str) -> str:
    """`K7MPT-3XRAE-90CDF`, as it is shown and sent."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(text: str) -> str:
    """The stored form of what was typed: any case, spaces, dashes, look-alikes.

    Raises NotAccepted, which says nothing about whether such a code was ever given out.
    """
    typed = digits_and_letters(text).upper().replace("-", "").translate(LOOK_ALIKES)
    if len(typed) != LENGTH:
        raise NotAccepted(f"同意码有15个字符，现在是{len(typed)}个。看看是不是漏了或多了。")
    if any(character not in VALUES for character in typed):
        raise NotAccepted("同意码只有数字和英文字母。照着收到的再打一遍。")
    if _weighed(typed) != 0:
        raise NotAccepted("同意码里有一个字符不对，或两个写反了。照着收到的再看一遍。")
    return typed


def _weighed(code: str) -> int:
    places = enumerate(code, start=1)
    return sum(place * VALUES[character] for place, character in places) % PRIME

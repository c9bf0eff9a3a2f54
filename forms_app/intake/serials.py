"""The serial of a form filled in by pen: twelve characters, the last one a check. Pure but for
chance.

The alphabet of the 取件码, three groups of four so that nobody takes one for the other. Eleven free
characters are 53 bits. The weighted sum modulo 29 finds every single wrong character and every two
that changed places, as for the 取件码.
"""

from __future__ import annotations

import secrets

from forms_app.applications.access_code import ALPHABET, LOOK_ALIKES, PRIME, VALUES
from forms_app.applications.typed_text import NotAccepted, digits_and_letters

LENGTH = 12
GROUP = 4


def new() -> str:
    """A fresh serial in its stored form, without dashes."""
    free = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return free + check_character(free)


def check_character(free: str) -> str:
    """The twelfth character that belongs to the first eleven."""
    return ALPHABET[-_weighed(free) * pow(LENGTH, -1, PRIME) % PRIME]


def shown(serial: str) -> str:
    """`K7MP-3XRA-E9TQ`, as it is printed."""
    return "-".join(serial[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read(text: str) -> str:
    """The stored form of what was typed; raises NotAccepted with what to do."""
    typed = digits_and_letters(text).upper().replace("-", "").translate(LOOK_ALIKES)
    if len(typed) != LENGTH:
        raise NotAccepted(f"表号有12个字符，现在是{len(typed)}个。照着纸上再打一遍。")
    if any(character not in VALUES for character in typed):
        raise NotAccepted("表号只有数字和英文字母。照着纸上再打一遍。")
    if _weighed(typed) != 0:
        raise NotAccepted("表号里有一个字符不对，或两个写反了。照着纸上再看一遍。")
    return typed


def _weighed(serial: str) -> int:
    return sum(place * VALUES[one] for place, one in enumerate(serial, start=1)) % PRIME

"""When a typed word finds a text: substring, full pinyin, initials; `finder/match.js` likewise.

A browser test runs the same queries through both; whoever changes one changes the other.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

Readings = Mapping[str, tuple[str, ...]]
"""Character -> its readings without tones, ü as v and as u."""

PARTING = re.compile(r"[\s,，、;；。]+")
LATIN = re.compile(r"[a-z0-9]+")
CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
LONG_INITIALS = ("zh", "ch", "sh")
SHORTEST_ALIAS = 2
"""A word that people say counts inside a longer query from this length on: 我要学修车."""


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Full width to half width, capitals to small letters, ü to v."""
    return unicodedata.normalize("NFKC", text).translate(CAPITALS).replace("ü", "v")


def words_of(query: str) -> tuple[str, ...]:
    """What was typed, cut at spaces and commas; each word must be found."""
    return tuple(word for word in PARTING.split(plain(query)) if word)


def finds(word: str, text: str, readings: Readings) -> bool:
    """Whether a word of `words_of` finds a text of the catalogue."""
    said = plain(text)
    if word in said:
        return True
    typed = word.replace("'", "")
    return LATIN.fullmatch(typed) is not None and sounds_like(typed, said, readings)


def finds_alias(word: str, alias: str, readings: Readings) -> bool:
    """As `finds`, and also when the query holds the whole alias."""
    said = plain(alias)
    return (len(said) >= SHORTEST_ALIAS and said in word) or finds(word, alias, readings)


def sounds_like(typed: str, said: str, readings: Readings) -> bool:
    """Full pinyin of neighbouring characters, the last one perhaps unfinished; or initials."""
    return any(
        _spells(typed, said, start, readings) or _initials(typed, said, start, readings)
        for start, sign in enumerate(said)
        if any(sound[0] == typed[0] for sound in _sounds(sign, readings))
    )


def _spells(typed: str, said: str, start: int, readings: Readings) -> bool:
    """`typed` is the readings from `start` on, joined, up to any letter of the last."""
    ends = {0}
    for sign in said[start:]:
        reached = set()
        for done in ends:
            for reading in _sounds(sign, readings):
                if reading.startswith(typed[done:]):
                    return True
                if typed.startswith(reading, done):
                    reached.add(done + len(reading))
        if not reached:
            return False
        ends = reached
    return False


def _initials(typed: str, said: str, start: int, readings: Readings) -> bool:
    """`typed` is one initial after the other from `start` on; zh, ch, sh count as z, c, s too."""
    ends = {0}
    for sign in said[start:]:
        reached = {
            done + len(initial)
            for done in ends
            for initial in _first_sounds(_sounds(sign, readings))
            if typed.startswith(initial, done)
        }
        if len(typed) in reached:
            return True
        if not reached:
            return False
        ends = reached
    return False


def _sounds(sign: str, readings: Readings) -> tuple[str, ...]:
    """A Latin letter or a digit sounds like itself; a sign without a reading like nothing."""
    return (sign,) if sign.isascii() and sign.isalnum() else readings.get(sign, ())


def _first_sounds(sounds: Iterable[str]) -> set[str]:
    return {part for one in sounds for part in (one[:1], one[:2] * (one[:2] in LONG_INITIALS))} - {
        ""
    }

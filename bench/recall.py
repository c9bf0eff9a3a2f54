"""How many of the records that hold a word the finder finds: 500 words cut out of the records."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from pypinyin import lazy_pinyin

from generator.catalogue.catalogue import Catalogue
from generator.divisions import places
from generator.finder.searching import Finder

Texts = dict[str, tuple[str, ...]]
"""Programme id, or the id of a college without programmes -> every text of its record."""


def texts_of(catalogue: Catalogue) -> Texts:
    """Names, places and jobs as the records have them; the finder's own code is not asked."""
    found: Texts = {}
    for college in catalogue.colleges.values():
        place = places.find(places.today(college.division)).full_name
        for programme in college.programmes:
            taught = catalogue.specialties[programme.specialty]
            found[programme.id] = (
                college.name,
                place,
                programme.name,
                taught.name,
                *taught.jobs,
                *taught.common_names,
            )
        if not college.programmes:
            found[college.id] = (college.name, place)
    return found


def queries(texts: Texts, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """(what is typed, the words of the record that are meant): as written, pinyin, initials."""
    random = Random(seed)
    every = sorted({text for found in texts.values() for text in found})
    for number in range(count):
        meant = ""
        while len(meant) < 2:
            meant = piece(random, random.choice(every))
        sounds = lazy_pinyin(meant, v_to_u=False)
        typed = (meant, "".join(sounds), "".join(sound[0] for sound in sounds))[number % 3]
        yield (typed, meant) if len(sounds) == len(meant) else (meant, meant)


def piece(random: Random, text: str) -> str:
    """Two to six neighbouring characters without a sign between them."""
    start = random.randrange(len(text))
    found = text[start : start + random.randint(2, 6)]
    return found if all("\u4e00" <= sign <= "\u9fff" for sign in found) else ""


def recall(texts: Texts, finder: Finder, *, count: int = 500, seed: int = 2018) -> float:
    """Percent of what a plain scan of the records finds, over all queries."""
    wanted, had = 0, 0
    for typed, meant in queries(texts, count, seed):
        plain = {key for key, found in texts.items() if any(meant in text for text in found)}
        wanted += len(plain)
        had += len(plain & finder.find(typed))
    return 100 * had / wanted

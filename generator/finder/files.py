"""The JSON files of the finder page, each named by the hash of its content, and their manifest.

A phone reads the manifest once and loads only what it names, so it never mixes two versions.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from generator.divisions import places
from generator.divisions.distances import centre_in_degrees
from generator.finder import rows
from generator.finder.areas import pack_areas
from generator.finder.packing import pack
from generator.finder.pinyin import readings_of
from generator.finder.rows import CollegeRow, SpecialtyRow
from generator.finder.shelf import Forms, Shelf, pack_shelf
from generator.pages.portal import Portal

FOLDER = "find"
MANIFEST = f"{FOLDER}/manifest.json"

STEP = 100
NATIONAL_STEP = 500
"""What is left to pay is rounded up to hundreds; to 500 yuan where the whole country is large."""

SMALL = 8 * 1024
"""Up to this many compressed bytes the whole country is loaded without being asked for."""

MOST_OF_A_SMALL = 10_000
"""Programmes: a country with more is not packed to see whether it is small; 25,000 have 74 KB."""

DEGREE = 100
"""Centres are kept to a hundredth of a degree, about a kilometre."""


def files(portal: Portal) -> dict[str, bytes]:
    """File of the site -> its bytes, all made from the records."""
    return files_of(rows.colleges(portal), rows.specialties(portal))


def files_of(every: Sequence[CollegeRow], taught: Sequence[SpecialtyRow]) -> dict[str, bytes]:
    """Words, readings, counties, each province, the country."""
    found: dict[str, bytes] = {}

    def put(name: str, value: Any) -> str:
        content = json_bytes(value)
        file = f"{name}-{blake2b(content, digest_size=8).hexdigest()}.json"
        found[f"{FOLDER}/{file}"] = content
        return file

    known: Forms = {}
    whole: Shelf = {}
    small = sum(len(one.programmes) for one in every) <= MOST_OF_A_SMALL
    if small:
        whole = pack_shelf(every, taught, step=STEP, known=known)
        small = len(gzip.compress(json_bytes(whole))) <= SMALL
    if not small:
        whole = pack_shelf(every, taught, step=NATIONAL_STEP, known=known)
    manifest = {
        "words": put("words", words(taught)),
        "counties": put("counties", counties()),
        "readings": put("readings", readings(every, taught)),
        "small": small,
        "all": put("all", whole),
        "rows": {
            code: put(f"rows-{code[:2]}", pack_shelf(those, taught, step=STEP, known=known))
            for code, those in rows.by_province(every).items()
        },
    }
    return {**found, MANIFEST: json_bytes(manifest)}


def json_bytes(value: Any) -> bytes:
    """Compact JSON in which nothing opens a tag, wherever it is shown."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


def words(taught: Iterable[SpecialtyRow]) -> dict[str, Any]:
    """Every specialty: id, name, class, sample or not, jobs, what people say instead."""
    return {
        "classes": dict(sorted({one.class_code: one.class_name for one in taught}.items())),
        "specialties": [
            [one.id, one.name, one.class_code, int(one.sample), one.jobs, one.also]
            for one in taught
        ],
    }


def counties() -> dict[str, Any]:
    """Every place that has a centre, and the centre: a college may stand in a prefecture only."""
    every = [
        place.code
        for province in places.provinces()
        for place in (
            province,
            *places.prefectures_of(province.code),
            *places.counties_within(province.code),
        )
    ]
    centred = [
        (code, centre) for code in sorted(every) if (centre := centre_in_degrees(code)) is not None
    ]
    return {
        "areas": pack_areas(code for code, _ in centred),
        "count": len(centred),
        "lon": pack(_steps(round(lon * DEGREE) for _, (lon, _) in centred)),
        "lat": pack(_steps(round(lat * DEGREE) for _, (_, lat) in centred)),
    }


def _steps(numbers: Iterable[int]) -> list[int]:
    """From each to the next: even numbers are steps forward, odd ones steps back."""
    steps = [after - before for before, after in pairwise([0, *numbers])]
    return [2 * step if step >= 0 else -2 * step - 1 for step in steps]


def readings(every: Iterable[CollegeRow], taught: Iterable[SpecialtyRow]) -> dict[str, str]:
    """Reading -> every character that is read so, for all texts that a word may find."""
    found: dict[str, str] = {}
    for sign, sounds in readings_of(_texts(every, taught)).items():
        for sound in sounds:
            found[sound] = found.get(sound, "") + sign
    return dict(sorted(found.items()))


def _texts(every: Iterable[CollegeRow], taught: Iterable[SpecialtyRow]) -> Iterator[str]:
    for province in places.provinces():
        yield province.name
        yield from (one.name for one in places.prefectures_of(province.code))
        yield from (one.name for one in places.counties_within(province.code))
    for college in every:
        yield college.name
        yield from (one.name for one in college.programmes)
    for one in taught:
        yield from (one.name, one.class_name, *one.jobs, *one.also)

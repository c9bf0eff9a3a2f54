"""Places as one text, `51四川省;34凉山彝族自治州,31昭觉县`, and back. `finder/unpack.js` reads it.

A line a province; `;` before a prefecture, `,` before a county. Each stands behind its own two
digits. A name that is not there is empty: a municipality has no prefecture, and a college may
stand in a prefecture without naming its county.
"""

from collections.abc import Iterable

from generator.divisions import places

Area = tuple[str, str, str, str]
"""Code, and the names of province, prefecture and county; the last two may be empty."""


def area_of(code: str) -> Area:
    place = places.find(code)
    county = place.name if place.level is places.Level.COUNTY else ""
    return code, place.province, place.prefecture or "", county


def pack_areas(codes: Iterable[str]) -> str:
    """`codes` in ascending order, each once."""
    text = ""
    before = ""
    for code, province, prefecture, county in map(area_of, codes):
        if code[:2] != before[:2]:
            text += f"{chr(10) if text else ''}{code[:2]}{province}"
        if code[:4] != before[:4]:
            text += f";{code[2:4]}{prefecture}"
        text += f",{code[4:]}{county}"
        before = code
    return text


def unpack_areas(text: str) -> list[Area]:
    """The places of `pack_areas`, in its order."""
    found: list[Area] = []
    for line in text.split("\n"):
        province, *prefectures = line.split(";")
        for one in prefectures:
            prefecture, *counties = one.split(",")
            found += [
                (
                    province[:2] + prefecture[:2] + county[:2],
                    province[2:],
                    prefecture[2:],
                    county[2:],
                )
                for county in counties
            ]
    return found

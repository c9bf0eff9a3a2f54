"""Rows of colleges in, the plain values of one JSON file out, and back.

Columns as in a database: one for each property, over all colleges or over all programmes.
`finder/unpack.js` reads them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise
from typing import Any

from generator.finder import forms
from generator.finder.areas import Area, area_of, pack_areas, unpack_areas
from generator.finder.packing import by_use, pack, unpack
from generator.finder.rows import CollegeRow, ProgrammeRow, SpecialtyRow

Shelf = dict[str, Any]
Kind = tuple[str | int | bool | None, ...]

MOST = 10**9
"""Above every number at the end of an id; a step back is written as a step around."""


Forms = dict[str, tuple[str, int, str]]
"""Programme -> the form of its id, the number in it, and the form of its name."""


def pack_shelf(
    rows: Sequence[CollegeRow],
    specialties: Sequence[SpecialtyRow],
    *,
    step: int = 1,
    known: Forms | None = None,
) -> Shelf:
    """Rows in the order of `rows.colleges`; `step` rounds what is left to pay up.

    `known` is filled, for the next shelf that holds some of the same rows.
    """
    codes = sorted({row.division for row in rows})
    place_of = {code: number for number, code in enumerate(codes)}
    used: list[Kind] = []
    numbers: list[int] = []
    for row in rows:
        identifier, number = forms.numbered_form_of(row.id, {})
        name = forms.form_of(row.name, _college_parts(row.id, area_of(row.division)))
        used.append((identifier, name, row.tier, row.badge, row.sample))
        numbers.append(number)
    kinds, kind_of = by_use(used)
    at = [place_of[row.division] for row in rows]
    return {
        "colleges": len(rows),
        "areas": pack_areas(codes),
        "kinds": kinds,
        "kind": pack([kind_of[kind] for kind in used]),
        "number": pack(numbers),
        "place": pack([after - before for before, after in pairwise([0, *at])]),
        "count": pack([len(row.programmes) for row in rows]),
        **_pack_programmes(rows, specialties, step, {} if known is None else known),
    }


def _pack_programmes(
    rows: Sequence[CollegeRow], specialties: Sequence[SpecialtyRow], step: int, known: Forms
) -> Shelf:
    index = {one.id: at for at, one in enumerate(specialties)}
    parts = [forms.specialty_parts(one.name) for one in specialties]
    used: list[tuple[str, Kind]] = []
    serials: list[int] = []
    taught: list[int] = []
    sums: list[int] = []
    for college in rows:
        before, last = 0, 0
        for row in college.programmes:
            at = index[row.specialty]
            if row.id not in known:
                form = forms.numbered_form_of(row.id, _ids(college.id, row.specialty))
                known[row.id] = *form, forms.form_of(row.name, parts[at])
            identifier, number, name = known[row.id]
            said = (row.level, row.entry, row.years, row.boarding, row.order_class)
            used.append((college.tier, (identifier, name, *said)))
            serials.append((number - before) % MOST if forms.NUMBER in identifier else 0)
            taught.append((at - last) % len(index))
            sums.append(0 if row.own is None else -(-row.own // step) + 1)
            before, last = number if forms.NUMBER in identifier else before, at
    amounts, amount_of = by_use(sums)
    offers = {
        tier: by_use(kind for one, kind in used if one == tier)
        for tier in sorted({tier for tier, _ in used})
    }
    return {
        "programmes": len(used),
        "offers": {tier: kinds for tier, (kinds, _) in offers.items()},
        "offer": pack([offers[tier][1][kind] for tier, kind in used]),
        "serial": pack(serials),
        "specialty": pack(taught),
        "step": step,
        "sums": amounts,
        "sum": pack([amount_of[amount] for amount in sums]),
    }


def unpack_shelf(shelf: Shelf, specialties: Sequence[SpecialtyRow]) -> list[CollegeRow]:
    """The rows of `pack_shelf`; with a step above 1, what is left to pay is a multiple of it."""
    areas = unpack_areas(shelf["areas"])
    names = ("offer", "serial", "specialty", "sum")
    offers = zip(*(unpack(shelf[name], shelf["programmes"]) for name in names), strict=True)
    kind_at, number_at, further, counts = (
        unpack(shelf[name], shelf["colleges"]) for name in ("kind", "number", "place", "count")
    )
    columns = zip(kind_at, number_at, accumulate(further), counts, strict=True)
    found: list[CollegeRow] = []
    for kind, number, place, count in columns:
        form, named, tier, badge, sample = shelf["kinds"][kind]
        identifier = forms.text_of(form, {}, number)
        found.append(
            CollegeRow(
                id=identifier,
                name=forms.text_of(named, _college_parts(identifier, areas[place])),
                division=areas[place][0],
                tier=tier,
                badge=badge,
                sample=sample,
                programmes=tuple(
                    _programmes(shelf, specialties, (identifier, tier), islice(offers, count))
                ),
            )
        )
    return found


def _programmes(
    shelf: Shelf,
    specialties: Sequence[SpecialtyRow],
    college: tuple[str, str],
    offers: Iterable[tuple[int, ...]],
) -> Iterator[ProgrammeRow]:
    number, at = 0, 0
    for offer, serial, further, amount in offers:
        kind = shelf["offers"][college[1]][offer]
        identifier, name, level, entry, years, boarding, order_class = kind
        number = (number + serial) % MOST
        at = (at + further) % len(specialties)
        taught = specialties[at]
        share = shelf["sums"][amount]
        yield ProgrammeRow(
            id=forms.text_of(identifier, _ids(college[0], taught.id), number),
            name=forms.text_of(name, forms.specialty_parts(taught.name)),
            specialty=taught.id,
            level=level,
            entry=entry,
            years=years,
            boarding=boarding,
            order_class=order_class,
            own=(share - 1) * shelf["step"] if share else None,
        )


def _college_parts(identifier: str, area: Area) -> dict[str, str]:
    _, province, prefecture, county = area
    return {
        **forms.place_parts(county, prefecture, province),
        forms.COLLEGE_NUMBER: forms.last_number(identifier),
    }


def _ids(college: str, specialty: str) -> Mapping[str, str]:
    return {
        forms.COLLEGE_ID: college,
        forms.SPECIALTY_ID: specialty,
        forms.COLLEGE_NUMBER: forms.last_number(college),
    }

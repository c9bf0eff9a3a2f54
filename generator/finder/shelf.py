"""Rows of colleges in, the plain values of one JSON file out, and back. `finder-unpack.js` reads it.

Columns as in a database: one for each property, over all colleges or over all programmes.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise
from typing import Any

from generator.finder import forms
from generator.finder.areas import Area, area_of, pack_areas, unpack_areas
from generator.finder.packing import pack, unpack
from generator.finder.rows import CollegeRow, ProgrammeRow, SpecialtyRow

Shelf = dict[str, Any]

MOST = 10**9
"""Above every number at the end of an id; a step back is written as a step around."""


class Table:
    """Different values in the order of their first use, and which of them each row has."""

    def __init__(self) -> None:
        self._index: dict[Hashable, int] = {}
        self.column: list[int] = []

    def add(self, value: tuple[Hashable, ...]) -> None:
        self.column.append(self._index.setdefault(value, len(self._index)))

    @property
    def values(self) -> list[Any]:
        return list(self._index)


def pack_shelf(
    rows: Sequence[CollegeRow], specialties: Sequence[SpecialtyRow], *, step: int = 1
) -> Shelf:
    """Rows in the order of `rows.colleges`; `step` rounds what is left to pay up."""
    codes = sorted({row.division for row in rows})
    place_of = {code: number for number, code in enumerate(codes)}
    kinds = Table()
    numbers: list[int] = []
    for row in rows:
        identifier, number = forms.numbered_form_of(row.id, {})
        name = forms.form_of(row.name, _college_parts(row.id, area_of(row.division)))
        kinds.add((identifier, name, row.tier, row.badge, row.sample))
        numbers.append(number)
    at = [place_of[row.division] for row in rows]
    return {
        "areas": pack_areas(codes),
        "kinds": kinds.values,
        "kind": pack(kinds.column),
        "number": pack(numbers),
        "place": pack([after - before for before, after in pairwise([0, *at])]),
        "count": pack([len(row.programmes) for row in rows]),
        **_pack_programmes(rows, specialties, step),
    }


def _pack_programmes(
    rows: Sequence[CollegeRow], specialties: Sequence[SpecialtyRow], step: int
) -> Shelf:
    index = {one.id: at for at, one in enumerate(specialties)}
    kinds = Table()
    serials: list[int] = []
    taught: list[int] = []
    sums: list[int] = []
    for college in rows:
        before, last = 0, 0
        for row in college.programmes:
            at = index[row.specialty]
            identifier, number = forms.numbered_form_of(row.id, _ids(college.id, row.specialty))
            name = forms.form_of(row.name, {forms.SPECIALTY_NAME: specialties[at].name})
            said = (row.level, row.entry, row.years, row.boarding, row.order_class)
            kinds.add((identifier, name, *said))
            serials.append((number - before) % MOST if forms.NUMBER in identifier else 0)
            taught.append((at - last) % len(index))
            sums.append(0 if row.own is None else -(-row.own // step) + 1)
            before, last = number if forms.NUMBER in identifier else before, at
    known = sorted(set(sums))
    place_of = {amount: at for at, amount in enumerate(known)}
    return {
        "offers": kinds.values,
        "offer": pack(kinds.column),
        "serial": pack(serials),
        "specialty": pack(taught),
        "step": step,
        "sums": known,
        "sum": pack([place_of[amount] for amount in sums]),
    }


def unpack_shelf(shelf: Shelf, specialties: Sequence[SpecialtyRow]) -> list[CollegeRow]:
    """The rows of `pack_shelf`; with a step above 1, what is left to pay is a multiple of it."""
    areas = unpack_areas(shelf["areas"])
    names = ("offer", "serial", "specialty", "sum")
    offers = zip(*(unpack(shelf[name]) for name in names), strict=True)
    columns = (
        unpack(shelf["kind"]),
        unpack(shelf["number"]),
        accumulate(unpack(shelf["place"])),
        unpack(shelf["count"]),
    )
    found: list[CollegeRow] = []
    for kind, number, place, count in zip(*columns, strict=True):
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
                programmes=tuple(_programmes(shelf, specialties, identifier, islice(offers, count))),
            )
        )
    return found


def _programmes(
    shelf: Shelf,
    specialties: Sequence[SpecialtyRow],
    college: str,
    offers: Iterable[tuple[int, ...]],
) -> Iterator[ProgrammeRow]:
    number, at = 0, 0
    for offer, serial, further, amount in offers:
        identifier, name, level, entry, years, boarding, order_class = shelf["offers"][offer]
        number = (number + serial) % MOST
        at = (at + further) % len(specialties)
        taught = specialties[at]
        share = shelf["sums"][amount]
        yield ProgrammeRow(
            id=forms.text_of(identifier, _ids(college, taught.id), number),
            name=forms.text_of(name, {forms.SPECIALTY_NAME: taught.name}),
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

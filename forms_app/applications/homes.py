"""The county a family comes from, found by the name that people say. Reads the division tables."""

from __future__ import annotations

from forms_app.applications.typed_text import NotAccepted
from forms_app.languages.texts import said
from generator.divisions import places
from generator.divisions.places import Level, Place

MOST_FOUND = 40


def county(code: str) -> Place:
    """The county of today with this code; raises NotAccepted."""
    current = places.today(code)
    if not places.is_known(current) or places.find(current).level is not Level.COUNTY:
        raise NotAccepted(said("先写县的名字，按“找”，再选一个。"))
    return places.find(current)


def search(text: str) -> tuple[Place, ...]:
    """Counties for a name as people say it: «昭觉», «凉山昭觉», «四川 昭觉县»; best first."""
    wanted = "".join(text.split())[:40]
    found = [place for place in places.search(wanted, most=400) if place.level is Level.COUNTY]
    if not found and wanted:
        found = [place for place in _counties() if _is_said_in(wanted, place.full_name)]
    return tuple(found[:MOST_FOUND])


def _counties() -> list[Place]:
    return [
        county
        for province in places.provinces()
        for county in places.counties_within(province.code)
    ]


def _is_said_in(wanted: str, full_name: str) -> bool:
    """True when the characters come in this order, with others between them."""
    rest = iter(full_name)
    return all(character in rest for character in wanted)

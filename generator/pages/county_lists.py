"""Lists that lead to the counties: all provinces, one province, and the part of a place's page."""

from collections.abc import Iterator

from generator.divisions import flags, places
from generator.divisions.places import Place
from generator.pages import addresses
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values


def index(_: Portal) -> Iterator[Page]:
    yield Page(
        address="/counties/",
        shell_name="counties/index",
        bodies={"LIST": "county_index.html"},
        context={
            "provinces": [
                {
                    "name": one.name,
                    "href": addresses.county(one.code),
                    "counties": len(_counties_within(one.code)),
                }
                for one in places.provinces()
                if _counties_within(one.code)
            ],
        },
    )


def has_counties(province: str) -> bool:
    """Whether the table has a county there."""
    return bool(_counties_within(province))


def province_page(shell: str, one: Place) -> Page:
    """A province that has counties, and all of them."""
    return Page(
        address=addresses.county(one.code),
        shell_name=shell,
        bodies={"BODY": "county_province.html"},
        title=f"{one.name}的县",
        description=f"{one.name}的每个县：在不在三区三州，最近的学校有多远，问谁。",
        context={
            "name": one.name,
            "counties": under(one.code),
            "counted": len(_counties_within(one.code)),
        },
    )


def _counties_within(code: str) -> list[Place]:
    known = {county.code for county in places.counties()}
    return [county for county in places.counties_within(code) if county.code in known]


def under(province: str) -> list[Values]:
    """Counties under the name of their prefecture; those without one under the province's own."""
    found: dict[str, list[Values]] = {}
    for county in _counties_within(province):
        found.setdefault(county.prefecture or county.province, []).append(
            {
                "name": county.name,
                "href": addresses.county(county.code),
                "special": flags.area_group(county.code) is not None,
            }
        )
    return [
        {"name": name, "counties": counties, "special": any(one["special"] for one in counties)}
        for name, counties in found.items()
    ]


def above(county: Place) -> list[Values]:
    """What stands over a county's page: its province's list, and its prefecture's name."""
    names: list[Values] = [
        {"name": county.province, "href": addresses.county(county.province_code)}
    ]
    if county.prefecture:
        names.append({"name": county.prefecture, "href": None})
    return names

"""Every page of the real portal is on a way from home, and every kind of page a short way."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.divisions import places
from tests.generator.shells.links import scan

TAPS = 3


@pytest.fixture(scope="module")
def ways(portal_folder: Path) -> dict[str, int]:
    """Address -> taps from home, by plain links alone: as somebody without a script goes."""
    found, frontier = {"/": 0}, ["/"]
    while frontier:
        following = []
        for address in frontier:
            page = scan(portal_folder / address.lstrip("/") / "index.html")
            for link in page.links:
                path = urlsplit(link).path
                is_page = (portal_folder / path.lstrip("/") / "index.html").is_file()
                if is_page and path.startswith("/") and path.endswith("/") and path not in found:
                    found[path] = found[address] + 1
                    following.append(path)
        frontier = following
    return found


def addresses(portal_folder: Path) -> set[str]:
    return {
        "/" + page.parent.relative_to(portal_folder).as_posix().removeprefix(".") + "/"
        for page in portal_folder.rglob("index.html")
    } - {"//"} | {"/"}


def test_no_page_is_an_orphan(portal_folder: Path, ways: dict[str, int]) -> None:
    """Pages of codes that a county had before are there for old links, and lead to its own."""
    orphans = addresses(portal_folder) - ways.keys()
    codes = {address.split("/")[2] for address in orphans if address.startswith("/counties/")}
    assert {code for code in codes if places.today(code) == code} == set()
    assert {one for one in orphans if not one.startswith("/counties/")} == set()


def test_every_kind_of_page_is_three_taps_from_home(
    portal_folder: Path, ways: dict[str, int]
) -> None:
    """A page of a record counts for its kind: the nearest of its kind is near enough."""
    nearest: dict[str, int] = {}
    for address in addresses(portal_folder):
        parts = address.strip("/").split("/")
        kind = f"/{parts[0]}/*" if len(parts) > 1 else address
        nearest[kind] = min(nearest.get(kind, 99), ways.get(address, 99))
    assert {kind: taps for kind, taps in nearest.items() if taps > TAPS} == {}
    assert len(nearest) > 20

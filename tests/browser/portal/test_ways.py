"""Every page of the real portal is on a way from home, and every kind of page a short way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.divisions import places

TAPS = 3
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#?]+)')
"""As we print it; that pages are valid HTML is another test's matter."""


@pytest.fixture(scope="module")
def ways(real_portal: Path) -> dict[str, int]:
    """Address -> taps from home, by plain links alone: as somebody without a script goes."""
    found, frontier = {"/": 0}, ["/"]
    while frontier:
        following = []
        for address in frontier:
            page = real_portal / address.lstrip("/") / "index.html"
            for path in set(LINK.findall(page.read_text(encoding="utf-8"))) - found.keys():
                is_page = (real_portal / path.lstrip("/") / "index.html").is_file()
                if is_page and path.startswith("/") and path.endswith("/"):
                    found[path] = found[address] + 1
                    following.append(path)
        frontier = following
    return found


def addresses(real_portal: Path) -> set[str]:
    return {
        "/" + page.parent.relative_to(real_portal).as_posix().removeprefix(".") + "/"
        for page in real_portal.rglob("index.html")
    } - {"//"} | {"/"}


def test_no_page_is_an_orphan(real_portal: Path, ways: dict[str, int]) -> None:
    """Pages of codes that a county had before are there for old links, and lead to its own."""
    orphans = addresses(real_portal) - ways.keys()
    codes = {address.split("/")[2] for address in orphans if address.startswith("/counties/")}
    assert {code for code in codes if places.today(code) == code} == set()
    assert {one for one in orphans if not one.startswith("/counties/")} == set()


def test_every_kind_of_page_is_three_taps_from_home(
    real_portal: Path, ways: dict[str, int]
) -> None:
    """A page of a record counts for its kind: the nearest of its kind is near enough."""
    nearest: dict[str, int] = {}
    for address in addresses(real_portal):
        parts = address.strip("/").split("/")
        kind = f"/{parts[0]}/*" if len(parts) > 1 else address
        nearest[kind] = min(nearest.get(kind, 99), ways.get(address, 99))
    assert {kind: taps for kind, taps in nearest.items() if taps > TAPS} == {}
    assert len(nearest) > 20

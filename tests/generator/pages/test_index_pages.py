"""Without script every programme is reached by plain links, however large the catalogue is."""

import re

import pytest

from generator.bench_data import write_catalogue
from generator.catalogue import load_catalogue
from generator.pages import lists, place, specialty
from generator.pages.kinds import every_page
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from tests.generator.pages import factories

LINK = re.compile(r'href="(/[a-z-]+/(?:[a-z0-9-]+/)?)"')
ON_THE_WAY = ("/places/", "/prefectures/", "/colleges/", "/specialties/", "/specialty-classes/")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Address -> HTML, with bounds so low that every list is split."""
    folder = tmp_path_factory.mktemp("index") / "content"
    write_catalogue(folder, colleges=120, programmes=360, seed=5)
    portal = Portal(load_catalogue(folder), factories.DAY, Renderer())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "MOST_ON_ONE_PAGE", 10)
        patch.setattr(place, "MOST_ON_ONE_PAGE", 3)
        patch.setattr(specialty, "MOST_ON_ONE_PAGE", 5)
        return {
            page.address: "".join(portal.renderer.bodies(page).values())
            for page in every_page(portal)
        }


@pytest.mark.parametrize("start", ["/find/", "/colleges/", "/specialties/"])
def test_every_programme_is_reached_by_links(pages: dict[str, str], start: str) -> None:
    seen, waiting = set(), [start]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        if address == start or address.startswith(ON_THE_WAY):
            waiting += [link for link in LINK.findall(pages[address]) if link in pages]
    wanted = {address for address in pages if address.startswith("/programmes/")}
    assert len(wanted) == 360
    assert wanted <= seen


def test_a_specialty_taught_in_many_places_counts_them_by_prefecture(
    pages: dict[str, str],
) -> None:
    split = [
        html
        for address, html in pages.items()
        if address.startswith("/specialties/") and "/programmes/" not in html
    ]
    assert split
    assert any("/prefectures/" in html and re.search(r"示例 \d+ 处", html) for html in split)


def test_a_prefecture_lists_each_college_with_its_programmes(pages: dict[str, str]) -> None:
    html = next(html for address, html in pages.items() if address.startswith("/prefectures/"))
    assert 'href="/colleges/sample-bench-college-' in html
    assert 'href="/programmes/sample-bench-programme-' in html

"""The published site as a reader and a search engine meet it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from generator.assets import assets
from generator.engine import ROOT, Engine
from tests.generator.shells.links import PageScan, scan

# The forms app answers these.
ELSEWHERE = ("/apply/", "/staff/", "/pairings-filed", "/status")

LARGER = {
    "calculator.js": 12 * 1024,
    "compare.js": 8192,
    "finder.js": 40 * 1024,
    "keep.js": 12 * 1024,
}
"""Only their own pages load them. The calculator adds up a whole table of answers, the comparison
lays four pages out twice, and the finder is nine subjects in nine files, sent as one: a request
costs a weak phone more. What keeps a family's page on its phone carries SHA-256 with it."""


@pytest.fixture(scope="module")
def scans(portal_site: Path) -> dict[str, PageScan]:
    return {
        "/" + path.relative_to(portal_site).as_posix().removesuffix("index.html"): scan(path)
        for path in portal_site.rglob("*.html")
    }


def test_no_link_is_dead(portal_site: Path, scans: dict[str, PageScan]) -> None:
    dead = []
    for address, page in scans.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or parts.path.startswith(ELSEWHERE):
                continue
            path = parts.path or address
            file = portal_site / path.lstrip("/")
            found = file / "index.html" if path.endswith("/") else file
            if not found.is_file() or not scans.get(path, page).has(parts.fragment):
                dead.append((address, link))
    assert dead == []


def test_what_guides_a_family_is_three_taps_from_home(scans: dict[str, PageScan]) -> None:
    reached = {"/": 0}
    edge = ["/"]
    for taps in range(1, 4):
        found = {urlsplit(link).path for page in edge for link in scans[page].links}
        edge = [page for page in found if page in scans and page not in reached]
        reached |= dict.fromkeys(edge, taps)
    for name in ("guidance", "compare", "dates", "internships", "glossary", "how-to-apply"):
        assert reached[f"/{name}/"] <= 3, name
    for name in ("questions", "privacy", "data-sources"):
        assert reached[f"/{name}/"] == 1, name


def test_nothing_is_loaded_from_another_host(scans: dict[str, PageScan]) -> None:
    foreign = {
        (page, load)
        for page, found in scans.items()
        for load in found.loads
        if not load.startswith("/") or load.startswith("//")
    }
    assert foreign == set()


def test_stylesheets_load_nothing(portal_site: Path) -> None:
    for sheet in portal_site.rglob("*.css"):
        text = sheet.read_text()
        assert "url(" not in text
        assert "@import" not in text


def test_no_page_carries_inline_script_style_or_handler(scans: dict[str, PageScan]) -> None:
    assert {page: found.inline for page, found in scans.items() if found.inline} == {}


def test_every_page_has_its_head(scans: dict[str, PageScan]) -> None:
    for address, page in scans.items():
        assert page.language == "zh-CN", address
        assert page.title, address
        assert page.meta.get("description"), address
        assert page.meta.get("viewport"), address
        assert address == "/404.html" or page.canonical.endswith(address), address
        assert page.headings[0] == 1, address
        assert page.headings.count(1) == 1, address


def test_every_authored_page_has_front_matter_that_yaml_can_read() -> None:
    # MkDocs drops front matter that it cannot read, and says nothing.
    for page in Engine().pages.rglob("*.md"):
        meta = yaml.safe_load(page.read_text(encoding="utf-8").split("---\n")[1])
        assert meta["title"], page
        assert meta["description"], page


def test_every_picture_has_a_text(scans: dict[str, PageScan]) -> None:
    assert {page: found.mute for page, found in scans.items() if found.mute} == {}


def test_samples_are_kept_from_search_engines(
    portal_site: Path, scans: dict[str, PageScan]
) -> None:
    sitemap = (portal_site / "sitemap.xml").read_text()
    assert "/colleges/lhasa-college/" in sitemap
    assert "/policies/notice-63/" in sitemap
    assert "sample" not in sitemap
    for address, page in scans.items():
        hidden = page.meta.get("robots") == "noindex"
        assert hidden or "sample" not in address, address
        assert not (hidden and f"{address}</loc>" in sitemap), address


def test_every_page_of_a_demonstration_says_so(scans: dict[str, PageScan]) -> None:
    for address, page in scans.items():
        assert "示例" in page.band, address
        assert ("不能报名" in page.band) == (page.meta.get("robots") == "noindex"), address


def test_shells_and_the_engines_own_files_stay_behind(portal_site: Path) -> None:
    files = {path.relative_to(portal_site).as_posix() for path in portal_site.rglob("*")}
    assert not [file for file in files if "x-shell" in file or "x-golden" in file]
    ours = {file for file, _ in assets(ROOT / "site" / "assets")}
    assert {file for file in files if file.startswith("assets/") and "." in file} == ours
    assert not [file for file in files if "material" in file or "bundle" in file]
    assert "XBODYX" not in "".join(
        (portal_site / file).read_text() for file in files if file.endswith(".html")
    )


def test_each_script_stays_small(portal_site: Path) -> None:
    found = {path.name: path.stat().st_size for path in portal_site.rglob("*.js")}
    sizes = {re.sub(r"\.[0-9a-f]{10}\.", ".", name): size for name, size in found.items()}
    assert "filter.js" in sizes
    assert {name: size for name, size in sizes.items() if size >= LARGER.get(name, 4096)} == {}


def test_each_part_of_a_joined_script_stays_small() -> None:
    parts = (ROOT / "site/assets/js/finder").glob("*.js")
    sizes = {path.name: path.stat().st_size for path in parts}
    assert len(sizes) == 9
    assert {name: size for name, size in sizes.items() if size >= 8192} == {}

"""Pages that carry a script, as a reader meets them whose phone runs none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SCRIPT = re.compile(r"<script[^>]*></script>")
OWN_SCRIPT = re.compile(r'<script src="/assets/js/(?!print)')


def without_script(route: Route) -> None:
    """What a browser shows whose script is off. A page with script off cannot run axe itself."""
    answer = route.fetch()
    text = SCRIPT.sub("", answer.text()).replace("<noscript>", "<div>")
    route.fulfill(response=answer, body=text.replace("</noscript>", "</div>"))


def addresses(real_portal: Path) -> list[str]:
    """Of each authored page with a script of its own, and of the first record of each such kind."""
    found = [real_portal / "index.html", *sorted(real_portal.glob("*/index.html"))]
    found += [min(kind.glob("*/index.html")) for kind in sorted(real_portal.glob("*"))
              if kind.is_dir() and any(kind.glob("*/index.html"))]  # fmt: skip
    own = [page for page in found if OWN_SCRIPT.search(page.read_text(encoding="utf-8"))]
    return ["/" + page.parent.relative_to(real_portal).as_posix() + "/" for page in own]


def test_nobody_without_script_meets_a_barrier_or_a_dead_end(
    browser: Browser,
    real_portal: Path,
    portal_address: str,
    axe: Callable[[Page], list[str]],
) -> None:
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    tab.route(re.compile(r"/$"), without_script)
    found, pages = [], addresses(real_portal)
    assert len(pages) >= 5
    for address in pages:
        tab.goto(portal_address + address)
        found += axe(tab)
        ways = tab.locator("main a:visible").count()
        text = tab.locator("main").inner_text()
        if ways < 1 or len(text) < 100:
            found.append(f"{address} is a dead end: {ways} links, {len(text)} characters")
        if tab.evaluate("document.documentElement.scrollWidth") > 360:
            found.append(f"{address} is wider than the phone")
    tab.close()
    assert found == []

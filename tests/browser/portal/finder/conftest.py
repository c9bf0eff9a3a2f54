"""The finder page of the real content, and what its files hold, read by Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.finder.searching import Finder

Open = Callable[[str], Page]

RESULTS = "#list > li"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def finder(real_portal: Path) -> Finder:
    files = {f"find/{path.name}": path.read_bytes() for path in real_portal.glob("find/*.json")}
    return Finder(files)


@pytest.fixture
def page(browser: Browser, portal_address: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=portal_address,
        viewport=PHONE,  # type: ignore[arg-type]
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def at(page: Page) -> Open:
    """Opens the finder with a query string and waits until it has answered."""

    def go(query: str) -> Page:
        page.goto(f"/find/{query}")
        return answered(page)

    return go


def answered(page: Page) -> Page:
    page.locator("#finder:is([data-state=found], [data-state=empty])").wait_for()
    return page


def shown(page: Page) -> list[str]:
    """The pages that the results lead to, in their order."""
    links = page.locator(f"{RESULTS} .name > a:first-child")
    return [str(link.get_attribute("href")).split("/")[2] for link in links.all()]

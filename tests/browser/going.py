"""Going from page to page as a person does: press, then wait until the next page stands."""

from __future__ import annotations

from playwright.sync_api import Locator


def follow(target: Locator) -> None:
    """Press a link or a button that leads to a page, and be there.

    A press alone may return while the old page still stands, so that what is read next is read
    there.
    """
    with target.page.expect_navigation():
        target.click()

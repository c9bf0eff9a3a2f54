"""One headless Chromium for the journeys."""

from tests.browser.applications.conftest import chromium

__all__ = ["chromium"]

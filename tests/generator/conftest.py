"""Few counties: every county of the country has a page, and no test needs 2,850 of them."""

from collections.abc import Iterator

import pytest

from tests.generator.counties import few_counties


@pytest.fixture(scope="package", autouse=True)
def shown_counties() -> Iterator[None]:
    """For this package alone: one worker also runs tests that look at the real portal."""
    with few_counties():
        yield

"""The real content, read once for all flyers."""

from pathlib import Path

import pytest

from generator.catalogue import Catalogue, load_catalogue


@pytest.fixture(scope="package")
def catalogue() -> Catalogue:
    return load_catalogue(Path("content"))

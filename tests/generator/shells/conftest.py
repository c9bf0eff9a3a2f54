"""One portal of the factories' records, built once for every test that only looks at it."""

from pathlib import Path

import pytest

from generator.build import Builder, Summary
from generator.engine import Engine
from tests.generator.counties import few_counties
from tests.generator.pages import content_files, factories


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return content_files.write(factories.catalogue(), tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="session")
def portal_site(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published site. Nobody writes into it."""
    out = tmp_path_factory.mktemp("portal") / "site"
    # Made before the package's own fixtures are, so it has to ask for itself.
    with few_counties():
        Builder(content, out, day=factories.DAY).build()
    return out


@pytest.fixture
def own_builder(tmp_path: Path) -> tuple[Builder, Summary]:
    """A builder with content and site of its own, built once."""
    folder = content_files.write(factories.catalogue(), tmp_path / "content")
    builder = Builder(folder, tmp_path / "site", Engine(), day=factories.DAY)
    return builder, builder.build()

"""One portal of the factories' records, built once for every test that only looks at it."""

import shutil
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


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """A folder with content, its site and what the builder keeps beside it."""
    place = tmp_path_factory.mktemp("built-once")
    with few_counties():
        return place, _builder(
            content_files.write(factories.catalogue(), place / "content")
        ).build()


@pytest.fixture
def own_builder(built_once: tuple[Path, Summary], tmp_path: Path) -> tuple[Builder, Summary]:
    """A builder with content and site of its own, built already: a copy costs less than a build."""
    place, summary = built_once
    shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    return _builder(tmp_path / "content"), summary


def _builder(content: Path) -> Builder:
    return Builder(content, content.parent / "site", Engine(), day=factories.DAY)

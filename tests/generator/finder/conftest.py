"""A synthetic catalogue of moderate size and its finder's files, made once for all tests here."""

import pytest

from generator.bench_data import write_catalogue
from generator.catalogue import Catalogue, load_catalogue
from generator.finder.files import files
from generator.finder.searching import Finder
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from tests.generator.pages import factories


@pytest.fixture(scope="package")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("finder") / "content"
    write_catalogue(folder, colleges=60, programmes=300, seed=11)
    return load_catalogue(folder)


@pytest.fixture(scope="package")
def portal(catalogue: Catalogue) -> Portal:
    return Portal(catalogue, factories.DAY, Renderer())


@pytest.fixture(scope="package")
def finder(portal: Portal) -> Finder:
    return Finder(files(portal))

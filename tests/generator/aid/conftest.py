"""The rules of the real content: the sums of families are checked against what is published."""

from pathlib import Path

import pytest

from generator.aid.entitlement import Rulebook
from generator.catalogue import load_catalogue


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return Rulebook(load_catalogue(Path("content")).aid_rules.values())

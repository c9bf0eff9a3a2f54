"""The offices that look at papers, and a family whose guardian has answered nothing."""

import pytest
from flask.testing import FlaskClient

from tests.forms_app.applications.guardians import UNTICKED
from tests.forms_app.applications.journey import Family
from tests.forms_app.applications.starting import start_from
from tests.forms_app.offices import browser_of, office  # noqa: F401  fixtures


@pytest.fixture
def family(client: FlaskClient) -> Family:
    return Family(client)


@pytest.fixture
def drafted(family: Family) -> Family:
    """A draft of a fifteen-year-old with a name, whose guardian has answered nothing."""
    start_from(family, "drafted", _draft)
    return family


def _draft(family: Family) -> str:
    unticked = {**UNTICKED, "later": "1", "guardian_name": "", "guardian_relation": ""}
    code = family.begin(**unticked)
    family.fill_all()
    return code

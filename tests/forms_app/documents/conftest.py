"""The offices that look at papers, and a family whose guardian has answered nothing."""

import pytest
from flask.testing import FlaskClient

from tests.forms_app.applications.guardians import UNTICKED
from tests.forms_app.applications.journey import START, Family
from tests.forms_app.offices import browser_of, office  # noqa: F401  fixtures


@pytest.fixture
def family(client: FlaskClient) -> Family:
    return Family(client)


@pytest.fixture
def drafted(family: Family) -> Family:
    """A draft of a fifteen-year-old with a name, whose guardian has answered nothing."""
    unticked = {**UNTICKED, "later": "1", "guardian_name": "", "guardian_relation": ""}
    assert family.send(START, **unticked).status_code == 303
    family.fill_all()
    return family

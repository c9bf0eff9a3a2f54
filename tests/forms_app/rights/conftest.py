"""A family that has applied, and the people who answer it."""

import pytest
from flask.testing import FlaskClient

from tests.forms_app.applications.journey import Family
from tests.forms_app.applications.starting import applied
from tests.forms_app.offices import browser_of, office  # noqa: F401  fixtures


@pytest.fixture
def family(client: FlaskClient) -> Family:
    """Applied, with its code kept as `family.code`."""
    opened = Family(client)
    opened.code = applied(opened)
    return opened

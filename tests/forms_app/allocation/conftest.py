"""The people who give seats, and the families who are given one."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.applications import family
from forms_app.applications.models import Application
from tests.forms_app.offices import browser_of, office  # noqa: F401  fixtures


@pytest.fixture
def family_of(app: Flask) -> Callable[[Application], FlaskClient]:
    """A browser in which the family has opened its application."""

    def open_it(application: Application) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie[family.OPENED] = [application.id, application.code_generation]
            cookie[family.VISIT] = application.id
        return client

    return open_it

"""A family and a parent far away, each before a browser of its own; nothing is begun yet."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.forms_app.applications.journey import Family


@pytest.fixture
def family(client: FlaskClient) -> Family:
    return Family(client)


@pytest.fixture
def parent(app: Flask) -> FlaskClient:
    return app.test_client()

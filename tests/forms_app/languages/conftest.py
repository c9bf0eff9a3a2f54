"""The app with both test languages, and a family that reads one of them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.languages import pseudo
from tests.forms_app.applications.journey import Family


@pytest.fixture
def spoken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app of the test, on either database, as QIANXIAO_TEST_LANGUAGES=1 would start it."""
    for language in pseudo.languages():
        monkeypatch.setitem(app.extensions["qianxiao.languages"], language.code, language)
    return app


@pytest.fixture
def reader(spoken: Flask, client: FlaskClient) -> Family:
    """A family whose browser reads from right to left."""
    client.set_cookie("language", "test-rtl")
    return Family(client)

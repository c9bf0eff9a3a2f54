"""The people of a pairing."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.accounts.models import Account
from tests.forms_app import pairing
from tests.forms_app.pairing import People


@pytest.fixture
def who(
    app: Flask,
    make_account: Callable[..., Account],
    login: Callable[[FlaskClient, Account], FlaskClient],
) -> People:
    return pairing.people(app, make_account, login)

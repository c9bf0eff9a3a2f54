"""A family that has applied, and the people who answer it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.accounts.models import Account
from tests.forms_app.applications.journey import Family
from tests.forms_app.review.factories import Office


@pytest.fixture
def family(client: FlaskClient) -> Family:
    """Applied, with its code kept as `family.code`."""
    opened = Family(client)
    opened.code = opened.apply()
    return opened


@pytest.fixture
def office(make_account: Callable[..., Account]) -> Office:
    return Office(make_account)


@pytest.fixture
def browser_of(
    app: Flask, office: Office, login: Callable[[FlaskClient, Account], FlaskClient]
) -> Callable[[str], FlaskClient]:
    """browser_of("desk"): a browser of one's own, logged in."""
    return lambda name: login(app.test_client(), office.account(name))

"""The people of the offices, for the packages whose tests need them."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.accounts.models import Account
from tests.forms_app.review.factories import Office


@pytest.fixture
def office(make_account: Callable[..., Account]) -> Office:
    return Office(make_account)


@pytest.fixture
def browser_of(
    app: Flask, office: Office, login: Callable[[FlaskClient, Account], FlaskClient]
) -> Callable[[str], FlaskClient]:
    """browser_of("officer"): a browser of one's own, logged in."""
    return lambda name: login(app.test_client(), office.account(name))

"""The people who give seats, and the families who are given one."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.accounts.models import Account
from forms_app.applications import family
from forms_app.applications.models import Application
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

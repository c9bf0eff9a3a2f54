"""Two desks of one county's children: the county's own and a college's."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.accounts.models import Account
from forms_app.workflow import Role
from tests.forms_app.applications.journey import ZHAOJUE

Browser = Callable[[str], FlaskClient]


@pytest.fixture
def accounts(make_account: Callable[..., Account]) -> dict[str, Account]:
    return {
        "desk": make_account(Role.COUNTY_DESK, division=ZHAOJUE, shown_as="帮办点"),
        "college": make_account(college_id="sample-college-01"),
        "other": make_account(college_id="sample-college-02"),
    }


@pytest.fixture
def browser_of(
    app: Flask,
    accounts: dict[str, Account],
    login: Callable[[FlaskClient, Account], FlaskClient],
) -> Browser:
    """browser_of("desk"): a browser of one's own, logged in."""
    return lambda name: login(app.test_client(), accounts[name])

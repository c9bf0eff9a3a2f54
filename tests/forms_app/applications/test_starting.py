"""What is put back is what was left: the same rows, the same pages, and never among others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.models import Application
from tests.forms_app.applications.journey import Family
from tests.forms_app.applications.starting import applied, asked, begun, filled, rows

SHOWN_ANEW = re.compile(r'name="(?:csrf_token|client_key)"[^>]*value="[^"]*"|nonce="[^"]*"')
PAGES = ("/apply/code", "/apply/tasks", "/apply/check", "/apply/status", "/apply/receipt")


@pytest.mark.parametrize("start", [begun, filled, applied, asked])
def test_the_rows_and_the_pages_are_those_that_the_walk_left(
    app: Flask, request: pytest.FixtureRequest, start: Callable[[Family], str]
) -> None:
    database = app.extensions["qianxiao.engine"].dialect.name
    _, fresh = request.getfixturevalue(f"{database}_app")

    def seen() -> object:
        fresh()
        family = Family(app.test_client())
        code, kept = start(family), rows()
        pages = [family.client.get(one) for one in PAGES]
        shown = [(one.status_code, one.location, SHOWN_ANEW.sub("", one.text)) for one in pages]
        return code, kept, shown

    first, again = seen(), seen()
    assert again == first
    assert first[1]["application"] != []  # type: ignore[index]


def test_nothing_is_put_back_among_other_rows_or_in_another_s_browser(
    app: Flask, client: FlaskClient
) -> None:
    begun(Family(client))
    second = Family(app.test_client())
    with pytest.raises(AssertionError, match="has other rows"):
        begun(second)
    with pytest.raises(AssertionError, match="somewhere already"):
        begun(Family(client))


def test_at_another_time_the_way_is_walked_anew(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    with clock.standing_at(clock.now() + timedelta(days=1)):
        begun(Family(client))
        assert session.scalars(select(Application.saved_at)).one() == clock.now()


def test_a_family_may_walk_after_one_that_was_put_back(app: Flask, client: FlaskClient) -> None:
    applied(Family(client))
    other = Family(app.test_client())
    other.apply()
    assert "27-000002" in other.read("/apply/receipt")

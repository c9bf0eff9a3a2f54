"""Every form of families, helpers and desks: any bytes in any field are answered, never a failure.

The same walk holds that every error stands in the top list, linked to its field; that no log line,
address or error page repeats what a person typed; that the tables keep it sealed; and that an
office that reads it leaves a line. A form that no scene reaches fails the last test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.extensions import db
from forms_app.privacy import View
from tests.forms_app.applications.test_journey import dump, on_disk
from tests.forms_app.conftest import FreshFile, FreshRows
from tests.forms_app.every_form import scenes
from tests.forms_app.every_form.odd_bytes import Form, bodies, forms_of
from tests.forms_app.every_form.summaries import broken_errors
from tests.forms_app.review.factories import Office

TIMES = {"sqlite": 8, "postgresql": 3}
"""How often each form is sent; the seed is fixed, so that what fails once fails again."""
ON_EVERY_PAGE = ("/language", "/staff/logout")
OTHER_FORMS = (
    "/v/",
    "/staff/accounts",
    "/staff/agreements",
    "/staff/commitments",
    "/staff/filings",
    "/staff/invitation",
    "/staff/login",
    "/staff/logout",
    "/staff/password",
)
"""Forms that hold no family's data: their own tests send them."""
ended: set[str] = set()
walked: set[str] = set()


@dataclass
class Walk:
    """Sends the forms of a scene's pages; the rows are put back before each form."""

    restore: Callable[[], None]
    times: int
    random: Random = field(default_factory=lambda: Random(2018))

    def through(self, scene: scenes.Scene) -> Iterator[TestResponse]:
        for client, page in scene:
            forget_looks()
            shown = client.get(page) if isinstance(page, str) else page()
            is_stored = shown.request.method == "GET" and shown.request.path.startswith("/staff")
            if is_stored and personal_in(shown.text):
                assert looks(), f"nobody reads that {page} was opened"
            assert shown.status_code == 200, f"{page}: {shown.status_code} {shown.location}"
            yield shown
            forms = forms_of(shown.text, shown.request.full_path.rstrip("?"))
            assert forms or shown.request.path.startswith("/staff"), f"{page} has no form"
            for form in forms:
                if not (form.action in walked and form.action.startswith(ON_EVERY_PAGE)):
                    yield from self._send(client, form)

    def _send(self, client: FlaskClient, form: Form) -> Iterator[TestResponse]:
        walked.add(form.action)
        cookies = dict(client._cookies or {})
        for body, kind in bodies(form, self.random, self.times):
            answer = client.post(form.action, data=body, content_type=kind)
            assert answer.status_code < 500, f"{form.action}: {body!r}"
            yield answer
        client._cookies = cookies
        self.restore()


@contextmanager
def kept_rows(request: pytest.FixtureRequest, app: Flask, database: str) -> Iterator[Any]:
    """`restore()`: the rows as the scene left them."""
    _, fresh = request.getfixturevalue(f"{database}_app")
    if not isinstance(fresh, FreshFile):
        yield FreshRows(app)
        return
    empty = fresh.template
    fresh.engine.dispose()
    fresh.template = empty.with_name("scene.sqlite3")
    fresh.template.write_bytes(fresh.path.read_bytes())
    try:
        yield fresh
    finally:
        fresh.template = empty


def forget_looks() -> None:
    with db.writing_session() as session:
        session.execute(delete(View))
        session.commit()


def looks() -> int:
    with db.reading_session() as session:
        return session.scalar(select(func.count()).select_from(View)) or 0


def personal_in(text: str) -> list[str]:
    return [one for one in scenes.PERSONAL if one in text]


# A file that stands in a body that breaks off is closed when Python finds that nobody has it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("scene", scenes.ALL)
def test_no_bytes_in_any_field_break_a_form_and_nothing_typed_is_repeated(
    request: pytest.FixtureRequest,
    app: Flask,
    session: Session,
    office: Office,
    browser_of: Callable[[str], FlaskClient],
    caplog: pytest.LogCaptureFixture,
    scene: str,
) -> None:
    database = app.extensions["qianxiao.engine"].dialect.name
    with caplog.at_level("DEBUG"), scenes.ALL[scene](app, session, office, browser_of) as found:
        session.commit()
        assert personal_in(dump(app) + on_disk(app)) == []
        session.close()
        with kept_rows(request, app, database) as restore:
            for answer in Walk(restore, TIMES[database]).through(found):
                assert personal_in(answer.location or "") == [], answer.request.path
                if answer.mimetype == "text/html":
                    assert broken_errors(answer.text) == [], answer.request.path
                if answer.status_code >= 400:
                    assert personal_in(answer.text) == [], answer.request.path
    assert personal_in(caplog.text) == []
    ended.add(scene)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_no_form_of_a_family_s_data_is_left_out(app: Flask) -> None:
    assert ended == set(scenes.ALL), "this follows all the scenes: run the whole file"
    rules = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.rule.startswith(OTHER_FORMS)
    ]
    assert [one for one in rules if not any(is_of(one, action) for action in walked)] == []


def is_of(rule: str, address: str) -> bool:
    """Whether this route answers the address."""
    return re.fullmatch(re.sub("<[^>]+>", "[^/]+", rule), address.partition("?")[0]) is not None

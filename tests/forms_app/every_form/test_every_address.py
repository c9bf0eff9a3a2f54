"""Anything in the place of a name or number in an address: a page in Chinese, never a failure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.forms_app.applications.journey import Family, hidden_fields
from tests.forms_app.applications.sittings import only
from tests.forms_app.documents.sheets import tokens

ODD = ("%00", "%FF%ED%A0%80", "%s", "²", "2147483648", "9" * 30, "x" * 300, "🀄")
PRESSED = {"answer": "accept", "step": "send", "seen": "²", "version": "²", "reason": "为什么"}
ARGUMENT = re.compile(r"<(?:[^<>]*:)?([a-z_]+)>")


def filled(rule: Rule, known: dict[str, str]) -> Iterator[str]:
    """The addresses of a route with one odd value among what exists."""
    for at in sorted(rule.arguments):
        for odd in ODD:
            values = {**dict.fromkeys(rule.arguments, "1"), **known, at: quote(odd, safe="%")}
            yield ARGUMENT.sub(lambda found, known=values: known[found.group(1)], rule.rule)


def test_no_odd_word_in_an_address_breaks_a_page(
    app: Flask, session: Session, browser_of: Callable[[str], FlaskClient]
) -> None:
    family, desk = Family(app.test_client()), browser_of("desk")
    family.apply()
    known = {"application_id": only(session).id}
    own = hidden_fields(family.read("/apply/ask"))
    theirs = tokens(desk.get("/staff/classes").text)
    tried = 0
    for rule in app.url_map.iter_rules():
        is_family = rule.rule.startswith("/apply")
        client, marks = (family.client, own) if is_family else (desk, theirs)
        for address in filled(rule, known):
            if "GET" in (rule.methods or ()):
                assert client.get(address).status_code < 500, address
            if "POST" in (rule.methods or ()):
                answer = client.post(address, data={**marks, **PRESSED})
                assert answer.status_code < 500, address
            tried += 1
    assert tried > 300

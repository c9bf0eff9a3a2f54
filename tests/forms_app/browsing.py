"""What a browser does with a form: open the page, keep its token, send the fields."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token_in(page: str) -> str:
    """The form token of a page; any of them, they are equal within a visit."""
    found = TOKEN.search(page)
    assert found, "the page has no form"
    return found.group(1)


def send(
    client: FlaskClient, address: str, *, page: str | None = None, **fields: Any
) -> TestResponse:
    """Open `page` (or the address itself) and send its form to the address."""
    token = token_in(client.get(page or address).get_data(as_text=True))
    return client.post(address, data={"csrf_token": token, **fields})

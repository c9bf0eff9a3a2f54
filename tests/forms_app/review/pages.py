"""What a person sees and presses: the text of a page, its forms with what is filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SKIPPED = {"script", "style", "title"}


@dataclass
class Form:
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: list[Form] = []
        self._skips = 0
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._skips += tag in SKIPPED
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        if tag == "textarea":
            self._area = given["name"]
            self.forms[-1].values[self._area] = [""]
        if tag == "input" and self.forms and given.get("name"):
            is_box = given.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in given:
                values = self.forms[-1].values.setdefault(given["name"], [])
                values.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._skips -= tag in SKIPPED
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].values[self._area] = [data.removeprefix("\r\n").removeprefix("\n")]
        elif not self._skips and data.strip():
            self.words.append(" ".join(data.split()))


def _read(response: TestResponse) -> _Reader:
    reader = _Reader()
    reader.feed(response.text)
    return reader


def text(response: TestResponse) -> str:
    """The words of a page in their order, one space between."""
    return " ".join(_read(response).words)


def form(response: TestResponse, action: str = "") -> Form:
    """The form with this action; empty is the page's own address."""
    found = [one for one in _read(response).forms if one.action == action]
    assert len(found) == 1, f"{len(found)} forms with action {action!r} at {response.request.path}"
    return found[0]


def press(
    client: FlaskClient, page: TestResponse, *, action: str = "", **changes: Any
) -> TestResponse:
    """Send a form of `page` as it is filled in, with these changes; not yet redirected."""
    filled = form(page, action)
    return client.post(
        action or page.request.path, data={**filled.values, **changes}, follow_redirects=False
    )

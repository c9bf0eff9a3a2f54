"""A family's browser over HTTP: cookies, one kept connection, a clock; cheap enough for hundreds.

It has the two calls of Flask's test client that the tests' `Family` uses, so the journey is written
once. Each request is timed from the first byte sent to the last byte read.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from werkzeug.test import encode_multipart

FORM = "application/x-www-form-urlencoded"
OWN = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `packed` is the body as it came over the line."""

    status_code: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def location(self) -> str | None:
        return self.headers.get("location")

    @property
    def text(self) -> str:
        return self.data.decode()

    def get_data(self, *, as_text: bool = False) -> bytes | str:
        return self.text if as_text else self.data


@dataclass(frozen=True, slots=True)
class Timed:
    """One request: what was asked for, how it ended, when, and seconds until the last byte."""

    method: str
    path: str
    status: int
    began: float
    seconds: float
    sent: int
    received: int


@dataclass
class Phone:
    """One browser at one server. `pause` is called before each request that a person causes."""

    address: str
    pause: Callable[[], None] = lambda: None
    cookies: dict[str, str] = field(default_factory=dict)
    requests: list[Timed] = field(default_factory=list)
    _line: HTTPConnection | None = None
    _is_led: bool = False

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None, {})

    def post(self, address: str, *, data: Mapping[str, Any], content_type: str = FORM) -> Answer:
        """A form; with `multipart/form-data`, streams among the values are files."""
        if content_type == FORM:
            body = urlencode(dict(data), doseq=True).encode()
        else:
            boundary, body = encode_multipart(data)
            content_type = f'multipart/form-data; boundary="{boundary}"'
        return self._ask("POST", address, body, {"Content-Type": content_type})

    def load(self, address: str) -> Answer:
        """A file that a page needs: nobody thinks before it."""
        was_led, self._is_led = self._is_led, True
        answer = self.get(address)
        self._is_led = was_led
        return answer

    def close(self) -> None:
        if self._line is not None:
            self._line.close()

    def _ask(self, method: str, address: str, body: bytes | None, more: dict[str, str]) -> Answer:
        if not self._is_led:
            self.pause()
        headers = {**OWN, **more}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        path = quote(address, safe="/?&=%+")
        start = time.perf_counter()
        answer, packed = self._send(method, path, body, headers)
        spent = time.perf_counter() - start
        bare = urlsplit(address).path
        sent = len(body or b"")
        self.requests.append(Timed(method, bare, answer.status_code, start, spent, sent, packed))
        self._is_led = answer.status_code == 303
        return answer

    def _send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[Answer, int]:
        """A kept connection may have been closed meanwhile: then once more, on a new one."""
        for is_last in (False, True):
            line = self._line or HTTPConnection(urlsplit(self.address).netloc, timeout=120)
            is_fresh, self._line = self._line is None, line
            try:
                line.request(method, path, body, headers)
                response = line.getresponse()
                packed = response.read()
                break
            except (HTTPException, OSError):
                line.close()
                self._line = None
                if is_last or is_fresh:
                    raise
        self._keep_cookies(response)
        return Answer(response.status, _headers(response), _unpacked(response, packed)), len(packed)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


def _headers(response: HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.getheaders()}


def _unpacked(response: HTTPResponse, packed: bytes) -> bytes:
    if response.getheader("Content-Encoding") != "gzip":
        return packed
    return gzip.decompress(packed)

"""Reads the forms of a page as a browser does, and sends them back with odd bytes in any field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random

KEPT = {"csrf_token", "whose"}
"""Without these a form is turned away at the door, and nothing behind it is tried."""

ODD = [
    b"",
    b"\0",
    b"\xff\xfe\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"%s %(a)s {0} {{7*7}} ${x}",
    b"' OR 1=1 --",
    b"<script>alert(1)</script>",
    b"../../../etc/passwd",
    b"-1",
    b"1e309",
    b"NaN",
    b"2147483648",
    b"9" * 30,
    b"x" * 5000,
    b"0000-00-00",
    b"9999-12-31",
    b"10000-01-01 25:61",
    b"0001-01-01 00:00",
    b"\r\n\t ",
    b'[1,{"a":null}]',
    "９".encode() * 40,
    "٣".encode(),
    "²".encode(),
    "\u202e\u200b\ufeff".encode(),
    "\U0001f004".encode(),
    "阿".encode() * 300,
]
BOUNDARY = b"----0a1b2c"


@dataclass
class Control:
    """A name that the form sends; `offered` are the values that the page itself has for it."""

    name: str
    kind: str
    offered: list[bytes] = field(default_factory=list)
    preset: list[bytes] = field(default_factory=list)


@dataclass
class Form:
    action: str
    is_multipart: bool
    controls: dict[str, Control] = field(default_factory=dict)

    def control(self, name: str, kind: str) -> Control:
        return self.controls.setdefault(name, Control(name, kind))


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self._now: Form | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            kind = given.get("enctype", "")
            self._now = Form(given.get("action") or self.address, kind == "multipart/form-data")
            self.forms.append(self._now)
        elif tag == "form":
            self._now = None
        elif self._now is not None:
            self._read_control(self._now, tag, given)

    def _read_control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        value = given.get("value", "").encode()
        if tag == "option" and self._select is not None:
            self._select.offered.append(value)
        if tag not in {"input", "select", "textarea", "button"} or not given.get("name"):
            return
        kind = given.get("type", tag) if tag == "input" else tag
        control = form.control(given["name"], kind)
        control.offered.append(value)
        if kind == "hidden" or "checked" in given or (kind not in {"radio", "checkbox"} and value):
            control.preset.append(value)
        self._select = control if tag == "select" else self._select

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._now = None
        if tag == "select":
            self._select = None


def forms_of(page: str, address: str) -> list[Form]:
    """Every form of a page that writes; `address` is where one without an action goes."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.forms


def bodies(form: Form, random: Random, count: int) -> Iterator[tuple[bytes, str]]:
    """(body, content type): the first has something odd in every field, the others in some.

    Fields in between hold what the page offers, so that a form comes as far as its last rule.
    """
    for number in range(count):
        sent = []
        for control in form.controls.values():
            odd = 1.0 if number == 0 else 0.35
            sent += [(control, one) for one in _values(control, random, odd)]
        if form.is_multipart:
            yield _multipart(sent, random), f"multipart/form-data; boundary={BOUNDARY.decode()}"
        else:
            pairs = (_percent(one.name.encode()) + b"=" + _percent(value) for one, value in sent)
            yield b"&".join(pairs), "application/x-www-form-urlencoded"


def _values(control: Control, random: Random, odd: float) -> list[bytes]:
    if control.name in KEPT:
        return control.preset
    if random.random() < odd:
        made = (
            random.choice(ODD) if random.random() < 0.7 else random.randbytes(random.randrange(40))
        )
        return [made] * random.choice((1, 1, 1, 2))
    if control.kind in {"radio", "checkbox", "select", "button"}:
        return random.sample(control.offered, k=min(len(control.offered), random.choice((0, 1, 1))))
    return control.preset


def _percent(raw: bytes) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in raw)


def _multipart(sent: list[tuple[Control, bytes]], random: Random) -> bytes:
    """A file's name is as odd as what is in it."""
    parts = []
    for control, value in sent:
        head = b'Content-Disposition: form-data; name="' + control.name.encode() + b'"'
        if control.kind == "file":
            name = random.choice(ODD).translate(None, b'"\r\n')
            head += b'; filename="' + name + b'"\r\nContent-Type: image/jpeg'
        parts.append(b"--" + BOUNDARY + b"\r\n" + head + b"\r\n\r\n" + value + b"\r\n")
    return b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"

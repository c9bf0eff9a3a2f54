"""What stands on a page in Chinese outside the brackets of a test language."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from forms_app.languages.pseudo import BEGIN, END

HAN = re.compile("[\u3400-\u9fff]")
HEARD = frozenset({"alt", "aria-label", "placeholder", "title"})
EDGE, VALUE = "\1", "\2"
ROOT = Path(__file__).resolve().parents[3]


class _Words(HTMLParser):
    """Text with EDGE at each tag, and values of attributes between two VALUE."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = [f"{VALUE}{value or ''}{VALUE}" for name, value in attrs if name in HEARD]
        self.found += [EDGE, *values]

    def handle_endtag(self, _tag: str) -> None:
        self.found.append(EDGE)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def unsaid(page: str, *, known: str) -> list[str]:
    """Texts that are neither a message nor data: `known` is what was typed, content is data."""
    words = _Words()
    words.feed(page)
    left = _outside_brackets("".join(words.found))
    # A sentence of ours has no spaces, a list of names from the content has.
    texts = [_plain(one) for one in re.split(f"[{EDGE}\\s]", left) if HAN.search(one)]
    return [one for one in texts if one not in _plain(known) and one not in content()]


def _outside_brackets(text: str) -> str:
    """An attribute of a tag inside a sentence is taken out of it first."""
    heard = re.findall(f"{VALUE}([^{VALUE}]*){VALUE}", text)
    kept, depth = list[str](), 0
    told = re.sub(f"{VALUE}[^{VALUE}]*{VALUE}", "", text)
    for character in EDGE.join([told, *heard]):
        depth += (character == BEGIN) - (character == END)
        if depth == 0 and character != END:
            kept.append(character)
    return "".join(kept)


def _plain(text: str) -> str:
    """Without space and isolates: a name that stands alone still has its own."""
    return re.sub("[\\s\u2066-\u2069]", "", text)


@cache
def content() -> str:
    """Everything that editors wrote: names of colleges, places, specialties, offices, consents."""
    files = sorted((ROOT / "content").rglob("*.yml"))
    return _plain("".join(path.read_text("utf-8") for path in files))

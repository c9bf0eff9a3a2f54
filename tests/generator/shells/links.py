"""Reads one published page: what it links to, what it loads, what is inline in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

LINKS = {"a": "href", "form": "action"}
LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


@dataclass
class PageScan:
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    mute: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    meta: dict[str, str] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    language: str = ""
    title: str = ""
    canonical: str = ""
    band: str = ""
    text: str = ""

    def has(self, fragment: str) -> bool:
        """Whether a link to this place of the page arrives."""
        return not fragment or fragment in self.ids


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = PageScan()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._open.append("band" if values.get("class") == "band" else tag)
        self._links(tag, values)
        self._accessibility(tag, values)
        if "style" in values or tag == "style" or any(name.startswith("on") for name in values):
            self.found.inline.append(tag)
        if tag == "script" and "src" not in values:
            self.found.inline.append(tag)
        if tag == "meta" and "name" in values:
            self.found.meta[values["name"]] = values.get("content", "")

    def _links(self, tag: str, values: dict[str, str]) -> None:
        found = self.found
        if tag == "link" and values.get("rel") == "canonical":
            found.canonical = values["href"]
        elif tag in LOADS and LOADS[tag] in values:
            found.loads.append(values[LOADS[tag]])
        elif tag in LINKS and LINKS[tag] in values:
            found.links.append(values[LINKS[tag]])

    def _accessibility(self, tag: str, values: dict[str, str]) -> None:
        found = self.found
        if "id" in values:
            found.ids.add(values["id"])
        if tag == "html":
            found.language = values.get("lang", "")
        if tag in {"h1", "h2", "h3", "h4"}:
            found.headings.append(int(tag[1]))
        if tag in {"svg", "img"} and not (values.get("aria-label") or values.get("alt")):
            found.mute.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop() in {tag, "band"}:
                return

    def handle_data(self, data: str) -> None:
        now = self._open[-1] if self._open else ""
        if now == "title":
            self.found.title += data
        elif now == "band":
            self.found.band += data
        self.found.text += data


def scan(page: Path) -> PageScan:
    reader = Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    reader.close()
    return reader.found

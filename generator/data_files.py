"""Puts every file that is no page: plain pages, assets, calendar, finder, open data, sitemap.

What is made of records is remembered by the questions it asked, as pages are.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path

from generator import assets
from generator.catalogue.kind_words import Kind
from generator.finder.remembered import Remembering
from generator.open_data import files as open_data
from generator.open_data.records import public_kinds
from generator.pages import calendar_file
from generator.pages.memory import Memory, Output
from generator.pages.portal import Portal
from generator.shells import golden, sitemap
from generator.shells.publication import Publication
from generator.shells.slots import SHELL_SLUG

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')

CALENDAR, OPEN_DATA, INDEX, SITEMAP = "calendar", "open data", "open data index", "sitemap"


@dataclass(slots=True)
class DataFiles:
    """One build's; afterwards `pages` says how many of the files are plain pages."""

    portal: Portal
    memory: Memory
    publication: Publication
    authored: Path
    assets: Path
    pages: int = 0

    def put(self) -> None:
        """All of them; the pages must have been put already."""
        plain = dict(_plain_pages(self.authored, self.publication.keys))
        self.pages = len(plain)
        for file, content in (plain | dict(assets.assets(self.assets))).items():
            self.publication.put(file, _key(content), partial(bytes, content))
        self._calendar()
        for found in Remembering(self.portal, self.memory).files():
            self.publication.put(found.name, found.key, found.content)
        self._open_data()
        self._sitemap([file for file in plain if file.endswith("index.html")])

    def _calendar(self) -> None:
        if not self._carry(CALENDAR, ""):
            with self.portal.book.apart() as questions:
                content = calendar_file.calendar_file(self.portal.catalogue)
            self._put(CALENDAR, "", {calendar_file.FILE: content}, questions)

    def _open_data(self) -> None:
        for kind in public_kinds():
            if not self._carry(OPEN_DATA, kind.name):
                self._make_open_data(kind)
        summaries = {
            name: _summary(**json.loads(text))
            for name, text in self.memory.values(OPEN_DATA).items()
        }
        found = open_data.index({kind.name: summaries[kind.name] for kind in public_kinds()})
        self.publication.put(found.path, found.key, found.pieces)

    def _make_open_data(self, kind: Kind) -> None:
        with self.portal.book.apart() as questions:
            files, summary = open_data.files_of_kind(self.portal.catalogue, kind)
        for one in files:
            self.publication.put(one.path, one.key, one.pieces)
        self.memory.keep(
            OPEN_DATA,
            kind.name,
            outputs=[Output(one.path, one.key) for one in files],
            reads=questions,
            value=json.dumps(asdict(summary), default=str),
        )

    def _sitemap(self, plain: Iterable[str]) -> None:
        if not self.memory.has_new_addresses and self._carry(SITEMAP, ""):
            return
        every = [*self.memory.listed(), *plain]
        addresses = ("/" + file.removesuffix("index.html") for file in every)
        found = sitemap.files(_root_address(self.authored), addresses)
        self._put(SITEMAP, "", found, ())

    def _carry(self, kind: str, name: str) -> bool:
        """Whether the files of a node are as they were; then they are put."""
        if not self.memory.knows(kind, name):
            return False
        outputs = self.memory.outputs(kind, name)
        if not all(self.publication.has(one.file, one.key) for one in outputs):
            return False
        return not self.publication.carry((0, one.file, one.key) for one in outputs)

    def _put(
        self, kind: str, name: str, files: Mapping[str, bytes], questions: Iterable[str]
    ) -> None:
        outputs = [Output(file, _key(content)) for file, content in files.items()]
        for one in outputs:
            self.publication.put(one.file, one.key, partial(bytes, files[one.file]))
        self.memory.keep(kind, name, outputs=outputs, reads=questions)


def _summary(records: int, newest: str | None) -> open_data.Summary:
    return open_data.Summary(records, date.fromisoformat(newest) if newest else None)


def _plain_pages(authored: Path, taken: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Authored pages without slots. Shells, golden pages and the theme's assets stay behind."""
    hidden = {SHELL_SLUG, golden.GOLDEN_SLUG, "assets"}
    for path in sorted(authored.rglob("*.html")):
        relative = path.relative_to(authored)
        if not hidden.intersection(relative.parts) and relative.as_posix() not in taken:
            yield relative.as_posix(), path.read_bytes()


def _root_address(authored: Path) -> str:
    """The site's own address, as the engine wrote it into the home page."""
    found = CANONICAL.search((authored / "index.html").read_text(encoding="utf-8"))
    return found[1] if found else "/"


def _key(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()

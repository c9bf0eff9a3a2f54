"""One build of the portal: catalogue, pages, shells, golden check, publication. In this order."""

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from time import perf_counter

from generator import assets
from generator.catalogue import load_catalogue
from generator.engine import Engine
from generator.finder.remembered import Remembering
from generator.open_data import files as open_data
from generator.pages import calendar_file, kinds
from generator.pages.portal import Portal
from generator.pages.reads import Answers
from generator.pages.rendering import Renderer
from generator.shells import golden, memory, sitemap
from generator.shells.compression import compress
from generator.shells.filling import Filler, band, code_hash, read_shell
from generator.shells.publication import Publication, one_at_a_time
from generator.shells.slots import SHELL_SLUG

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')

A_STEP = 100
"""Pages between two reports: a report for each page would cost a second."""

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how many pages are done and how many there are; 0: nobody knows."""


def silent(_step: str, _done: int, _whole: int) -> None:
    """No progress."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. Times in seconds, counts in files."""

    pages: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    seconds: float
    published: bool

    def __str__(self) -> str:
        return (
            f"{self.pages} pages: {len(self.written)} files written,"
            f" {len(self.removed)} removed, {self.seconds:.1f} s"
        )


@dataclass(slots=True)
class Builder:
    """Builds into `out` again and again; keeps what it knows beside it, in `work`."""

    content: Path
    out: Path
    engine: Engine = field(default_factory=Engine)
    day: date | None = None
    compressed: bool = False
    """Whether to publish gzip and brotli copies beside the files."""

    @property
    def work(self) -> Path:
        """Beside the site, so that a finished one can be renamed into place."""
        return self.out.parent / f"{self.out.name}.work"

    @property
    def assets(self) -> Path:
        return self.engine.root / "site" / "assets"

    def build(self, *, progress: Progress = silent) -> Summary:
        """Raises ContentErrors, EngineFailed, ShellBroken, GoldenPageDiffers or NotOurFolder.

        Whatever is raised, the site in `out` is the one from before.
        """
        started = perf_counter()
        with one_at_a_time(self.work):
            progress("content", 0, 0)
            catalogue = load_catalogue(
                self.content,
                cache_dir=self.work / "cache",
                include_sample=self.engine.include_sample,
            )
            publication = Publication.start(self.out, self.work / "next")
            day = self.day or date.today()  # noqa: DTZ011  the reader's day
            portal = Portal(catalogue, day, Renderer())
            progress("engine", 0, 0)
            code = code_hash()
            authored = self._shells(portal, code)
            with _out_of_the_collectors_sight():
                answers = Answers(catalogue, portal.surroundings, catalogue.marks, day.isoformat())
                filler = Filler(portal, authored, code, has_band=self.engine.include_sample)
                pages = self._fill(filler, answers, publication, progress)
                if self.compressed:
                    progress("compress", 0, 0)
                    compress(publication)
            progress("publish", 0, 0)
            published = publication.finish()
        return Summary(
            pages=pages,
            written=tuple(publication.written),
            removed=tuple(publication.removed),
            seconds=perf_counter() - started,
            published=published,
        )

    def _shells(self, portal: Portal, code: bytes) -> Path:
        """The folder of built shells; with each engine run comes the golden check.

        They are kept for as long as their sources, the engine, our code and the kinds that have a
        record are the same: the check asks whether engine or theme have changed what they do to a
        placeholder, and that does not change with a record.
        """
        work = self.work / "engine"
        engine = replace(self.engine, assets=assets.hashed_names(self.assets))
        firsts = kinds.first_of_each_kind(portal)
        stamp = f"{engine.fingerprint()} {code.hex()} {' '.join(firsts)}"
        if engine.has_built(work, stamp):
            return engine.built(work)
        pages = {shell: golden.golden_twin(page) for shell, page in firsts.items()}
        bodies = {shell: portal.renderer.bodies(page) for shell, page in pages.items()}
        authored = engine.run(
            work,
            {
                f"{shell.replace(SHELL_SLUG, golden.GOLDEN_SLUG)}.md": golden.golden_source(
                    (engine.pages / f"{shell}.md").read_text(encoding="utf-8"),
                    page,
                    band(page),
                    bodies[shell],
                )
                for shell, page in pages.items()
            },
        )
        for shell, page in pages.items():
            built = (authored / page.file).read_text(encoding="utf-8")
            golden.compare(read_shell(authored, shell), page, band(page), bodies[shell], built)
        engine.seal(work, stamp)
        return authored

    def _fill(
        self, filler: Filler, answers: Answers, publication: Publication, progress: Progress
    ) -> int:
        """Put every page and every other file; the number of pages."""
        portal, authored = filler.portal, filler.authored
        known = memory.read(self.work / "cache")
        addresses: list[str] = []
        count = 0
        whole = len(publication.live_keys)
        for one in filler.every_page(known, answers):
            publication.put(one.file, one.key, one.fill)
            count += 1
            if not one.is_sample:
                addresses.append("/" + one.file.removesuffix("index.html"))
            if count == 1 or count % A_STEP == 0:
                progress("pages", count, whole)
        memory.write(self.work / "cache", known)
        del known
        portal.forget()
        for file, content in _plain_pages(authored, publication.keys):
            publication.put(file, _key(content), partial(bytes, content))
            count += 1
            if file.endswith("index.html"):
                addresses.append("/" + file.removesuffix("index.html"))
        others = dict(assets.assets(self.assets))
        others[calendar_file.FILE] = calendar_file.calendar_file(portal.catalogue)
        others |= sitemap.files(_root_address(authored), addresses)
        for file, content in others.items():
            publication.put(file, _key(content), partial(bytes, content))
        found = Remembering(portal, answers, self.work / "cache", filler.code.hex())
        for one_file in found.files():
            publication.put(one_file.name, one_file.key, one_file.content)
        for data in open_data.files(portal.catalogue):
            publication.put(data.path, data.key, data.pieces)
        return count


@contextmanager
def _out_of_the_collectors_sight() -> Iterator[None]:
    # The catalogue is millions of values without cycles that stay to the end of the build; looking
    # through them again and again for garbage costs more than filling the pages.
    # What a page makes has no cycles either, and goes when the page is written.
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
        gc.unfreeze()


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

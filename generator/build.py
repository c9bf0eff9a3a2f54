"""One build of the portal: catalogue, pages, shells, golden check, publication. In this order."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from generator import assets, ledger
from generator.catalogue import Catalogue, load_catalogue
from generator.catalogue.cache import fingerprint
from generator.catalogue.recalling import recall, whole
from generator.catalogue.remembered import Touched
from generator.data_files import DataFiles
from generator.engine import Engine
from generator.ledger import Damaged, Ledger
from generator.pages import kinds
from generator.pages.memory import Memory
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from generator.shells import golden
from generator.shells.compression import compress
from generator.shells.filling import Filler, band, code_hash, read_shell
from generator.shells.making import Making
from generator.shells.publication import Publication, one_at_a_time
from generator.shells.slots import SHELL_SLUG

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
            try:
                return self._build(progress, started)
            except Damaged:
                ledger.remove(self.work / "cache")
                return self._build(progress, started)

    def _build(self, progress: Progress, started: float) -> Summary:
        engine = replace(self.engine, assets=assets.hashed_names(self.assets))
        renderer = Renderer()
        code = f"{sys.version} {fingerprint()} {code_hash().hex()}"
        frame = f"{engine.fingerprint()} {renderer.mark} {code}"
        stamp = f"{code} {engine.include_sample}"
        with ledger.opened(self.work / "cache", stamp, frame) as known:
            progress("content", 0, 0)
            catalogue, touched = self._load(known)
            publication = Publication.start(self.out, self.work / "next")
            day = self.day or date.today()  # noqa: DTZ011  the reader's day
            portal = Portal(catalogue, day, renderer)
            progress("engine", 0, 0)
            authored, is_kept = self._shells(portal, engine, frame)
            with _out_of_the_collectors_sight():
                looks_new = not (is_kept and known.looks_as_before)
                memory = Memory(known, touched, day.isoformat(), looks_new=looks_new)
                filler = Filler(portal, authored, has_band=self.engine.include_sample)
                pages = self._fill(filler, memory, publication, progress)
                if self.compressed:
                    progress("compress", 0, 0)
                    compress(publication)
            progress("publish", 0, 0)
            published = publication.finish()
            memory.finish()
            known.keep()
        return Summary(
            pages=pages,
            written=tuple(publication.written),
            removed=tuple(publication.removed),
            seconds=perf_counter() - started,
            published=published,
        )

    def _load(self, known: Ledger) -> tuple[Catalogue, Touched | None]:
        """The catalogue, and what has changed in it since the last build if somebody knows."""
        include_sample = self.engine.include_sample
        recalled = recall(self.content, known, include_sample=include_sample)
        if recalled is not None:
            kept, touched = recalled
            return (kept if known.looks_as_before else whole(known)), touched
        catalogue = load_catalogue(
            self.content,
            cache_dir=self.work / "cache",
            include_sample=include_sample,
            ledger=known,
        )
        return catalogue, None

    def _shells(self, portal: Portal, engine: Engine, frame: str) -> tuple[Path, bool]:
        """The folder of built shells, and whether it is the one of the last build.

        With each engine run comes the golden check.

        They are kept for as long as their sources, the engine, our code and the kinds that have a
        record are the same: the check asks whether engine or theme have changed what they do to a
        placeholder, and that does not change with a record.
        """
        work = self.work / "engine"
        stamp = f"{frame} {' '.join(kinds.kinds_with_pages(portal))}"
        if engine.has_built(work, stamp):
            return engine.built(work), True
        firsts = kinds.first_of_each_kind(portal)
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
        return authored, False

    def _fill(
        self, filler: Filler, memory: Memory, publication: Publication, progress: Progress
    ) -> int:
        """Put every page and every other file; the number of pages."""
        whole = len(publication.live_keys)
        making = Making(filler, memory, publication, lambda done: progress("pages", done, whole))
        count = making.every_page()
        filler.portal.forget()
        others = DataFiles(filler.portal, memory, publication, filler.authored, self.assets)
        others.put()
        return count + others.pages


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

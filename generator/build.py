"""One build of the portal: catalogue, pages, shells, golden check, publication. In this order."""

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from time import perf_counter

from generator import assets
from generator.catalogue import load_catalogue
from generator.engine import Engine
from generator.finder import files as finder
from generator.open_data import files as open_data
from generator.pages import calendar_file, kinds
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.rendering import TEMPLATES, Renderer
from generator.shells import golden, sitemap
from generator.shells.publication import Publication, one_at_a_time
from generator.shells.slots import SHELL_SLUG, Shell, ShellBroken, html_slots, wanted_slots

SAMPLE_BAND = "示例数据：这不是真的招生，不能报名"
DEMONSTRATION_BAND = "演示站，不是政府网站。“示例”都不是真的。"

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')

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
    """Builds into `out` again and again; keeps the shells while their sources stay the same."""

    content: Path
    out: Path
    engine: Engine = field(default_factory=Engine)
    day: date | None = None
    _authored: Path | None = None
    _fingerprint: str = ""

    @property
    def work(self) -> Path:
        """Beside the site, so that a finished one can be renamed into place."""
        return self.out.parent / f"{self.out.name}.work"

    def build(self, *, reuse_shells: bool = False, progress: Progress = silent) -> Summary:
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
            portal = Portal(catalogue, self.day or date.today(), Renderer())  # noqa: DTZ011  the reader's day
            progress("engine", 0, 0)
            authored = self._shells(portal, reuse=reuse_shells)
            with _out_of_the_collectors_sight():
                pages = self._fill(portal, authored, publication, progress)
            progress("publish", 0, 0)
            published = publication.finish()
        return Summary(
            pages=pages,
            written=tuple(publication.written),
            removed=tuple(publication.removed),
            seconds=perf_counter() - started,
            published=published,
        )

    def _shells(self, portal: Portal, *, reuse: bool) -> Path:
        """The folder of built shells; with a fresh engine run comes the golden check."""
        fingerprint = self.engine.fingerprint()
        if reuse and self._authored and self._fingerprint == fingerprint:
            return self._authored
        self._authored = None
        firsts = {
            shell: golden.golden_twin(page)
            for shell, page in kinds.first_of_each_kind(portal).items()
        }
        bodies = {shell: portal.renderer.bodies(page) for shell, page in firsts.items()}
        authored = self.engine.run(
            self.work / "engine",
            {
                f"{shell.replace(SHELL_SLUG, golden.GOLDEN_SLUG)}.md": golden.golden_source(
                    (self.engine.pages / f"{shell}.md").read_text(encoding="utf-8"),
                    page,
                    band(page),
                    bodies[shell],
                )
                for shell, page in firsts.items()
            },
        )
        for shell, page in firsts.items():
            built = (authored / page.file).read_text(encoding="utf-8")
            golden.compare(read_shell(authored, shell), page, band(page), bodies[shell], built)
        self._authored, self._fingerprint = authored, fingerprint
        return authored

    def _fill(
        self, portal: Portal, authored: Path, publication: Publication, progress: Progress
    ) -> int:
        """Put every page and every other file; the number of pages."""
        filler = Filler(portal, authored, has_band=self.engine.include_sample)
        addresses: list[str] = []
        count = 0
        whole = len(publication.live_keys)
        for page in kinds.every_page(portal):
            shell = filler.shell(page)
            publication.put(page.file, page.key(shell.secret), partial(filler.fill, page))
            count += 1
            if not page.is_sample:
                addresses.append(page.address)
            progress("pages", count, whole)
        for file, content in _plain_pages(authored, publication.keys):
            publication.put(file, _key(content), partial(bytes, content))
            count += 1
            if file.endswith("index.html"):
                addresses.append("/" + file.removesuffix("index.html"))
        others = dict(assets.assets(self.engine.root / "site" / "assets"))
        others[calendar_file.FILE] = calendar_file.calendar_file(portal.catalogue)
        others |= finder.files(portal)
        others |= sitemap.files(_root_address(authored), addresses)
        for file, content in others.items():
            publication.put(file, _key(content), partial(bytes, content))
        for one in open_data.files(portal.catalogue):
            publication.put(one.path, one.key, one.pieces)
        return count


@contextmanager
def _out_of_the_collectors_sight() -> Iterator[None]:
    # The catalogue is millions of values without cycles that stay to the end of the build; looking
    # through them again and again for garbage costs more than filling the pages.
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(slots=True)
class KeyedShell:
    """A shell, and the secret that ties each page's key to the shell and to our code."""

    shell: Shell
    secret: bytes


class Filler:
    """Fills pages into the shells of one authored folder."""

    def __init__(self, portal: Portal, authored: Path, *, has_band: bool) -> None:
        self._portal = portal
        self._authored = authored
        self._has_band = has_band
        self._code = code_hash()
        self._shells: dict[str, KeyedShell] = {}

    def shell(self, page: Page) -> KeyedShell:
        """The page's shell; its slots are counted on first use."""
        if page.shell_name not in self._shells:
            shell = read_shell(self._authored, page.shell_name)
            shell.expect(wanted_slots(page, has_band=self._has_band))
            text = "\0".join(shell.pieces).encode() + self._code
            self._shells[page.shell_name] = KeyedShell(
                shell, blake2b(text, digest_size=32).digest()
            )
        return self._shells[page.shell_name]

    def fill(self, page: Page) -> bytes:
        slots = html_slots(page, band(page), self._portal.renderer.bodies(page))
        return self.shell(page).shell.fill(slots).encode()


def band(page: Page) -> str:
    return SAMPLE_BAND if page.is_sample else DEMONSTRATION_BAND


def read_shell(authored: Path, name: str) -> Shell:
    """Cut the built page of a source: colleges/x-shell, colleges/index or costs."""
    folder = authored if name == "index" else authored / name.removesuffix("/index")
    page = folder / "index.html"
    if not page.is_file():
        raise ShellBroken(f"site/pages/{name}.md: 少了这一页，补回来 (the page is missing)")
    return Shell.cut(name, page.read_text(encoding="utf-8"))


def code_hash() -> bytes:
    """Changes with any template or module that decides what a page says."""
    answer = blake2b(digest_size=16)
    package = Path(__file__).parent
    code = [*package.rglob("pages/*.py"), *package.rglob("shells/*.py"), *TEMPLATES.rglob("*")]
    code += package.rglob("aid/*.py")
    code += package.rglob("schema/*.py")
    code += package.rglob("divisions/*")
    for path in sorted(path for path in code if path.is_file()):
        answer.update(path.name.encode() + b"\0" + path.read_bytes())
    return answer.digest()


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

"""Fills pages into the built shells of one authored folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import generator
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.shells.slots import Shell, ShellBroken, html_slots, wanted_slots

DECIDING = frozenset({".py", ".csv"})

SAMPLE_BAND = "示例数据：这不是真的招生，不能报名"
DEMONSTRATION_BAND = "演示站，不是政府网站。“示例”都不是真的。"


@dataclass(slots=True)
class WrittenShell:
    """A shell, its own text as it is written, and the name of the slot at each place between."""

    shell: Shell
    text: list[bytes] = field(init=False)
    slots: list[tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        pieces = self.shell.pieces
        self.text = [piece.encode() for piece in pieces]
        self.slots = [(place, pieces[place]) for place in range(1, len(pieces), 2)]

    def fill(self, slots: Mapping[str, str]) -> bytes:
        """As `Shell.fill`, without writing the shell's text down anew for each page."""
        pieces = self.text.copy()
        for place, name in self.slots:
            pieces[place] = slots[name].encode()
        return b"".join(pieces)


class Filled(NamedTuple):
    """A page as publication takes it: `fill` is asked only when the key is new."""

    file: str
    key: str
    is_sample: bool
    fill: Callable[[], bytes]


class Filler:
    """`bodies` names the slots of a kind's pages, which are counted when its shell is read."""

    def __init__(self, portal: Portal, authored: Path, *, has_band: bool) -> None:
        self.portal = portal
        self.authored = authored
        self._has_band = has_band
        self._shells: dict[str, WrittenShell] = {}
        self._counted: set[str] = set()

    def made(self, page: Page) -> Filled:
        """The page filled at once; its key is the hash of its bytes.

        To hash all its values costs more, and a page that reads as before is not written again.
        """
        self._expect(page)
        content = self.fill(page)
        key = blake2b(content, digest_size=16).hexdigest()
        return Filled(page.file, key, page.is_sample, partial(bytes, content))

    def _expect(self, page: Page) -> None:
        """Count the slots of the page's shell on its first use."""
        if page.shell_name not in self._counted:
            wanted = wanted_slots(page, has_band=self._has_band)
            self._written(page.shell_name).shell.expect(wanted)
            self._counted.add(page.shell_name)

    def fill(self, page: Page) -> bytes:
        slots = html_slots(page, band(page), self.portal.renderer.bodies(page))
        return self._written(page.shell_name).fill(slots)

    def _written(self, shell_name: str) -> WrittenShell:
        if shell_name not in self._shells:
            self._shells[shell_name] = WrittenShell(read_shell(self.authored, shell_name))
        return self._shells[shell_name]


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
    """Changes with whatever of this program or its template engine may decide what a page says.

    The templates, which decide how it is said, have a mark of their own (`Renderer.mark`).
    """
    answer = blake2b("".join(map(version, ("jinja2", "markupsafe"))).encode(), digest_size=16)
    package = Path(generator.__file__).parent
    for path in sorted(path for path in package.rglob("*") if path.suffix in DECIDING):
        answer.update(f"{path.relative_to(package)}\0".encode() + path.read_bytes())
    return answer.digest()

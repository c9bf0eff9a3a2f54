"""Fills pages into the built shells of one authored folder; a key ties each to shell and code."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import generator
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.shells.slots import Shell, ShellBroken, html_slots, wanted_slots

DECIDING = frozenset({".py", ".csv", ".html"})

SAMPLE_BAND = "示例数据：这不是真的招生，不能报名"
DEMONSTRATION_BAND = "演示站，不是政府网站。“示例”都不是真的。"


@dataclass(slots=True)
class KeyedShell:
    """A shell, and the secret that ties each page's key to the shell and to our code."""

    shell: Shell
    secret: bytes


@dataclass(frozen=True, slots=True)
class Filled:
    """A page as publication takes it: `fill` is asked only when the key is new."""

    file: str
    key: str
    is_sample: bool
    fill: Callable[[], bytes]


class Filler:
    """`bodies` names the slots of a kind's pages, which are counted when its shell is read."""

    def __init__(self, portal: Portal, authored: Path, code: bytes, *, has_band: bool) -> None:
        self.portal = portal
        self.authored = authored
        self._has_band = has_band
        self.code = code
        self._shells: dict[str, KeyedShell] = {}
        self._counted: set[str] = set()

    def filled(self, page: Page) -> Filled:
        return Filled(page.file, self._key(page), page.is_sample, partial(self.fill, page))

    def _key(self, page: Page) -> str:
        """The page's key; its shell's slots are counted on first use."""
        keyed = self._keyed(page.shell_name)
        if page.shell_name not in self._counted:
            keyed.shell.expect(wanted_slots(page, has_band=self._has_band))
            self._counted.add(page.shell_name)
        return page.key(keyed.secret)

    def fill(self, page: Page) -> bytes:
        slots = html_slots(page, band(page), self.portal.renderer.bodies(page))
        return self._keyed(page.shell_name).shell.fill(slots).encode()

    def _keyed(self, shell_name: str) -> KeyedShell:
        if shell_name not in self._shells:
            shell = read_shell(self.authored, shell_name)
            text = "\0".join(shell.pieces).encode() + self.code
            self._shells[shell_name] = KeyedShell(shell, blake2b(text, digest_size=32).digest())
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
    """Changes with whatever of this program or its template engine may decide what a page says."""
    answer = blake2b("".join(map(version, ("jinja2", "markupsafe"))).encode(), digest_size=16)
    package = Path(generator.__file__).parent
    for path in sorted(path for path in package.rglob("*") if path.suffix in DECIDING):
        answer.update(f"{path.relative_to(package)}\0".encode() + path.read_bytes())
    return answer.digest()

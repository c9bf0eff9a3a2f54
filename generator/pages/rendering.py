"""Template and values in, HTML out. Autoescape is on for every template."""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator.pages.compiling import PageEnvironment, made_by_us, pieces
from generator.pages.page import Fragment, Page

TEMPLATES = Path(__file__).parent / "templates"


class _Compiled(BytecodeCache):
    """The code of compiled templates, for as long as this process lives."""

    def __init__(self) -> None:
        self._kept: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key] = bucket.code


@lru_cache(maxsize=2)
def _compiled(_texts: bytes) -> _Compiled:
    """One for all texts together: a template is compiled by what it imports, too."""
    return _Compiled()


def _texts_of(folder: Path) -> bytes:
    answer = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.html")):
        answer.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return answer.digest()


class Renderer:
    """Templates are compiled once for the texts that they have; a changed one needs a new renderer.

    So `serve` compiles nothing again after an editor's change.
    """

    def __init__(self, folder: Path = TEMPLATES) -> None:
        texts = _texts_of(folder)
        self.mark = texts.hex()
        """Changes with the text of any template."""
        self._environment = PageEnvironment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_compiled(texts),
        )
        self._templates: dict[str, Template] = {}
        self._fragments: dict[Fragment, Markup] = {}

    def bodies(self, page: Page) -> dict[str, str]:
        """Slot -> HTML."""
        shared = {
            name: made_by_us("".join(map(self._fragment, found)))
            for name, found in page.fragments.items()
        }
        return {
            slot: "".join(pieces(self._template(template), page.context, shared))
            for slot, template in page.bodies.items()
        }

    def forget(self) -> None:
        """Let go of the fragments; one that is shown again is rendered again."""
        self._fragments.clear()

    def _fragment(self, fragment: Fragment) -> Markup:
        """Rendered for the first page that shows it, remembered for the others."""
        if fragment not in self._fragments:
            html = self._template(fragment.template).render(fragment.context)
            self._fragments[fragment] = Markup(html)  # noqa: S704  autoescaped by our own template
        return self._fragments[fragment]

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(name)
        return self._templates[name]

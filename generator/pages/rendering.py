"""Template and values in, HTML out. Autoescape is on for every template."""

from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.pages.compiling import PageEnvironment, made_by_us, pieces
from generator.pages.page import Fragment, Page

TEMPLATES = Path(__file__).parent / "templates"


class Renderer:
    """Templates are compiled once for each renderer; a changed template needs a new one."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._environment = PageEnvironment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
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

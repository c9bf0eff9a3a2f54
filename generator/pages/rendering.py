"""Template and values in, HTML out. Autoescape is on for every template."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.pages.page import Context, Page

TEMPLATES = Path(__file__).parent / "templates"


class Renderer:
    """Templates are compiled once for each renderer; a changed template needs a new one."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates: dict[str, Template] = {}

    def fragment(self, template: str, context: Context) -> Markup:
        """HTML that several pages share."""
        return Markup(self._template(template).render(context))  # noqa: S704  our own autoescaped template

    def bodies(self, page: Page) -> dict[str, str]:
        """Slot -> HTML."""
        return {
            slot: self._template(template).render({**page.context, **page.fragments})
            for slot, template in page.bodies.items()
        }

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(name)
        return self._templates[name]

"""One record of each kind is also rendered whole by the engine; the filled page must equal it.

This is what notices that an engine or a theme has changed what a placeholder goes through.
"""

import difflib
import re
from collections.abc import Mapping

import yaml

from generator.pages.page import Page
from generator.shells.slots import PLACEHOLDER, SHELL_SLUG, Shell, html_slots, plain_slots

GOLDEN_SLUG = "x-golden"
CONTROL = re.compile(r"[\x00-\x20]+")

# The same characters, spelled otherwise: Jinja2 writes &#39;, MiniJinja &#x27; and &#x2f;.
SPELLINGS = {"&#x27;": "&#39;", "&#34;": "&quot;", "&#x2f;": "/"}


class GoldenPageDiffers(RuntimeError):
    """The message is a unified diff, engine against filled shell."""


def golden_twin(page: Page) -> Page:
    """The page under the golden slug, its head on one line as front matter has it."""
    parent = page.address.rstrip("/").rpartition("/")[0]
    return page._replace(
        address=f"{parent}/{GOLDEN_SLUG}/",
        title=one_line(page.title),
        description=one_line(page.description),
    )


def golden_source(source: str, page: Page, band: str, bodies: Mapping[str, str]) -> str:
    """The shell's Markdown with the values in place of the placeholders.

    `source` is Markdown with front matter, whose values stay valid YAML whatever they hold.
    """
    slots = {name: _as_yaml(text) for name, text in plain_slots(page, band).items()}
    slots |= {name: one_line(html) for name, html in bodies.items()}
    return PLACEHOLDER.sub(lambda found: slots[found[1]], source)


def compare(shell: Shell, page: Page, band: str, bodies: Mapping[str, str], built: str) -> None:
    """Raise GoldenPageDiffers unless the filled shell is what the engine built."""
    flat = {name: one_line(html) for name, html in bodies.items()}
    filled = shell.fill(html_slots(page, band, flat))
    ours, theirs = _spelled_alike(filled), _spelled_alike(built)
    if ours != theirs:
        difference = difflib.unified_diff(
            theirs.splitlines(), ours.splitlines(), "engine", f"filled {shell.name}", lineterm=""
        )
        raise GoldenPageDiffers("\n".join(difference))


def one_line(html: str) -> str:
    """White space as single spaces: to Markdown, a line that starts with ``` is a fence."""
    return CONTROL.sub(" ", html).strip()


def _as_yaml(text: str) -> str:
    dumped = yaml.safe_dump(one_line(text), allow_unicode=True, default_style='"', width=1 << 30)
    return str(dumped).strip()


def _spelled_alike(html: str) -> str:
    for one, other in SPELLINGS.items():
        html = html.replace(one, other)
    return html.replace(SHELL_SLUG, GOLDEN_SLUG)

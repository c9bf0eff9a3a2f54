"""One built page cut at its placeholders, filled by one join for each page. Knows no record."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.pages.compiling import printed
from generator.pages.page import Page

PLACEHOLDER = re.compile(r"X([A-Z]{3,})X")
SHELL_SLUG = "x-shell"

NO_INDEX = "noindex"
INDEX = "index,follow"


class ShellBroken(ValueError):
    """A built shell does not hold the placeholders that its pages need."""


@dataclass(frozen=True, slots=True)
class Shell:
    """Literal text and slot names in turn: pieces[0] is text, pieces[1] a name, and so on."""

    name: str
    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, name: str, html: str) -> "Shell":
        """Split at placeholders; the shell's own slug (in the canonical address) is one too."""
        if name.endswith(SHELL_SLUG):
            html = html.replace(SHELL_SLUG, "XSLUGX")
        return cls(name, tuple(PLACEHOLDER.split(html)))

    def expect(self, wanted: Mapping[str, int]) -> None:
        """Raise ShellBroken unless each slot stands exactly as often as wanted, and no other."""
        found = Counter(self.pieces[1::2])
        if found != Counter(wanted):
            raise ShellBroken(
                f"{self.name}: slots found {dict(found)}, wanted {dict(wanted)};"
                " look at the page's Markdown and at site/overrides/main.html"
            )

    def fill(self, slots: Mapping[str, str]) -> str:
        """The page; values must be HTML already."""
        pieces = list(self.pieces)
        for place in range(1, len(pieces), 2):
            pieces[place] = slots[pieces[place]]
        return "".join(pieces)


def wanted_slots(page: Page, *, has_band: bool) -> dict[str, int]:
    """How often each placeholder must stand in the shell of this page."""
    bodies = dict.fromkeys(page.bodies, 1)
    if not page.is_record:
        return bodies
    # The slug stands in the canonical link and in the address that a printed page names.
    head = {"TITLE": 1, "DESCRIPTION": 1, "ROBOTS": 1, "SLUG": 2}
    return {**bodies, **head, **({"BAND": 1} if has_band else {})}


def plain_slots(page: Page, band: str) -> dict[str, str]:
    """Slot -> text that is not HTML yet, for everything outside the body."""
    return {
        "TITLE": page.title,
        "DESCRIPTION": page.description,
        "ROBOTS": NO_INDEX if page.is_sample else INDEX,
        "BAND": band,
        "SLUG": page.slug,
    }


def html_slots(page: Page, band: str, bodies: Mapping[str, str]) -> dict[str, str]:
    """Slot -> HTML. Everything that comes from a record is escaped here or by a template."""
    if not page.is_record:
        return dict(bodies)
    plain = plain_slots(page, band)
    return {**{name: printed(text) for name, text in plain.items()}, **bodies}

"""What the stylesheets may say for one width only."""

import re
from collections.abc import Iterator

from generator.engine import ROOT

WIDTH_QUERY = re.compile(r"@media[^{]*width[^{]*\{")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?:^|[;\s-])(?:color|background|fill|opacity|filter)\b")
LABELS = {".stacks [data-label]::before", ".stack td::before"}
"""A table's headings repeated in its cells, in the colour that the headings have."""


def for_one_width() -> Iterator[tuple[str, str]]:
    """Selector and declarations of every rule that holds for some widths only."""
    for sheet in sorted((ROOT / "site" / "assets").rglob("*.css")):
        text = sheet.read_text(encoding="utf-8")
        for query in WIDTH_QUERY.finditer(text):
            depth, at = 1, query.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            for selector, said in RULE.findall(text[query.end() : at - 1]):
                yield selector.strip(), said


def test_a_phone_has_the_colours_of_a_desk() -> None:
    rules = list(for_one_width())
    assert len(rules) > 20
    coloured = {selector for selector, said in rules if COLOUR.search(said)}
    assert coloured == LABELS

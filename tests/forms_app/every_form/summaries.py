"""Whether the errors on a page can be followed: each beside its field, in the top list, and linked.

WCAG 2.2, 3.3.1 and 4.1.3; the design's error style: the same words beside the field and on top.
"""

from __future__ import annotations

import re

IDS = re.compile(r'\sid="([^"]+)"')
DESCRIBED = re.compile(r'aria-describedby="([^"]*)"')
BESIDE = re.compile(r'<p class="errtext"(?: id="([^"]*)")?>(.*?)</p>', re.DOTALL)
SUMMARY = re.compile(r'<div class="summary".*?</div>', re.DOTALL)
LINKS = re.compile(r'href="#([^"]+)"')


def broken_errors(page: str) -> list[str]:
    """One line an error that leads nowhere, is read out with no control, or is not in the list."""
    found = []
    summary = "".join(SUMMARY.findall(page))
    ids, described = set(IDS.findall(page)), set(" ".join(DESCRIBED.findall(page)).split())
    for target in LINKS.findall(summary):
        if target not in ids:
            found.append(f"the list leads to #{target}, which is not on the page")
    for name, words in BESIDE.findall(page):
        if name not in described:
            found.append(f"no control is described by #{name}: {words}")
        for one in words.split("<br>"):
            if one not in summary:
                found.append(f"only beside the field: {one}")
    return found

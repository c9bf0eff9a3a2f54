"""One engine builds the authored site and COUNT programme pages, each a Markdown page of its own.

`python -m bench.engine_worker mkdocs|zensical CONTENT COUNT WORK`: what the portal would cost if
the engine itself made every page. It is run twice, with 0 pages and with all, by bench.portal.
"""

from __future__ import annotations

import sys
from datetime import date
from itertools import islice
from pathlib import Path

from generator.catalogue import load_catalogue
from generator.engine import Engine
from generator.pages import kinds, programme
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from generator.shells.filling import band
from generator.shells.golden import golden_source


def main(name: str, content: str, count: str, work: str) -> None:
    portal = Portal(load_catalogue(Path(content)), date(2026, 11, 28), Renderer())
    engine = Engine(name)
    source = (engine.pages / f"{programme.SHELL}.md").read_text(encoding="utf-8")
    pages = islice(kinds.RECORD_PAGES[programme.SHELL](portal), int(count))
    markdown = {
        f"programmes/{page.slug}.md": golden_source(
            source, page, band(page), portal.renderer.bodies(page)
        )
        for page in pages
    }
    engine.run(Path(work), markdown)


if __name__ == "__main__":
    main(*sys.argv[1:])

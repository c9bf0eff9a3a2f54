"""One process that prints one paper again and again and says what each cost; run by bench.papers.

`python -m bench.paper_worker ours|usual|chromium agreement|application|flyer COUNT` prints JSON:
CPU milliseconds a paper (median) and the largest memory in MiB. Chromium's figures are those of
all its processes together. Fontconfig is loaded once a process, with our fonts or with the
machine's, so each way imports what it needs in its own order.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

import json
import os
import resource
import statistics
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil

from bench.measure import cpu_seconds

if TYPE_CHECKING:
    from generator.printing.paper import Paper

MEBIBYTE = 1024 * 1024


def paper_of(kind: str, number: int) -> Paper:
    """A paper that differs from the last one, as people's do."""
    from tests.generator.printing import papers

    made: Paper = getattr(papers, kind)(number=f"BENCH-{number:06d}")
    return made


def ours(kind: str, count: int) -> dict[str, float]:
    from generator.printing.render import render_pdf

    return _timed(lambda number: render_pdf(paper_of(kind, number)), count)


def usual(kind: str, count: int) -> dict[str, float]:
    """WeasyPrint as it is usually called: the machine's fonts, everything made anew each time."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    FontConfiguration()
    from generator.printing.render import TEMPLATES, page_html

    def render(number: int) -> object:
        paper = paper_of(kind, number)
        fonts = FontConfiguration()
        css = weasyprint.CSS(filename=TEMPLATES / f"{paper.template}.css", font_config=fonts)
        page = weasyprint.HTML(
            string=page_html(paper, paper.prints[0]), base_url=TEMPLATES.as_uri() + "/"
        )
        return page.write_pdf(stylesheets=[css], font_config=fonts)

    return _timed(render, count)


def chromium(kind: str, count: int) -> dict[str, float]:
    """A warm Chromium that prints the same HTML and CSS with the machine's fonts."""
    from playwright.sync_api import sync_playwright

    from generator.printing.render import TEMPLATES, page_html

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("QIANXIAO_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page()

        def render(number: int) -> object:
            paper = paper_of(kind, number)
            page.set_content(page_html(paper, paper.prints[0]))
            page.add_style_tag(path=TEMPLATES / "base.css")
            page.add_style_tag(path=TEMPLATES / f"{paper.template}.css")
            return page.pdf(prefer_css_page_size=True)

        render(0)
        before, spent = _tree_seconds(), []
        for number in range(count):
            render(number)
            now = _tree_seconds()
            spent.append(now - before)
            before = now
        memory = sum(_shared_fairly(one) for one in _tree()) / MEBIBYTE
        browser.close()
    return {"cpu_ms": statistics.median(spent) * 1000, "peak_mib": memory}


def _tree() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [one for one in children if _is_chromium(one)]


def _shared_fairly(process: psutil.Process) -> int:
    """Its memory in bytes, what it shares counted in part; 0 for one that has just ended."""
    with suppress(psutil.NoSuchProcess):
        return int(process.memory_full_info().pss)
    return 0


def _is_chromium(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return "chrom" in process.name()
    return False


def _tree_seconds() -> float:
    """Of every process that is still there; one that has just ended takes its last bit along."""
    total = 0.0
    for one in _tree():
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system
    return total


def _timed(render: Callable[[int], object], count: int) -> dict[str, float]:
    render(0)
    spent = [cpu_seconds(lambda number=number: render(number)) for number in range(1, count + 1)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu_ms": statistics.median(spent) * 1000, "peak_mib": peak}


def main() -> None:
    way, kind, count = sys.argv[1:]
    print(json.dumps({"ours": ours, "usual": usual, "chromium": chromium}[way](kind, int(count))))


if __name__ == "__main__":
    main()

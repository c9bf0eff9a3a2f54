"""What a family's first visits weigh, and when they can read, on a real and a slow line.

The real content is built with its compressed copies and served by a small static server that sends
the gzip copy, as nginx does. Chromium's network is held to 100 kbit/s and 600 ms.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.measure import Row, run, say

HOME = "index.html"
LOADS = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*?(?:href|src)="/([^"]+)"')
LINE = {"offline": False, "latency": 600, "downloadThroughput": 12_500, "uploadThroughput": 12_500}


def measure(place: Path, *, quick: bool) -> list[Row]:
    """Weight in KB (1,000 bytes) as gzip sends it; three visits each, one when quick."""
    site = place / "real"
    say("building the real content")
    run([sys.executable, "-m", "generator", "build", "--out", site])
    programme = _middle(site)
    home, first = files_of(site, HOME), files_of(site, programme)
    weight = [sum(_gzip_size(site, one) for one in found) / 1000 for found in (home, first)]
    second = sum(_gzip_size(site, one) for one in first - home) / 1000
    rows = [
        Row("first visit, home page, all files", "KB gzip", weight[0], "", 0, must=40, aim=20),
        Row("first visit, programme page, all files", "KB gzip", weight[1], "", 0, must=40, aim=20),
        Row("second page, a programme", "KB gzip", second, "", 0, must=6, aim=4),
    ]
    say("reading at 100 kbit/s and 600 ms")
    for name, page in (("home page", HOME), ("programme page", programme)):
        drawn = _drawn(site, page, visits=1 if quick else 3)
        what = f"text drawn at 100 kbit/s, 600 ms, {name}"
        rows.append(Row(what, "s", drawn, "", 0, must=6, aim=3))
    return rows


def files_of(site: Path, page: str) -> set[str]:
    """The page and what it loads."""
    return {page, *LOADS.findall((site / page).read_text(encoding="utf-8"))}


def _middle(site: Path) -> str:
    """The programme page of middle weight."""
    found = sorted(site.glob("programmes/*/index.html"), key=lambda page: page.stat().st_size)
    return found[len(found) // 2].relative_to(site).as_posix()


def _gzip_size(site: Path, file: str) -> int:
    packed = site / f"{file}.gz"
    return (packed if packed.is_file() else site / file).stat().st_size


def _drawn(site: Path, page: str, *, visits: int) -> float:
    """Seconds to the first contentful paint with an empty cache; the median visit."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  the other parts need no browser

    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    seen = []
    with _served(site) as address, sync_playwright() as playwright:
        path = os.environ.get("QIANXIAO_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for _ in range(visits):
            tab = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
            session = tab.context.new_cdp_session(tab)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", LINE)
            tab.goto(f"{address}/{page.removesuffix('index.html')}", timeout=60_000)
            tab.wait_for_function(
                "performance.getEntriesByName('first-contentful-paint').length > 0"
            )
            seen.append(float(tab.evaluate(paint)) / 1000)
            tab.context.close()
        browser.close()
    return sorted(seen)[len(seen) // 2]


class PackedHandler(SimpleHTTPRequestHandler):
    """The gzip copy of whatever has one."""

    protocol_version = "HTTP/1.1"

    def send_head(self):  # type: ignore[no-untyped-def]
        folder = Path(self.translate_path(self.path))
        file = folder / "index.html" if folder.is_dir() else folder
        packed = file.with_name(f"{file.name}.gz")
        if not packed.is_file():
            return super().send_head()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(packed.stat().st_size))
        self.end_headers()
        return packed.open("rb")

    def log_message(self, *_: object) -> None:
        """A measurement needs no request log."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    handler = partial(PackedHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()

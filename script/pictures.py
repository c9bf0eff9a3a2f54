"""Takes the pictures of the portal that stand in the repository. Looks at pages, judges nothing."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

WIDTHS = (360, 1280)
TALLEST = 2000
"""Pixels of a page that are kept: the rest of a long list looks like its beginning."""
QUALITY = 60


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The pictures are the answer."""


@contextmanager
def served(portal: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(portal))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def addresses(portal: Path) -> dict[str, str]:
    """Picture -> address: every authored page, and of each kind the page of middle length."""
    found = {"home": "/"}
    for page in sorted(portal.glob("*/index.html")):
        found[page.parent.name] = f"/{page.parent.name}/"
    for kind in sorted({page.parent.parent for page in portal.glob("*/*/index.html")}):
        pages = sorted(kind.glob("*/index.html"), key=lambda page: page.stat().st_size)
        samples = [page for page in pages if "sample" in page.parent.name] or pages
        found[f"{kind.name}-one"] = f"/{kind.name}/{samples[len(samples) // 2].parent.name}/"
    return found


def picture(page: Page, address: str) -> bytes:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    height = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    png = page.screenshot(clip=clip, full_page=True)
    kept = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").save(kept, "WEBP", quality=QUALITY, method=6)
    return kept.getvalue()


def album(names: dict[str, str]) -> str:
    lines = [
        "# How the portal looks",
        "",
        "Made by `script/pictures` from the demonstration content: every kind of page on a phone",
        "(360 px) and on a desk (1280 px). Long pages are cut.",
        "",
        "| Page | 360 px | 1280 px |",
        "|---|---|---|",
    ]
    for name, address in names.items():
        shown = [f'<img src="{name}-{width}.webp" alt="{address}" width="240">' for width in WIDTHS]
        lines.append(f"| `{address}` | {shown[0]} | {shown[1]} |")
    return "\n".join(lines) + "\n"


def main(portal: Path, folder: Path) -> None:
    names = addresses(portal)
    for old in folder.glob("*.webp"):
        old.unlink()
    with served(portal) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["QIANXIAO_CHROMIUM"], args=["--no-sandbox"]
        )
        for width in WIDTHS:
            tab = browser.new_page(viewport={"width": width, "height": 800})
            for number, (name, address) in enumerate(names.items(), 1):
                (folder / f"{name}-{width}.webp").write_bytes(picture(tab, host + address))
                print(f"[{width} px, {number}/{len(names)}] {address}", flush=True)
        browser.close()
    (folder / "README.md").write_text(album(names), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""The forms app behind a real socket, pages of a given width, and axe."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from forms_app import clock, commands, create_app
from forms_app.config import Mode, Settings
from forms_app.extensions import db
from forms_app.models import Base
from generator.assets import assets

ROOT = Path(__file__).resolve().parents[2]
MORNING = datetime(2026, 12, 1, 10, 0, tzinfo=clock.BEIJING)
HEIGHT = 800
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
"""Stylesheets are preloaded for one rule, which axe leaves off; media for another: we have none."""
# The whole report, which `Axe.run` brings over, costs as much as its making.
VIOLATIONS = """options => axe.run(options).then(found => found.violations.map(
    one => `${one.id}: ${one.nodes.map(node => node.html).join(" | ")}`))"""
WITHOUT_CONTRAST = {**OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
NARROW = 720
"""Where the stylesheets turn from a phone to a desk."""


@dataclass(frozen=True)
class LiveServer:
    """The app and where it answers."""

    app: Flask
    address: str


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing: the test reads the pages."""


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """An app of its own with the portal's stylesheets and no accounts; December all day long."""
    portal = tmp_path_factory.mktemp("live-portal")
    for file, content in assets(ROOT / "site" / "assets"):
        path = portal / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    app = create_app(
        Settings(
            mode=Mode.DEMONSTRATION,
            data=tmp_path_factory.mktemp("live-data"),
            content=ROOT / "content",
            portal=portal,
        )
    )
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with db.writing_session() as session:
            commands.synchronise(session)
            session.commit()
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    with clock.standing_at(MORNING):
        thread.start()
        yield LiveServer(app, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()
        server.server_close()
    app.extensions["qianxiao.engine"].dispose()


@pytest.fixture
def page_at(live_server: LiveServer, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """page_at(360) or page_at(360, javascript=False): a page with cookies of its own."""
    contexts: list[BrowserContext] = []

    def open_page(width: int, *, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.address,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            locale="zh-CN",
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """axe(page): one line a violation; nothing for a page that everybody can use."""
    return partial(_violations, Axe(), OPTIONS)


@pytest.fixture(scope="session")
def axe_of_two_widths() -> Callable[[Page], list[str]]:
    """For a page that is looked at on a phone and at a desk: its contrast is measured at the desk.

    That is half of axe's time, and no stylesheet gives a phone other colours
    (`test_a_phone_has_the_colours_of_a_desk`).
    """
    runner = Axe()

    def run(page: Page) -> list[str]:
        size = page.viewport_size
        narrow = size is not None and size["width"] < NARROW
        return _violations(runner, WITHOUT_CONTRAST if narrow else OPTIONS, page)

    return run


def _violations(runner: Axe, options: dict[str, Any], page: Page) -> list[str]:
    page.evaluate(runner.axe_script)
    return [f"{page.url} {one}" for one in page.evaluate(VIOLATIONS, options)]

"""The forms app behind a real socket with the portal's stylesheets, and a Chromium before it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from forms_app import clock, commands, create_app
from forms_app.config import Mode, Settings
from forms_app.extensions import db
from forms_app.models import Base
from generator.assets import assets

ROOT = Path(__file__).resolve().parents[3]
MORNING = datetime(2026, 12, 1, 10, 0, tzinfo=clock.BEIJING)
PHONE = {"width": 360, "height": 740}


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing: the test reads the pages."""


def publish_assets(portal: Path) -> None:
    for file, content in assets(ROOT / "site" / "assets"):
        path = portal / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app with an empty database; its address is in `app.config["ADDRESS"]`."""
    portal = tmp_path_factory.mktemp("portal")
    publish_assets(portal)
    app = create_app(
        Settings(
            mode=Mode.DEMONSTRATION,
            data=tmp_path_factory.mktemp("data"),
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
        app.config["ADDRESS"] = f"http://127.0.0.1:{server.server_port}"
        yield app
        server.shutdown()
        thread.join()
        server.server_close()
    app.extensions["qianxiao.engine"].dispose()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def context(served: Flask, chromium: Browser, has_script: bool) -> Iterator[BrowserContext]:
    """A phone of 360 px."""
    made = chromium.new_context(
        base_url=served.config["ADDRESS"], viewport=PHONE, java_script_enabled=has_script
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()

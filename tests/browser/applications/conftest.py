"""A phone of 360 px before the forms app, with and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.conftest import LiveServer

PHONE = 360


@pytest.fixture
def served(live_server: LiveServer) -> Flask:
    return live_server.app


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(page_at: Callable[..., Page], has_script: bool) -> Page:
    return page_at(PHONE, javascript=has_script)

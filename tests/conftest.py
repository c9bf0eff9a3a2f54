"""What every part of the suite may lean on: one Chromium, the real portal, tests in no hurry."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import hypothesis
import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from playwright.sync_api import Browser, sync_playwright

from generator.build import Builder
from generator.engine import ROOT

CHROMIUM = os.environ.get("QIANXIAO_CHROMIUM", "/usr/bin/chromium")
LONG = (
    "tests/journeys",
    "tests/architecture/test_server.py",
    "tests/browser/portal/test_portal.py",
    "tests/browser",
    "tests/generator/shells",
    "tests/architecture",
    "tests/generator/printing",
    "tests/forms_app/documents",
    "tests/forms_app/allocation",
)
PORTAL = ROOT / "build" / "test-portal"

# How long an example takes is no property of ours: a busy machine would fail it.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


class Compiled(BytecodeCache):
    """Templates of the forms app are compiled once a worker, not once for each app that it makes.

    For the same text only: a test that changes a template gets what it wrote.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files with long tests come first, so that no worker is left alone with one at the end."""

    def place(item: pytest.Item) -> int:
        return next((at for at, one in enumerate(LONG) if item.nodeid.startswith(one)), len(LONG))

    items.sort(key=place)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless; a test opens a context of its own in it and closes that.

    One for the whole run: a second driver in the same thread does not start.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def real_portal() -> Path:
    """The real content's portal, which `script/test` has just built, brought up to this minute.

    Nobody writes into it. Its 9,000 files are made once a run instead of once a worker and server.
    """
    Builder(ROOT / "content", PORTAL).build()
    return PORTAL


def copy_portal(portal: Path, out: Path) -> None:
    """The portal and what its builder keeps beside it: building into `out` makes what differs."""
    shutil.copytree(portal, out)
    kept = shutil.ignore_patterns("next", "lock")
    shutil.copytree(f"{portal}.work", f"{out}.work", ignore=kept)

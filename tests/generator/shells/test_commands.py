"""`build` and `serve` as an editor types them."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.engine import ROOT
from tests.generator.pages import content_files, factories

# The generator as `python -m generator` starts it, with the counties that our tests see.
FEW_COUNTIES = """
import sys
from generator.__main__ import main
from tests.generator.counties import few_counties
with few_counties():
    sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def own_content(tmp_path: Path) -> Path:
    return content_files.write(factories.catalogue(), tmp_path / "content")


def break_it(content: Path) -> Path:
    path = content / "sample/colleges/sample-helped.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("513431", "513400x"))
    return path


def test_build_names_problems_exactly_as_check_does(
    own_content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_it(own_content)
    assert main(["check", "--content", str(own_content)]) == 1
    said_by_check = capsys.readouterr().out
    arguments = ["build", "--content", str(own_content), "--out", str(tmp_path / "site")]
    assert main(arguments) == 1
    assert capsys.readouterr().out == said_by_check
    assert "sample-helped.yml:" in said_by_check
    assert not (tmp_path / "site").exists()


def test_build_says_how_much_it_wrote(
    own_content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", "--content", str(own_content), "--out", str(tmp_path / "site")]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert re.search(r"\d+ pages: \d+ files written, 0 removed, \d+\.\d s", printed.out)
    assert "building the shells" in printed.err
    assert "\r" not in printed.err


@pytest.fixture
def served(own_content: Path, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address that `serve` prints, and its process."""
    command = [sys.executable, "-c", FEW_COUNTIES, "serve", "--port", "0"]
    command += ["--content", str(own_content), "--out", str(tmp_path / "site")]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        ready = next(line for line in lines if line.startswith("ready "))
        yield ready.split()[1], process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  our own server
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def wait_for(address: str, words: str, seconds: float) -> int:
    """The status with which the words came; fails when they do not come in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, page = get(address)
        if words in page:
            return status
        time.sleep(0.05)
    raise AssertionError(f"{words} did not come in {seconds} s")


def test_a_saved_file_is_seen_in_the_browser_and_so_is_a_mistake(
    served: tuple[str, subprocess.Popen[str]], own_content: Path
) -> None:
    address, process = served
    page = f"{address}/colleges/sample-helped/"
    assert get(page)[0] == 200
    file = own_content / "sample/colleges/sample-helped.yml"
    good = file.read_text(encoding="utf-8")

    # Two seconds on a quiet machine; a test machine is rarely quiet.
    file.write_text(good.replace("travel: 学校写的话", "travel: 坐 12 路车"), encoding="utf-8")
    assert wait_for(page, "坐 12 路车", 60) == 200

    break_it(own_content)
    assert wait_for(page, "sample-helped.yml:", 60) == 500

    file.write_text(good, encoding="utf-8")
    assert wait_for(page, "学校写的话", 60) == 200
    assert get(f"{address}/nowhere/")[0] == 404
    assert get(f"{address}/.manifest.json")[0] == 404

    # An open page hears of the next rebuild by itself; the published files know nothing of it.
    seen = get(f"{address}/.reload?")[1]
    file.write_text(good.replace("travel: 学校写的话", "travel: 坐 13 路车"), encoding="utf-8")
    while get(f"{address}/.reload?{seen}")[1] == seen:
        pass  # it answers after a while in any case, so that no proxy gives up
    assert '<script src="/.reload.js" defer>' in get(page)[1]
    assert get(f"{address}/.reload.js")[1].startswith("(function")
    published = own_content.parent / "site/colleges/sample-helped/index.html"
    assert "reload" not in published.read_text(encoding="utf-8")

    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0

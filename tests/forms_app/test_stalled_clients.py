"""Clients that stall hold no thread for good: the real gunicorn, with the configuration we ship."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest

from tests.forms_app.conftest import ROOT

THREADS = 16
STALLED = 20
LONGEST_WAIT = 15
HALF_HEADERS = b"GET / HTTP/1.1\r\nHost: 127.0"
NO_BODY = (
    b"POST /staff/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nlogin="
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a demonstration with an empty database."""
    environment = os.environ | {
        "QIANXIAO_MODE": "demonstration",
        "QIANXIAO_DATA": str(tmp_path_factory.mktemp("stalled") / "data"),
        "QIANXIAO_THREADS": str(THREADS),
    }
    environment.pop("QIANXIAO_DATABASE_URL", None)
    python = [sys.executable, "-m"]
    upgrade = [*python, "flask", "--app", "forms_app", "upgrade"]
    subprocess.run(upgrade, cwd=ROOT, env=environment, check=True, capture_output=True)
    process = subprocess.Popen(
        [
            *(*python, "gunicorn", "--config", "deploy/gunicorn.conf.py"),
            *("--bind", "127.0.0.1:0", "forms_app:create_app()"),
        ],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("ready http://127.0.0.1:"), line
        yield int(line.rpartition(":")[2])
    finally:
        process.terminate()
        process.stdout.close()
        process.wait(timeout=40)


@pytest.mark.parametrize("beginning", [HALF_HEADERS, NO_BODY], ids=["headers", "body"])
def test_a_page_opens_while_more_clients_stall_than_there_are_threads(
    server: int, beginning: bytes
) -> None:
    sockets = [socket.create_connection(("127.0.0.1", server)) for _ in range(STALLED)]
    try:
        for one in sockets:
            one.sendall(beginning)
        time.sleep(0.5)
        start = time.monotonic()
        address = f"http://127.0.0.1:{server}/staff/login"
        with urllib.request.urlopen(address, timeout=LONGEST_WAIT) as page:
            assert page.status == 200
        waited = time.monotonic() - start
        assert 5 < waited < LONGEST_WAIT, "they did hold every thread, and were let go"
    finally:
        for one in sockets:
            one.close()

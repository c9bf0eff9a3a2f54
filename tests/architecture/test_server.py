"""script/server as a stranger meets it: one command, a line that says ready, a clean stop."""

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT

SERVER = ROOT / "script" / "server"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(port: int, data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command and all that it printed up to its line that says ready."""
    process = subprocess.Popen(
        [SERVER, "--port", str(port), "--data", data, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    printed = ""
    try:
        for line in process.stdout:
            printed += line
            if line.startswith("ready "):
                break
        yield process, printed
    finally:
        if process.poll() is None:
            process.kill()
        process.stdout.close()
        process.wait()


def group_is_empty(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
def test_one_command_serves_portal_and_forms_and_stops_cleanly(tmp_path: Path) -> None:
    """From nothing, and once more on what the first start has left."""
    for number in (signal.SIGINT, signal.SIGTERM):
        port = free_port()
        with serving(port, tmp_path / "data") as (process, printed):
            assert printed.endswith(f"ready http://127.0.0.1:{port}\n"), printed
            assert "demo-officer-01" in printed
            for address in ("/", "/how-to-apply/", "/apply/open", "/staff/login"):
                assert f"http://127.0.0.1:{port}{address}\n" in printed
                page = urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=10)
                with page:
                    assert page.status == 200
                    assert "千校" in page.read().decode()
            process.send_signal(number)
            assert process.wait(timeout=30) == 0
            assert group_is_empty(process.pid)


def test_a_busy_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [SERVER, "--port", str(port), "--data", tmp_path / "data"],
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} cannot be used")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()

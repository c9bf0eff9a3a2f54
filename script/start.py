"""Portal and demonstration database made ready, then gunicorn in this process's place.

Run by `script/server` inside `.venv`. It holds no rule of the product: every step is a command
that can also be typed by hand.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / "build" / "portal"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/server", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1")
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT / "instance" / "demo",
        help="folder for the database and its keys",
    )
    parser.add_argument(
        "--no-sample", action="store_true", help="only official records, no demonstration data"
    )
    return parser.parse_args()


def refuse_a_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            sys.exit(
                f"Port {port} cannot be used ({error}). Choose another: script/server --port P"
            )


def environment(*, address: str, data: Path, sample: bool) -> dict[str, str]:
    """The settings of demonstration mode; one worker, because the database is SQLite."""
    return (
        {"QIANXIAO_PUBLIC_URL": address}
        | os.environ
        | {
            "PYTHONUNBUFFERED": "1",
            "QIANXIAO_CONTENT": str(ROOT / "content"),
            "QIANXIAO_DATA": str(data),
            "QIANXIAO_MODE": "demonstration",
            "QIANXIAO_PORTAL": str(PORTAL),
            "QIANXIAO_SAMPLE": "1" if sample else "0",
            "QIANXIAO_WORKERS": "1",
        }
    )


def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


@contextmanager
def command(
    *arguments: str, settings: dict[str, str], output: int | None
) -> Iterator[subprocess.Popen[str]]:
    """A Python module run beside this process and never left behind, whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=settings,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def prepare(*, sample: bool, settings: dict[str, str]) -> str:
    """Build the portal and the database side by side; answers what the database step printed."""
    build = ["generator", "build", "--out", str(PORTAL)] + ([] if sample else ["--no-sample"])
    database = ["flask", "--app", "forms_app", "setup-demo" if sample else "upgrade"]
    with (
        command(*database, settings=settings, output=subprocess.PIPE) as preparing,
        command(*build, settings=settings, output=None) as building,
    ):
        printed, _ = preparing.communicate()
        if preparing.returncode:
            sys.exit(f"{printed}\nThe database could not be prepared.")
        if building.wait():
            sys.exit("The portal could not be built; the problems are above.")
    return printed


def main() -> None:
    arguments = parse_arguments()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    refuse_a_busy_port(arguments.port)
    data: Path = arguments.data.resolve()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{arguments.port}"
    settings = environment(address=address, data=data, sample=not arguments.no_sample)

    print("Building the portal and preparing the database", flush=True)
    printed = prepare(sample=not arguments.no_sample, settings=settings)
    print(f"\nPortal  {address}/\nApply   {address}/apply\nStaff   {address}/staff\n")
    print(printed.strip(), end="\n\n", flush=True)

    os.chdir(ROOT)
    os.execve(  # noqa: S606, no shell is meant: gunicorn takes this process's place
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
            *("--bind", f"127.0.0.1:{arguments.port}", "forms_app:create_app()"),
        ],
        settings,
    )


if __name__ == "__main__":
    main()

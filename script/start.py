"""Portal and demonstration database made ready, then gunicorn in this process's place.

Run by `script/server` inside `.venv`. It holds no rule of the product: every step is a command
that can also be typed by hand.
"""

import argparse
import hashlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "qianxiao.sqlite3"
PREPARED = "prepared.json"
ADDRESSES = {
    "Portal": "/",
    "A family applies": "/how-to-apply/",
    "A family comes back": "/apply/open",
    "Colleges and desks": "/staff/login",
}
NO_ACCOUNT = (
    "No samples, so there is no account yet. The first one, with the same QIANXIAO_ settings:\n"
    "  .venv/bin/flask --app forms_app create-administrator"
)
# What the database step is made of and reads; nothing else changes what it would do.
INGREDIENTS = ("content", "forms_app", "generator", "requirements")


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
            "QIANXIAO_PORTAL": str(data / "portal"),
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


def state_of(data: Path, *, sample: bool) -> str:
    """A digest of the program, the content and the schema that the database has; "" without one.

    The schema's revision is read from the database itself, so that an older copy put in its place
    is migrated like any other.
    """
    if not (data / DATABASE).exists() or "QIANXIAO_DATABASE_URL" in os.environ:
        return ""
    try:
        with closing(sqlite3.connect(f"file:{data / DATABASE}?mode=ro", uri=True)) as database:
            revision = database.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        return ""
    digest = hashlib.sha256(f"{ROOT} {sample} {revision} {sys.version}".encode())
    for path in sorted(path for folder in INGREDIENTS for path in (ROOT / folder).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            status = path.stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()


def prepared_before(data: Path, *, sample: bool) -> str | None:
    """What the database step printed last time, when it would do nothing now."""
    try:
        note = json.loads((data / PREPARED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    state = state_of(data, sample=sample)
    return note["printed"] if state and note["state"] == state else None


def prepare(*, data: Path, sample: bool, settings: dict[str, str]) -> str:
    """Build the portal and the database side by side; answers what the database step printed."""
    build = ["generator", "build", "--out", settings["QIANXIAO_PORTAL"]]
    build += [] if sample else ["--no-sample"]
    with command(*build, settings=settings, output=None) as building:
        printed = prepared_before(data, sample=sample)
        if printed is None:
            printed = prepare_database(data=data, sample=sample, settings=settings)
        if building.wait():
            sys.exit("The portal could not be built; the problems are above.")
    return printed


def prepare_database(*, data: Path, sample: bool, settings: dict[str, str]) -> str:
    database = ["flask", "--app", "forms_app", "setup-demo" if sample else "upgrade"]
    with command(*database, settings=settings, output=subprocess.PIPE) as preparing:
        printed, _ = preparing.communicate()
        if preparing.returncode:
            sys.exit(f"{printed}\nThe database could not be prepared.")
    note = {"state": state_of(data, sample=sample), "printed": printed}
    (data / PREPARED).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
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
    printed = prepare(data=data, sample=not arguments.no_sample, settings=settings)
    print()
    for name, path in ADDRESSES.items():
        print(f"{name:<22}{address}{path}")
    print()
    print(NO_ACCOUNT if arguments.no_sample else printed.strip(), end="\n\n", flush=True)

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

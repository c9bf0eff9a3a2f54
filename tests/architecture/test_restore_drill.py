"""The restore drill proves a whole copy and refuses a damaged one."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT


def run(*command: str | Path, data: Path) -> subprocess.CompletedProcess[str]:
    settings = {
        "QIANXIAO_CONTENT": str(ROOT / "content"),
        "QIANXIAO_DATA": str(data),
        "QIANXIAO_MODE": "demonstration",
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | settings,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    done = run("-m", "flask", "--app", "forms_app", "setup-demo", data=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_a_whole_database_is_backed_up_restored_and_kept(data: Path, tmp_path: Path) -> None:
    (tmp_path / "kept" / "qianxiao-20200101T000000Z").mkdir(parents=True)
    (tmp_path / "kept" / "somebody-elses").mkdir()
    done = run("deploy/restore-drill", "--keep", tmp_path / "kept", "--days", "30", data=data)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Deleted 1 older copies." in done.stdout
    assert "The copy was restored and verified." in done.stdout
    kept, other = sorted((tmp_path / "kept").iterdir())
    assert other.name == "somebody-elses"
    assert (kept / "qianxiao.sqlite3").stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(kept / "qianxiao.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM account").fetchone()[0] > 0


def test_a_row_that_refers_to_nothing_fails_the_drill(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "qianxiao.sqlite3")) as live:
        live.execute("PRAGMA foreign_keys = OFF")
        live.execute("UPDATE account SET organisation_id = 'nowhere'")
        live.commit()
    done = run("deploy/restore-drill", "--keep", tmp_path / "kept", data=data)
    assert done.returncode == 1
    assert "refers to a missing row of organisation" in done.stdout
    assert not (tmp_path / "kept").exists()

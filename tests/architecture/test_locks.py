"""The locks agree with the project file, name every hash and no index."""

import tomllib
from pathlib import Path

import pytest

from tests.architecture import locks
from tests.architecture.tracked import ROOT

PROJECT = ROOT / "pyproject.toml"
ALL_EXTRAS = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]

ENTRY = "flask==3.1.3 \\\n    --hash=sha256:" + "a" * 64 + "\n    # via qianxiao\n"


def read(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["run", "dev", "installer"])
def test_every_entry_of_a_lock_is_pinned_with_hashes(name: str) -> None:
    assert locks.pins(read(name))
    assert locks.faults(read(name)) == []


@pytest.mark.parametrize(
    "broken",
    [
        "--index" + "-url https://example.test/simple\n" + ENTRY,
        ENTRY + "jinja2==3.1.6\n",
        ENTRY + "jinja2>=3 \\\n    --hash=sha256:" + "b" * 64 + "\n",
        "jinja2==3.1.6 \\\n" + ENTRY,
        ENTRY + "jinja2 @ https://example.test/jinja2.whl \\\n",
    ],
)
def test_an_index_a_missing_pin_or_a_missing_hash_is_found(broken: str) -> None:
    assert locks.faults(ENTRY) == []
    assert len(locks.faults(broken)) >= 1


def test_every_direct_dependency_is_locked() -> None:
    assert locks.missing(PROJECT, locks.RUN_EXTRAS, read("run")) == []
    assert locks.missing(PROJECT, ALL_EXTRAS, read("dev")) == []


def test_a_dependency_that_was_not_locked_is_named(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(
        '[project]\ndependencies = ["Flask>=3"]\n'
        '[project.optional-dependencies]\ndev = ["types_PyYAML", "Segno[x]>1"]\n'
    )
    assert locks.missing(project, ["dev"], ENTRY) == [
        "segno: run script/lock",
        "types-pyyaml: run script/lock",
    ]


def test_what_is_tested_is_what_runs() -> None:
    """script/setup relies on it: an environment made for dev also serves run."""
    run, dev = locks.pins(read("run")), locks.pins(read("dev"))
    assert run.items() <= dev.items()

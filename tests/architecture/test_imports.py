"""The arrows of the architecture, as import-linter reads them from pyproject.toml."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.tracked import ROOT, under

PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
CONTRACTS = [it["name"] for it in tomllib.loads(PROJECT)["tool"]["importlinter"]["contracts"]]

# module, what it must not import, the contract that says so
FORBIDDEN = [
    ("generator/catalogue/records.py", "forms_app.errors", CONTRACTS[0]),
    ("generator/schema/college.py", "generator.divisions.places", CONTRACTS[1]),
    ("generator/divisions/places.py", "generator.printing.paper", CONTRACTS[1]),
    ("forms_app/review/views.py", "generator.__main__", CONTRACTS[2]),
    ("forms_app/applications/services.py", "generator.shells", CONTRACTS[2]),
    ("forms_app/accounts/models.py", "forms_app.applications.models", CONTRACTS[3]),
    ("forms_app/models.py", "forms_app.workflow", CONTRACTS[3]),
    ("forms_app/applications/services.py", "forms_app.review.services", CONTRACTS[3]),
    ("forms_app/review/views.py", "forms_app.commitments.models", CONTRACTS[4]),
    ("forms_app/agreements/views.py", "forms_app.applications.models", CONTRACTS[4]),
]


def lint(folder: Path) -> str:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def skeleton(folder: Path) -> None:
    """The product's own modules, empty, and its contracts: only the imports that we add count."""
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    wanted = {str(path) for path in under(["generator", "forms_app"], ".py")}
    for name, imported, _ in FORBIDDEN:
        wanted |= {name, imported.replace(".", "/") + ".py"}
    for name in wanted:
        if (folder / name).with_suffix("").is_dir():
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for parent in path.parents:
            if parent == folder:
                break
            (parent / "__init__.py").touch()
        path.touch()


def test_every_import_follows_an_arrow() -> None:
    printed = lint(ROOT)
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in printed, printed


def test_each_forbidden_import_breaks_its_contract(tmp_path: Path) -> None:
    skeleton(tmp_path)
    assert "0 broken." in lint(tmp_path)
    for name, imported, contract in FORBIDDEN:
        path = tmp_path / name
        path.write_text(f"import {imported}\n")
        printed = lint(tmp_path)
        assert f"{contract} BROKEN" in printed, f"{name} may import {imported}\n{printed}"
        path.write_text("")

"""What `deploy/` promises to whoever installs: every setting is explained, every key is empty."""

import re
import subprocess
import sys
from pathlib import Path

from forms_app.config import Settings
from tests.architecture.tracked import ROOT

EXAMPLE = (ROOT / "deploy" / "environment.example").read_text(encoding="utf-8")
LINE = re.compile(r"^(?:# )?QIANXIAO_([A-Z_]+)=(.*)$", re.MULTILINE)
# Read by deploy/gunicorn.conf.py, not by the app.
GUNICORN = {"workers"}


def test_the_example_environment_explains_every_setting_and_no_other() -> None:
    shown = {name.lower() for name, _ in LINE.findall(EXAMPLE)}
    assert shown - GUNICORN == set(Settings.model_fields)
    assert shown >= GUNICORN


def test_the_example_environment_brings_no_key_along() -> None:
    values = dict(LINE.findall(EXAMPLE))
    assert values["SECRET_KEY"] == ""
    assert values["INDEX_KEY"] == ""
    assert values["DATA_KEYS"].partition(":")[2] == ""


def test_a_default_that_the_example_shows_is_the_default() -> None:
    commented = re.findall(r"^# QIANXIAO_([A-Z_]+)=(\d+)$", EXAMPLE, re.MULTILINE)
    numbers = {name.lower(): int(value) for name, value in commented}
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    compared = {name: value for name, value in numbers.items() if defaults.get(name) is not None}
    assert len(compared) >= 5
    assert compared == {name: defaults[name] for name in compared}


def test_the_drill_refuses_a_folder_without_a_database(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "deploy" / "restore-drill", "--data", tmp_path],
        env={"PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "name the folder" in done.stdout

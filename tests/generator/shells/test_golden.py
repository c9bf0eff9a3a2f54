"""The check that runs in every build notices whatever a placeholder goes through on its way."""

from pathlib import Path

import pytest

from generator import build
from generator.build import Builder
from generator.engine import Engine
from generator.shells.golden import GoldenPageDiffers
from generator.shells.slots import ShellBroken
from tests.generator.pages import factories
from tests.generator.shells.test_build import own_root


def build_with(tmp_path: Path, wrong: tuple[str, str], file: str) -> None:
    root = own_root(tmp_path)
    frame = root / file
    text = frame.read_text(encoding="utf-8")
    assert wrong[0] in text
    frame.write_text(text.replace(*wrong), encoding="utf-8")
    Builder(tmp_path, tmp_path / "site", Engine(root=root), day=factories.DAY).build()


@pytest.mark.parametrize(
    ("wrong", "file"),
    [
        (("{{ title | e }}", "{{ title }}"), "site/overrides/main.html"),
        (("{{ title | e }}", "{{ title | e | truncate(12) }}"), "site/overrides/main.html"),
        (
            ("<main", '<main data-size="{{ page.content | length }}"'),
            "site/overrides/main.html",
        ),
    ],
    ids=["not escaped", "cut short", "measured"],
)
def test_a_frame_that_changes_what_it_prints_fails_the_build_with_a_diff(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, str], file: str
) -> None:
    words = factories.catalogue("甲 & 乙")
    monkeypatch.setattr(build, "load_catalogue", lambda *_, **__: words)
    with pytest.raises((GoldenPageDiffers, ShellBroken)) as failure:
        build_with(tmp_path, wrong, file)
    assert not (tmp_path / "site").exists()
    if isinstance(failure.value, GoldenPageDiffers):
        assert "--- engine" in str(failure.value)
        assert "+++ filled" in str(failure.value)

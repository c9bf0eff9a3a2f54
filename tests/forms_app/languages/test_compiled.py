"""Compiled templates come back at the next start, and only what the app itself has sealed."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from forms_app.languages import compiled
from forms_app.languages.compiled import FOLDER, Compiled

KEY = "a secret"


def environment(data: Path, text: str = "{{ 1 + 1 }}", key: str = KEY) -> Environment:
    return Environment(
        loader=DictLoader({"a.html": text, "b.html": "other"}),
        autoescape=True,
        bytecode_cache=Compiled(data, key),
    )


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where the code of a.html lies."""
    assert environment(tmp_path).get_template("a.html").render() == "2"
    (file,) = (tmp_path / FOLDER).iterdir()
    return file


def may_not_compile(*_: object, **__: object) -> None:
    raise AssertionError("compiled again")


def test_the_next_start_compiles_nothing(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Environment, "compile", may_not_compile)
    assert environment(tmp_path).get_template("a.html").render() == "2"


def test_a_changed_text_is_compiled(kept: Path, tmp_path: Path) -> None:
    assert environment(tmp_path, "new").get_template("a.html").render() == "new"


@pytest.mark.parametrize("change", ["cut", "flipped", "empty", "other key", "other template"])
def test_what_the_app_has_not_sealed_is_never_run(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    known = kept.read_bytes()
    name = "b.html" if change == "other template" else "a.html"
    if change == "other template":
        environment(tmp_path).get_template(name)
        (other,) = set((tmp_path / FOLDER).iterdir()) - {kept}
        other.write_bytes(known)
    else:
        kept.write_bytes(
            {"cut": known[:-1], "flipped": known[:-1] + bytes([known[-1] ^ 1]), "empty": b""}.get(
                change, known
            )
        )
    with monkeypatch.context() as nothing_is_read:
        nothing_is_read.setattr("jinja2.bccache.pickle.load", may_not_compile)
        key = "another" if change == "other key" else KEY
        text = environment(tmp_path, key=key).get_template(name).render()
    assert text == ("other" if change == "other template" else "2")


def test_another_compiler_s_code_is_not_run(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "version", lambda _: "another")
    monkeypatch.setattr("jinja2.bccache.pickle.load", may_not_compile)
    assert environment(tmp_path).get_template("a.html").render() == "2"


def test_a_folder_that_nobody_may_write_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    assert environment(tmp_path).get_template("a.html").render() == "2"

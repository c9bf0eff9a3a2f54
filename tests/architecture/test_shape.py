"""The tree keeps its shape: small files, telling names, nothing in the wrong place."""

from pathlib import Path

from tests.architecture import shape
from tests.architecture.tracked import ROOT, tracked, under

CODE = ("bench", "deploy", "forms_app", "generator", "script", "site", "tests")
SOURCE = (".py", ".html", ".css", ".js", ".jinja", ".xml", ".svg.jinja")


def test_every_source_file_is_short_enough_to_read_in_one_go() -> None:
    files = under(CODE, *SOURCE)
    assert len(files) > 20
    assert shape.too_long(ROOT, files) == []


def test_a_file_over_the_limit_is_named_with_its_length(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * 301)
    (tmp_path / "short.py").write_text("x = 1\n" * 300)
    problems = shape.too_long(tmp_path, [Path("long.py"), Path("short.py")])
    assert problems == ["long.py: 301 lines, at most 300; split by subject"]


def test_no_module_or_folder_hides_behind_a_vague_name() -> None:
    assert shape.vague_names(tracked()) == []


def test_a_vague_name_is_found_as_file_and_as_folder() -> None:
    files = [Path("generator/utils.py"), Path("site/common/a.css"), Path("forms_app/commons.py")]
    assert len(shape.vague_names(files)) == 2


def test_no_python_stands_under_site() -> None:
    assert shape.python_under_site(tracked()) == []


def test_python_under_site_is_found() -> None:
    files = [Path("site/hooks/x.py"), Path("site/assets/x.js"), Path("generator/site.py")]
    assert len(shape.python_under_site(files)) == 1


def test_the_top_of_the_repository_holds_only_known_entries() -> None:
    assert shape.strangers_at_the_top(tracked()) == []


def test_a_stranger_at_the_top_is_named() -> None:
    files = [Path("generator/x.py"), Path("scratch/x.py"), Path("setup.cfg")]
    assert shape.strangers_at_the_top(files) == [
        "scratch: not a known top-level entry",
        "setup.cfg: not a known top-level entry",
    ]


def test_no_tracked_text_holds_a_path_or_an_index_of_one_machine() -> None:
    assert shape.machine_paths(ROOT, tracked(), checkout=str(ROOT)) == []


def test_paths_and_indexes_of_one_machine_are_found(tmp_path: Path) -> None:
    lines = [
        "see /" + "root/notes.txt",
        "open /" + "home/ann/x",
        "--index" + "-url=https://example.test",
        f"cd {tmp_path}/checkout",
        "https://example.test/" + "home/page is an address, not a path",
        "the folder forms_app/root/ is fine",
    ]
    (tmp_path / "page.md").write_text("\n".join(lines))
    problems = shape.machine_paths(tmp_path, [Path("page.md")], checkout=str(tmp_path / "checkout"))
    assert [problem.split(":")[1] for problem in problems] == ["1", "2", "3", "4"]

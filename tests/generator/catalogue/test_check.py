"""`python -m generator check` names every problem with file and line, and never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.catalogue import ContentErrors, Problem, load_catalogue
from generator.catalogue.inspection import MOST_BYTES
from tests.generator.catalogue.broken import BROKEN, FOLDER


def check(content: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "check", "--content", str(content), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    content = tmp_path_factory.mktemp("broken") / "content"
    shutil.copytree(FOLDER, content)
    (content / "policies" / "too-large.yml").write_text("id: too-large\n#" + "x" * MOST_BYTES)
    (content / "policies" / "a-link.yml").symlink_to("/etc/hostname")
    os.mkfifo(content / "policies" / "a-pipe.yml")
    (content / "policies" / "a-folder.yml").mkdir()
    return check(content)


@pytest.fixture(scope="module")
def said(answer: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines of the answer, each from its path within the content folder."""
    return [line.partition("/content/")[2] for line in answer.stdout.splitlines()]


def test_one_run_names_all_and_gives_no_traceback(
    answer: subprocess.CompletedProcess[str],
) -> None:
    assert answer.returncode == 1
    assert answer.stderr == ""
    assert "Traceback" not in answer.stdout
    assert len({path for path, _, _, _ in BROKEN}) >= 80


@pytest.mark.parametrize(("path", "line", "field", "words"), BROKEN)
def test_a_problem_is_named_with_file_line_and_field(
    said: list[str], path: str, line: int, field: str, words: str
) -> None:
    named = [one for one in said if one.startswith(f"{path}:{line}: {field}: ")]
    assert any(words in one for one in named), [one for one in said if one.startswith(path)]


@pytest.mark.parametrize("name", ["too-large", "a-link", "a-pipe", "a-folder"])
def test_what_is_no_ordinary_file_is_named_and_never_read(said: list[str], name: str) -> None:
    assert sum(one.startswith(f"policies/{name}.yml:1: ") for one in said) == 1


def test_every_problem_says_what_is_wrong_and_what_to_do() -> None:
    with pytest.raises(ContentErrors) as raised:
        load_catalogue(FOLDER)
    for problem in raised.value.problems:
        assert problem.wrong, problem
        assert problem.mend, problem
        assert "\n" not in str(problem)


def test_a_sound_record_beside_broken_ones_is_not_blamed(said: list[str]) -> None:
    for sound in ("sample-sound-college", "enterprises/enterprise", "campaigns/admission"):
        assert not any(sound in one.partition(":")[0] for one in said)


def test_naming_a_record_that_is_itself_broken_is_no_second_problem(tmp_path: Path) -> None:
    policies, faq = tmp_path / "policies", tmp_path / "faq"
    policies.mkdir()
    faq.mkdir()
    (policies / "the-policy.yml").write_text("id: the-policy\nname: 政策\nanswer: [\n")
    (faq / "the-question.yml").write_text(
        "id: the-question\nname: 问题\nrecord_status: official\nsources:\n  - title: 来源\n"
        "topic: 话题\nanswer: 回答\npolicy: the-policy\n"
    )
    with pytest.raises(ContentErrors) as raised:
        load_catalogue(tmp_path)
    assert [Path(problem.path).name for problem in raised.value.problems] == ["the-policy.yml"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere", "没有这个文件夹"), ("x" * 300, "打不开"), ("a-file", "这不是文件夹")],
)
def test_a_folder_that_cannot_be_read_is_a_clear_answer(
    tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "a-file").write_text("")
    answer = check(tmp_path / name)
    assert answer.returncode == 1
    assert words in answer.stdout
    assert answer.stderr == ""


def test_the_answer_for_programs_holds_the_same_problems(tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "a-question.yml").write_text("id: a-question\n")
    answer = check(tmp_path, "--json")
    assert answer.returncode == 1
    told = json.loads(answer.stdout)
    assert {Problem(**problem).field for problem in told["problems"]} >= {"name", "answer"}


@pytest.mark.parametrize("name", [b"\xff\xfe.yml", "两\n行.yml".encode(), b"\x1b[31m.yml"])
def test_a_file_with_a_strange_name_is_named_in_one_line(tmp_path: Path, name: bytes) -> None:
    (tmp_path / "faq").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "faq") + b"/" + name)).write_text("")
    answer = check(tmp_path)
    assert answer.returncode == 1
    assert answer.stderr == ""
    assert answer.stdout.count("\n") == 2
    assert "\x1b" not in answer.stdout


def test_a_terminal_without_chinese_gets_an_answer_too() -> None:
    command = [sys.executable, "-m", "generator", "check", "--content", str(FOLDER)]
    answer = subprocess.run(
        command, capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": "ascii"}
    )
    assert answer.returncode == 1
    assert answer.stderr == b""
    assert b"faq/unknown-policy.yml:8: policy: " in answer.stdout


def test_a_reader_that_stops_early_hears_no_complaint() -> None:
    command = f"{sys.executable} -m generator check --content {FOLDER} | head -1"
    answer = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert answer.stderr == ""
    assert answer.stdout.count("\n") == 1


def test_the_content_of_the_portal_has_no_problem() -> None:
    answer = check(Path("content"))
    assert answer.stdout.startswith("没有问题：")
    assert answer.stdout.count("\n") == 1
    assert answer.returncode == 0

"""`python -m generator flyers`: the files of a call, what it says, and how it stops."""

from pathlib import Path

import pytest

from generator.__main__ import main
from generator.catalogue import Catalogue
from generator.flyers import folder, kinds
from generator.flyers.folder import LIST
from generator.flyers.kinds import Kind, Wanted
from generator.printing.errors import GlyphMissing
from generator.printing.paper import Paper

SITE = "https://portal.example"


class Sheet:
    """Stands for a printed paper where only the files matter."""

    content = b"%PDF"


@pytest.fixture
def quick_press(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "render_pdf", lambda _paper: Sheet())


def call(tmp_path: Path, *arguments: str) -> int:
    return main(["flyers", "--site", SITE, "--out", str(tmp_path), *arguments])


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.iterdir())


def test_one_record_is_printed_on_both_sheets_and_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path, "sample-programme-02") == 0
    names = [f"programme-sample-programme-02-{sheet}.pdf" for sheet in ("A4", "A5")]
    assert files(tmp_path) == [*names, LIST]
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF") for name in names)
    listed = (tmp_path / LIST).read_text(encoding="utf-8-sig")
    assert "2027-07-20 过期" in listed
    assert "示例，不要张贴" in listed
    said = capsys.readouterr().out
    assert f"[1/2] {tmp_path / names[0]}" in said
    assert f"[2/2] {tmp_path / names[1]}" in said


@pytest.mark.usefixtures("quick_press")
def test_a_county_gets_all_that_its_office_posts(tmp_path: Path) -> None:
    assert call(tmp_path, "--county", "513431", "--size", "A4") == 0
    names = files(tmp_path)
    assert {
        "county-513431-A4.pdf",
        "college-sample-college-01-A4.pdf",
        "programme-sample-programme-01-A4.pdf",
        "order-class-sample-order-class-01-A4.pdf",
        "training-sample-training-01-A4.pdf",
    } <= set(names)
    assert not any(name.endswith("-A5.pdf") for name in names)


@pytest.mark.usefixtures("quick_press")
def test_without_samples_only_real_colleges_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path, "--county", "513431", "--no-sample") == 0
    assert not any("sample" in name for name in files(tmp_path))
    assert "示例" not in (tmp_path / LIST).read_text(encoding="utf-8-sig")


def test_posted_in_names_each_record_once(catalogue: Catalogue) -> None:
    wanted = kinds.posted_in(catalogue, "513431")
    assert wanted[0] == Wanted(Kind.COUNTY, "513431")
    assert len(wanted) == len(set(wanted))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sample-programme-1",), "是不是 sample-programme-1"),
        (("no-such-record",), "没有这条记录：no-such-record"),
        (("--county", "513400"), "不是一个县"),
        (("--county", "999999"), "没有代码是 999999"),
        (("--kind", "college", "sample-programme-01"), "没有这条记录"),
    ],
)
def test_an_unknown_record_or_county_is_named_with_what_to_do(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert call(tmp_path, *arguments) == 2
    assert said in capsys.readouterr().err
    assert files(tmp_path) == []


def test_a_site_that_is_no_address_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["flyers", "--site", "example.org", "--out", str(tmp_path), "513431"]) == 2
    assert "--site" in capsys.readouterr().err


def test_stopping_leaves_whole_files_and_a_list_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[Paper] = []

    def press(paper: Paper) -> Sheet:
        if len(printed) == 3:
            raise KeyboardInterrupt
        printed.append(paper)
        return Sheet()

    monkeypatch.setattr(folder, "render_pdf", press)
    assert call(tmp_path, "--county", "513431") == 130
    assert len(files(tmp_path)) == 4
    assert all(not name.startswith(".") for name in files(tmp_path))
    listed = (tmp_path / LIST).read_text(encoding="utf-8-sig")
    assert listed.count(".pdf") == 3


def test_a_half_written_file_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        folder.put(tmp_path / "one.pdf", b"%PDF")
    assert files(tmp_path) == []


def test_a_letter_that_cannot_be_printed_names_the_record_and_spares_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def press(paper: Paper) -> Sheet:
        if paper.number == "sample-programme-01":
            raise GlyphMissing(["𰻞"])
        return Sheet()

    monkeypatch.setattr(folder, "render_pdf", press)
    assert call(tmp_path, "sample-programme-01", "sample-programme-02", "--size", "A5") == 1
    assert files(tmp_path) == ["programme-sample-programme-02-A5.pdf", LIST]
    said = capsys.readouterr().err
    assert "sample-programme-01" in said
    assert "𰻞" in said


def test_a_terminal_sees_a_bar_instead_of_lines(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quick_press: None,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert call(tmp_path, "sample-programme-02") == 0
    said = capsys.readouterr().out
    assert "█" in said
    assert "[1/2]" not in said

"""`rollover` copies a year, keeps the text, and lets nobody take last year for this one."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.build import Builder
from generator.catalogue import ContentErrors, load_catalogue
from generator.catalogue.inspection import UNCONFIRMED
from generator.editing.rollover import CannotRollOver, plan, write
from generator.editing.year_copy import Years

TODAY = date(2026, 11, 23)
CAMPAIGN = "sample/campaigns/sample-admission-2028.yml"
COLLEGE = "sample/colleges/sample-college-01.yml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree("content", tmp_path / "content"))


def snapshot(content: Path) -> dict[str, str]:
    return {
        path.relative_to(content).as_posix(): path.read_text(encoding="utf-8")
        for path in content.rglob("*")
        if path.is_file()
    }


def rollover(content: Path, *options: str) -> int:
    return main(["rollover", "2027", "--content", str(content), *options])


def confirm(content: Path) -> None:
    """What an editor does who finds every copied value right."""
    for path in content.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(UNCONFIRMED, ""), encoding="utf-8")


def test_a_year_is_copied_and_once_confirmed_it_stands(content: Path) -> None:
    before = load_catalogue(content)
    assert rollover(content) == 0
    confirm(content)
    after = load_catalogue(content)
    old, new = before.campaigns["sample-admission-2027"], after.campaigns["sample-admission-2028"]
    assert (new.name, new.year) == ("示例招生季2028", 2028)
    assert new.admission is not None
    assert old.admission is not None
    assert new.admission.closes_at.isoformat() == "2028-07-20T18:00:00+08:00"
    assert new.answer.startswith("2027年9月1日开始报，2028年7月20日")
    assert new.admission.consents == old.admission.consents, "their version is a day, not a date"
    assert new.admission.household_kinds == old.admission.household_kinds
    copies = after.programmes_in("sample-admission-2028")
    assert len(copies) == len(before.programmes_in("sample-admission-2027")) == 10
    assert after.programmes_in("sample-admission-2027") == before.programmes_in(
        "sample-admission-2027"
    )
    assert {str(one.starts_on) for one in copies} == {"2028-09-01"}


def test_until_somebody_confirms_them_check_names_every_copied_date(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rollover(content) == 0
    capsys.readouterr()
    assert main(["check", "--content", str(content)]) == 1
    said = capsys.readouterr().out
    assert f"{CAMPAIGN}:29: admission.opens_at: 还没有确认：2027-09-01T00:00:00+08:00" in said
    assert "programmes[3].starts_on: 还没有确认：2028-09-01" in said
    assert "programmes[3].fees.tuition_per_year: 还没有确认：3000" in said
    assert all("还没有确认" in line for line in said.splitlines()[:-1])


def test_what_nobody_confirmed_is_never_built(content: Path, tmp_path: Path) -> None:
    assert rollover(content) == 0
    with pytest.raises(ContentErrors, match="还没有确认"):
        Builder(content, tmp_path / "site").build()
    assert not (tmp_path / "site").exists()


def test_every_line_that_was_there_stays_as_it_was(content: Path) -> None:
    path = content / COLLEGE
    text = path.read_text(encoding="utf-8")
    noted = text.replace("    seats: 40\n", "    seats: 40  # 教务科说的\n", 1)
    noted = noted.replace("  - id: sample-programme-02", "  # 第二个\n  - id: sample-programme-02")
    path.write_text(f"{noted}# 最后一行\n", encoding="utf-8")
    before = snapshot(content)
    assert rollover(content) == 0
    after = snapshot(content)
    assert after.keys() - before.keys() == {CAMPAIGN}
    for name, old in before.items():
        kept = [line for line in after[name].splitlines() if UNCONFIRMED not in line]
        assert [line for line in old.splitlines() if line not in kept] == []
        assert after[name].startswith(old.removesuffix("# 最后一行\n"))
    assert "seats: 待确认 40  # 教务科说的\n" in after[COLLEGE]
    assert after[COLLEGE].count("# 第二个") == 1
    assert after[COLLEGE].endswith("# 最后一行\n")


def test_a_second_time_changes_nothing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rollover(content) == 0
    first = snapshot(content)
    capsys.readouterr()
    assert rollover(content) == 0
    assert snapshot(content) == first
    assert "11 条以前已经抄过，没有动" in capsys.readouterr().out


def test_a_look_beforehand_writes_nothing(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(content)
    assert rollover(content, "--dry-run") == 0
    assert snapshot(content) == before
    said = capsys.readouterr().out
    assert f"{CAMPAIGN}: 新文件，23 处待确认" in said
    assert f"{COLLEGE}: 加 2 个专业点，20 处待确认" in said
    assert "什么都没写" in said


def test_it_says_how_to_take_everything_back(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rollover(content) == 0
    said = capsys.readouterr().out
    assert "git restore " in said
    assert f"rm {content.as_posix()}/{CAMPAIGN}" in said


def test_when_one_file_cannot_be_written_none_is(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(content)
    made = plan(content, 2027, TODAY)
    replace, count = Path.replace, 0

    def fail_at_the_third(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_the_third)
    with pytest.raises(CannotRollOver, match="什么都没改"):
        write(made)
    assert snapshot(content) == before


def test_content_with_a_mistake_is_mended_first(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = content / COLLEGE
    path.write_text(path.read_text(encoding="utf-8").replace("513431", "999999"), encoding="utf-8")
    before = snapshot(content)
    assert rollover(content) == 1
    assert "division" in capsys.readouterr().out
    assert snapshot(content) == before


def test_a_year_without_admissions_is_refused(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rollover", "2018", "--content", str(content)]) == 1
    assert "2018 年没有招生季" in capsys.readouterr().out


def test_sources_and_long_texts_of_last_year_have_to_be_looked_at_too(content: Path) -> None:
    path = content / "sample/campaigns/sample-admission-2027.yml"
    text = path.read_text(encoding="utf-8")
    sourced = text.replace("year: 2027\n", "year: 2027\nsources:\n  - title: '2027 年通知'\n")
    sourced = sourced.replace("        示例招生季：这里填", "        示例招生季2027：这里填", 1)
    path.write_text(sourced, encoding="utf-8")
    made = plan(content, 2027, TODAY)
    copy = made.changes[0].new
    assert "  - title: '待确认 2028 年通知'\n" in copy
    assert "        待确认 示例招生季2028：这里填" in copy


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2027-07-20", "2028-07-20"),
        ("2028-02-29", "2029-02-28"),
        ("2026年9月到2027年7月", "2027年9月到2028年7月"),
        ("2018年的通知", "2018年的通知"),
        ("电话 08342027123", "电话 08342027123"),
    ],
)
def test_only_years_of_the_cycle_move(old: str, new: str) -> None:
    assert Years(2027, TODAY).moved(old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sample-admission-2027", "sample-admission-2028"),
        ("welding", "welding-2028"),
        ("welding-12027", "welding-12027-2028"),
    ],
)
def test_the_id_of_the_copy_has_the_new_year(old: str, new: str) -> None:
    assert Years(2027, TODAY).named(old) == new

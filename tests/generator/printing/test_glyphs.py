"""Rare names print; what no shipped font has is refused by name, never drawn as a box."""

import pytest

from generator.printing import fonts
from generator.printing.errors import GlyphMissing, missing_message
from generator.printing.render import render_pdf
from tests.generator.printing import papers, reading

PRINTABLE = (
    "䶮㛃𬭊喆堃珺",
    "阿力木·买买提",
    "扎西•次仁",
    "𫘧𬀩𫖯龘靐",
    "㐀㐁䲜鿍",
    "Zoë O’Néill ǚ",
    "古丽巴哈尔·" * 8 + "阿依",
)
UNPRINTABLE = ("𠮷", "𰻞𰻝", "🙂", "བཀྲ", "ئالىم", "\ue000", "ꆈꌠ")


def test_names_that_other_systems_lose_are_printed_in_full() -> None:
    for name in PRINTABLE:
        assert fonts.missing_characters(name) == []
    paper = papers.application(
        student=PRINTABLE[-1],
        former_name=PRINTABLE[0],
        guardians=[{"name": name} for name in PRINTABLE[1:5]],
        helper=PRINTABLE[5],
    )
    assert len(paper.student) == 50
    # U+2022 and U+00B7 share a glyph in Noto, so either may come back when text is copied.
    printed = reading.text(papers.printed(paper).content).replace("•", "·")
    for name in PRINTABLE:
        assert "".join(name.split()).replace("•", "·") in printed


@pytest.mark.parametrize("name", UNPRINTABLE)
def test_a_name_with_a_character_we_lack_is_refused_by_that_character(name: str) -> None:
    missing = fonts.missing_characters(f"吉{name}明")
    assert missing
    with pytest.raises(GlyphMissing) as refused:
        render_pdf(papers.receipt(student=f"吉{name}明"))
    assert sorted(refused.value.characters) == sorted(missing)
    for character in missing:
        assert f"“{character}”" in refused.value.message
        assert f"U+{ord(character):04X}" in refused.value.code_points


def test_the_character_is_found_wherever_it_is_printed() -> None:
    for paper in (papers.application(number="𠮷1"), papers.agreement(money="每年𠮷元")):
        with pytest.raises(GlyphMissing) as refused:
            render_pdf(paper)
        assert refused.value.characters == ["𠮷"]


def test_the_message_says_what_to_do() -> None:
    assert missing_message(["𠮷"]).startswith("“𠮷”这个字我们还印不出来。")
    assert "这几个字" in missing_message(["𠮷", "𰻞"])
    assert "户口簿" in missing_message(["𠮷"])


def test_the_warning_at_input_counts_each_character_once_and_knows_accents() -> None:
    assert fonts.missing_characters("𠮷田𠮷𰻝") == ["𠮷", "𰻝"]
    assert fonts.missing_characters("e\u0301 a\u200b\u3000\n葛\U000e0100") == []


def test_no_glyph_is_stored_twice_and_every_common_character_is_there() -> None:
    from_files = {path.stem: fonts.points_of(path) for path in sorted(fonts.FOLDER.glob("*.ttf"))}
    assert not from_files["serif-rare"] & from_files["serif-400"]
    assert from_files["serif-400"] == from_files["serif-700"]
    assert len(from_files["serif-rare"] | from_files["serif-400"]) == 30_928
    gb2312 = {
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    } - {""}
    assert len(gb2312) == 6763
    for stem in ("serif-400", "sans-400", "sans-700"):
        assert {ord(character) for character in gb2312} <= from_files[stem]

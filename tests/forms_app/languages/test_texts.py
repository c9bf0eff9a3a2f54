"""A text is its Chinese, and something else only where it is put out in another language."""

from enum import StrEnum

import pytest
from flask import Flask
from markupsafe import escape

from forms_app.applications.typed_text import NotAccepted
from forms_app.languages import pseudo, speaking
from forms_app.languages.speaking import Language
from forms_app.languages.texts import Text, said, said_each, said_lines, said_list, woven

LONGER, RIGHT_TO_LEFT = pseudo.languages()


class Kind(StrEnum):
    OTHER = "别的"


def other(**words: str) -> Language:
    """A language that knows these messages."""

    class Known(pseudo.Pseudo):
        def gettext(self, message: str) -> str:
            return words.get(message, message)

    return Language("xx", "Xx", "xx", speaking.CHINESE.locale, Known(is_rtl=False))


def test_a_text_is_its_chinese_wherever_it_is_compared_stored_or_joined() -> None:
    text = said("最多{most}个字。", most=5)
    assert text == "最多5个字。"
    assert {text: 1}["最多5个字。"] == 1
    assert isinstance(text, str)
    assert f"{text}！" == "最多5个字。！"


def test_an_error_does_not_forget_how_it_is_translated() -> None:
    refusal = NotAccepted(said("最多{most}个字。", most=5))
    assert isinstance(str(refusal), Text)
    assert str(refusal).spoken(LONGER).startswith("⟦最多5个字。")


def test_html_is_asked_for_in_the_language_of_the_reader(spoken: Flask) -> None:
    text = said("姓名里有“{character}”。", character="<b>")
    assert escape(text) == "姓名里有“&lt;b&gt;”。"
    with speaking.in_language(LONGER):
        assert str(escape(text)).startswith("⟦姓名里有“&lt;b&gt;”。")
    assert escape(text) == "姓名里有“&lt;b&gt;”。"


def test_values_that_are_texts_or_words_of_an_enumeration_are_translated_too() -> None:
    language = other(**{"别的": "OTHER", "甲": "A", "选{one}、{two}": "{two} or {one}"})
    assert said("选{one}、{two}", one=Kind.OTHER, two=said("甲")).spoken(language) == "A or OTHER"
    assert said(Kind.OTHER).spoken(language) == "OTHER"


def test_what_a_person_typed_is_never_looked_up() -> None:
    language = other(**{"学校": "SCHOOL", "{name}的报名": "of {name}"})
    assert said("{name}的报名", name="学校").spoken(language) == "of 学校"


@pytest.mark.parametrize("hostile", ["{text.__class__}", "{0}", "{", "{most!r:>99999999}", "%s"])
def test_a_translation_can_name_values_and_nothing_else(hostile: str) -> None:
    language = other(**{"最多{most}个字。": hostile})
    assert said("最多{most}个字。", most=5).spoken(language) == hostile


def test_a_translation_brings_no_tags_but_those_of_its_sentence() -> None:
    wild = '<b>{x}</b><script>alert(1)</script><a href="//x">'
    told = woven(wild, {"<b>": escape(""), "</b>": escape(""), "x": "<i>"}, LONGER)
    assert "<script>" not in told
    assert "<a" not in told
    assert "<i>" not in told


def test_numbers_keep_their_order_from_right_to_left() -> None:
    text = said("电话 {phone}。", phone="0834-1234567").spoken(RIGHT_TO_LEFT)
    assert "\u20680834-1234567\u2069" in text
    assert "\u2068" not in said("电话 {phone}。", phone="0834-1234567").spoken(LONGER)


def test_a_test_language_is_longer_by_two_fifths_and_keeps_its_places() -> None:
    message = "志愿{rank}的订单班说明，看过<b>再打勾</b>" * 3
    for language in (LONGER, RIGHT_TO_LEFT):
        told = language.look_up(message)
        assert told.count("{rank}") == told.count("<b>") == told.count("</b>") == 3
        assert 1.35 < len(language.look_up("看过再打勾" * 9)) / 45 < 1.5


def test_lists_and_lines_are_translated_piece_by_piece() -> None:
    language = other(**{"甲": "A", "乙": "B", "{first}、{next}": "{first}, {next}"})
    assert said_list(["甲", "乙"]) == "甲、乙"
    assert said_list(["甲", "乙"]).spoken(language) == "A, B"
    assert said_lines([said("甲"), said("乙")]) == "甲\n乙"
    assert said_lines([said("甲"), said("乙")]).spoken(language) == "A\nB"
    assert said_each("甲、乙") == ("甲", "乙")
    assert said_list([]) == ""

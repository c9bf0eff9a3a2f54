"""Names, numbers, phones and codes as people type them: what is right passes, slips are found."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms_app.applications import access_code, identity_number, names, phones
from forms_app.applications.checked_code import ALPHABET
from forms_app.applications.identity_number import BookletDecides, check_character
from forms_app.applications.typed_text import NotAccepted

MANY = settings(max_examples=1000, deadline=None)
TODAY = date(2026, 12, 1)
HAN = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),  # Extension A
    (0x20000, 0x2A6DF),  # B
    (0x2A700, 0x2EBE0),  # C to F
    (0x2EBF0, 0x2EE5D),  # I
    (0x30000, 0x323AF),  # G and H
    (0xF900, 0xFA6D),  # compatibility
)
ALL_HAN = "".join(chr(point) for low, high in HAN for point in range(low, high + 1))
OTHER_LETTERS = (
    "ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨںئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيꀀꀁꁱꃅꄯꆈꈌᠠᠡᠢᠣ"
    "ABCXYZabcxyzÀÉÜñßĄŁŽőБГЖЯ"
)
words = st.text(ALL_HAN[::97] + OTHER_LETTERS, min_size=1, max_size=8)
places = st.integers(100000, 999999).map(str)
births = st.dates(date(1930, 1, 1), date(2020, 12, 31))
DOTS = "•・‧．･∙⋅·"


@st.composite
def numbers(draw: st.DrawFn) -> str:
    born = f"{draw(births):%Y%m%d}"
    first = draw(places) + born + f"{draw(st.integers(0, 999)):03}"
    return first + check_character(first)


def full_width(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in text)


@MANY
@given(numbers())
def test_a_right_number_passes_however_it_is_typed(number: str) -> None:
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    spaced = f" {number[:6]} {number[6:14]}\u3000{number[14:]}\u200b"
    for typed in (number, number.lower(), full_width(number), full_width(number.lower()), spaced):
        identity = identity_number.read(typed, today=TODAY)
        assert identity.number == number
        assert identity.birth_date == born
        assert identity.sex == ("男" if int(number[16]) % 2 else "女")


@MANY
@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_found(number: str, place: int, digit: str) -> None:
    assume(number[place] != digit)
    with pytest.raises(NotAccepted):
        identity_number.read(number[:place] + digit + number[place + 1 :], today=TODAY)


@MANY
@given(numbers(), st.integers(0, 16))
def test_two_digits_that_changed_places_are_found(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(NotAccepted):
        identity_number.read(swapped, today=TODAY)


@MANY
@given(st.text(max_size=30))
def test_no_other_text_becomes_a_number(typed: str) -> None:
    try:
        identity = identity_number.read(typed, today=TODAY)
    except NotAccepted:
        return
    assert len(identity.number) == 18


@pytest.mark.parametrize("place", ["810000", "820000", "830000", "999999", "110000"])
def test_no_address_prefix_ever_blocks(place: str) -> None:
    first = f"{place}20110405001"
    assert identity_number.read(first + check_character(first), today=TODAY)


def test_only_the_check_character_may_be_decided_by_the_booklet() -> None:
    good = "513431201104050011"
    wrong = good[:17] + "2"
    with pytest.raises(BookletDecides):
        identity_number.read(wrong, today=TODAY)
    assert identity_number.read(wrong, today=TODAY, as_in_booklet=True).number == wrong
    with pytest.raises(NotAccepted, match="2011年13月，没有13月"):
        identity_number.read("513431201113050011", today=TODAY, as_in_booklet=True)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("51343120110405001", "身份证号要有18位，现在是17位。对照户口簿，看是不是漏了一位。"),
        ("5134312011040500112", "身份证号要有18位，现在是19位。对照户口簿，看是不是多了一位。"),
        ("51343120110405O011", "第15位现在是“O”"),
        ("513431201102300011", "2011年2月30日，没有这一天"),
        ("513431202711050011", "还没到这一天"),
        ("٥13431201104050011", "第1位现在是“٥”"),
    ],
)
def test_the_error_says_where_to_look(typed: str, told: str) -> None:
    with pytest.raises(NotAccepted) as refusal:
        identity_number.read(typed, today=TODAY)
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2012, 9, 1), date(2026, 8, 31), 13),
        (date(2012, 9, 1), date(2026, 9, 1), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
    ],
)
def test_an_age_is_full_on_the_birthday(born: date, day: date, age: int) -> None:
    assert identity_number.age_on(day, born=born) == age


def test_every_han_character_of_every_extension_is_a_name() -> None:
    assert len(ALL_HAN) > 95_000
    for at in range(0, len(ALL_HAN), 50):
        typed = ALL_HAN[at : at + 50]
        assert names.clean(f"\u3000{typed} ") == typed


@MANY
@given(st.lists(words, min_size=2, max_size=4), st.sampled_from(DOTS))
def test_a_name_of_any_script_keeps_its_letters_and_gets_one_kind_of_dot(
    parts: list[str], dot: str
) -> None:
    typed = dot.join(parts)
    kept = names.clean(typed)
    assert kept == names.clean(kept)
    assert kept.count(names.DOT) >= len(parts) - 1
    assert not set(kept) & set(DOTS.replace(names.DOT, ""))
    assert [one for one in kept if one.isalpha()] == [one for one in typed if one.isalpha()]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("阿力木.买买提", "阿力木·买买提"),
        ("阿力木 ・ 买买提", "阿力木·买买提"),
        ("O'Connor-Smith J.", "O'Connor-Smith J."),
        ("乜", "乜"),
        ("〇一", "〇一"),
        ("གསལ་སྒྲོན།"[:-1], "གསལ་སྒྲོན"),
        ("𬱖𫟦𪨊", "𬱖𫟦𪨊"),
        ("吉克  阿依", "吉克 阿依"),
    ],
)
def test_names_that_other_systems_refuse(typed: str, kept: str) -> None:
    assert names.clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", " ", "·", "甲\x00", "甲\u202e乙", "甲\u200d", "\ue000", "<b>", "甲😀", "字" * 51]
)
def test_what_no_booklet_has_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NotAccepted, match=r"。$"):
        names.clean(typed)


@MANY
@given(st.text(max_size=60))
def test_a_kept_name_has_nothing_unseen(typed: str) -> None:
    try:
        kept = names.clean(typed)
    except NotAccepted:
        return
    assert 1 <= len(kept) <= 50
    assert not any(unicodedata.category(one) in {"Cc", "Cf", "Co", "Cs"} for one in kept)


@MANY
@given(st.integers(3, 9), st.integers(0, 999_999_999), st.sampled_from([" ", "-", "", "\u202d"]))
def test_a_mobile_number_passes_however_it_is_typed(second: int, rest: int, gap: str) -> None:
    number = f"1{second}{rest:09}"
    typed = f"{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}"
    for one in (typed, full_width(number), f"+86 {typed}", f"0086{number}"):
        assert phones.clean(one) == number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0834-3221234", "0834-3221234"),
        ("08343221234", "0834-3221234"),
        ("(0834) 3221234", "0834-3221234"),
        ("010-62345678-12", "010-62345678-12"),
        ("02887654321", "028-87654321"),
    ],
)
def test_fixed_lines_keep_their_area_code(typed: str, kept: str) -> None:
    assert phones.clean(typed) == kept


@MANY
@given(st.text(max_size=30))
def test_no_other_text_becomes_a_phone(typed: str) -> None:
    try:
        digits = phones.clean(typed).replace("-", "")
    except NotAccepted:
        return
    assert digits.isascii()
    assert 10 <= len(digits) <= 18


free_codes = st.text(ALPHABET, min_size=9, max_size=9)
codes = free_codes.map(lambda free: free + access_code.check_character(free))


@MANY
@given(codes)
def test_a_code_is_read_from_any_hand(code: str) -> None:
    mixed_up = code.translate(str.maketrans("01258V", "OIZSBU"))
    for typed in (
        access_code.shown(code),
        code.lower(),
        full_width(code),
        mixed_up,
        f"{code[:5]} {code[5:]}",
    ):
        assert access_code.read(typed) == code


@MANY
@given(codes, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_of_a_code_is_found(code: str, place: int, other: str) -> None:
    assume(code[place] != other)
    with pytest.raises(NotAccepted):
        access_code.read(code[:place] + other + code[place + 1 :])


@MANY
@given(codes, st.integers(0, 9), st.integers(0, 9))
def test_any_two_characters_of_a_code_that_changed_places_are_found(
    code: str, one: int, other: int
) -> None:
    assume(code[one] != code[other])
    letters = list(code)
    letters[one], letters[other] = letters[other], letters[one]
    with pytest.raises(NotAccepted):
        access_code.read("".join(letters))


def test_new_codes_are_right_and_differ() -> None:
    made = {access_code.new() for _ in range(2000)}
    assert len(made) == 2000
    assert all(access_code.read(code) == code for code in made)

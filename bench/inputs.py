"""What people type, by the hundred thousand: right values, slips of the finger, and anything else.

The suite reads 100,000 inputs a kind, `script/bench inputs` a million: no crash, ever.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from random import Random

import click

from bench.measure import Row, say
from forms_app.applications import access_code, identity_number, names, phones
from forms_app.applications.checked_code import ALPHABET
from forms_app.applications.forms.birth_date import day_from
from forms_app.applications.typed_text import NotAccepted

TODAY = date(2026, 12, 1)
PORTION = 20_000
PLACES = ("513431", "533301", "622901", "540102", "653101", "810000", "820000", "830000", "110101")
FAMILY_NAMES = [
    "吉克",
    "阿苏",
    "沙马",
    "欧阳",
    "司马",
    "乜",
    "逄",
    "亓",
    "郄",
    "覃",
    "𬱖",
    "㑇",
    "阿卜杜",
    "卓玛",
    "普布",
    "尼玛",
    "次仁",
    "桑",
]
GIVEN_NAMES = [
    "阿依",
    "拉莫",
    "尔古",
    "木呷",
    "买买提",
    "阿依努尔",
    "古丽",
    "热合曼",
    "次仁",
    "德吉",
    "央金",
    "扎西",
    "𫟦",
    "𪨊",
    "䶮",
    "喆",
    "〇",
    "一",
    "伊敏",
    "吐尔逊",
    "玛丽亚",
    "帕提古丽",
    "嘎玛",
    "却吉",
    "日海",
    "阿牛",
    "史古",
    "呷呷",
]
LETTERS = "གསལངབམཔནئابپتجꀀꁱꃅꄯAbcÉñ"
STRANGE = (
    "\0\x01\x7f\u200b\u200d\u202e\ufeff\ufffd\ue000\U0001f600<>&\"'%\\/;：，。０１Ａｘ٠१Ⅷ²½ \t\n\r"
)
DOTS = "·•・‧．･."


def right_number(random: Random) -> str:
    born = date.fromordinal(random.randint(date(1950, 1, 1).toordinal(), TODAY.toordinal()))
    first = f"{random.choice(PLACES)}{born:%Y%m%d}{random.randrange(1000):03}"
    return first + identity_number.check_character(first)


def right_name(random: Random) -> str:
    """Unusual and right: any script, one character or fifty, Han of every extension."""
    shape = random.randrange(5)
    if shape == 0:
        return random.choice(FAMILY_NAMES) + random.choice(GIVEN_NAMES)
    if shape == 1:
        parts = [random.choice(GIVEN_NAMES) for _ in range(random.randint(2, 5))]
        return random.choice(DOTS[:6]).join(parts)
    if shape == 2:
        return "".join(chr(random.randint(0x20000, 0x2A6DF)) for _ in range(random.randint(1, 4)))
    if shape == 3:
        return "".join(random.choice(LETTERS) for _ in range(random.randint(1, 50)))
    return chr(random.randint(0x3400, 0x4DBF))


def right_phone(random: Random) -> str:
    if random.random() < 0.7:
        return f"1{random.randint(3, 9)}{random.randrange(10**9):09}"
    return f"0{random.randint(310, 999)}-{random.randint(1, 9)}{random.randrange(10**6):06}"


def right_code(random: Random) -> str:
    free = "".join(random.choice(ALPHABET) for _ in range(9))
    return free + access_code.check_character(free)


def right_day(random: Random) -> str:
    return f"{random.randint(1990, 2020)}/{random.randint(1, 12)}/{random.randint(1, 28)}"


def slipped(random: Random, text: str) -> str:
    """One to three slips: lost, doubled, swapped, strange, cut, wide; or something else whole."""
    if random.random() < 0.1:
        return "".join(chr(_point(random)) for _ in range(random.randrange(40)))
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text) + 1)
        kind = random.randrange(6)
        if kind == 0:
            text = text[:at] + text[at + 1 :]
        elif kind == 1:
            text = text[:at] + text[max(at - 1, 0) : at] + text[at:]
        elif kind == 2:
            text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
        elif kind == 3:
            text = text[:at] + random.choice(STRANGE) + text[at:]
        elif kind == 4:
            text = text[at:] + text[:at]
        else:
            text = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)
    return text


def _point(random: Random) -> int:
    """Any code point, surrogates too: a broken body can hold them."""
    return random.randrange(0x110000) if random.random() < 0.5 else random.randrange(0x3000)


def read_day(text: str) -> date:
    year, month, day = [*text.split("/"), "", "", ""][:3]
    return day_from(year, month, day)


KINDS: dict[str, tuple[Callable[[Random], str], Callable[[str], object]]] = {
    "identity numbers": (right_number, lambda text: identity_number.read(text, today=TODAY)),
    "names": (right_name, names.clean),
    "phones": (right_phone, phones.clean),
    "dates": (right_day, read_day),
    "codes": (right_code, access_code.read),
}
"""Kind -> what makes a right one, and what reads it or raises NotAccepted."""


def inputs(kind: str, count: int, seed: int) -> Iterator[str]:
    """One right value in eight; the others have slips."""
    make, _ = KINDS[kind]
    random = Random(seed)
    for number in range(count):
        right = make(random)
        yield right if number % 8 == 0 else slipped(random, right)


def accepted(kind: str, count: int, seed: int) -> int:
    """How many of these inputs are kept; anything but NotAccepted is raised on."""
    _, read = KINDS[kind]
    kept = 0
    for text in inputs(kind, count, seed):
        try:
            read(text)
        except NotAccepted:
            continue
        kept += 1
    return kept


def refused(kind: str, count: int, seed: int) -> list[str]:
    """Of `count` different right values, those that are not accepted: there should be none."""
    make, read = KINDS[kind]
    random, right, problems = Random(seed), set[str](), []
    while len(right) < count:
        right.add(make(random))
    for text in sorted(right):
        try:
            read(text)
        except NotAccepted:
            problems.append(text)
    return problems


def measure(*, quick: bool) -> list[Row]:
    """A million inputs of each kind on all cores, and the right ones that must all be kept.

    A crash ends the benchmark with the seed of the portion that has the input in it.
    """
    count, first = (20_000 if quick else 1_000_000), time.time_ns() % 2**32
    portions = [(kind, first + number) for kind in KINDS for number in range(count // PORTION)]
    kept = dict.fromkeys(KINDS, 0)
    say(f"{count:,} inputs of each kind, first seed {first}")
    with ProcessPoolExecutor() as processes:
        done = processes.map(_portion, portions)
        with click.progressbar(done, len(portions), label="    inputs", file=sys.stderr) as told:
            for kind, number in told:
                kept[kind] += number
    say("kept: " + ", ".join(f"{number:,} {kind}" for kind, number in kept.items()))
    rows = [Row(f"{', '.join(KINDS)} typed, no crash", "inputs", count * len(KINDS), "", 0)]
    for kind, right in (("names", 2000), ("identity numbers", 1000)):
        problems = refused(kind, right, first)
        rows.append(Row(f"right {kind} refused", f"of {right:,}", len(problems), "", 0, must=0))
    return rows


def _portion(asked: tuple[str, int]) -> tuple[str, int]:
    kind, seed = asked
    try:
        return kind, accepted(kind, PORTION, seed)
    except Exception as crash:
        raise RuntimeError(f"{kind}, seed {seed}, {PORTION} inputs: {crash!r}") from crash

"""Readings of the characters that a catalogue uses. The only module that knows pypinyin."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module, resources
from itertools import pairwise
from typing import Any

# Names of places whose reading the library's phrases do not know, as the places themselves say it.
LOCAL = {
    "长": "chang zhang",  # 长沙, 长子
    "单": "shan",  # 单县
    "洞": "tong",  # 洪洞
    "都": "du",  # 都匀
    "浚": "xun",  # 浚县
    "六": "lu",  # 六安, 六合
    "筠": "jun",  # 筠连
    "宕": "tan",  # 宕昌
    "荥": "ying",  # 荥经
    "尉": "yu",  # 尉犁
    "莘": "xin",  # 莘庄
    "乐": "le yue",  # 乐山, 乐清
    "朝": "chao",  # 朝阳
    "什": "shi",  # 喀什, 什邡
    "行": "hang",  # 闵行
    "车": "che",
    "会": "kuai",  # 会计
    "调": "tiao",  # 烹调, 调试
}


PHRASE = re.compile(r'"([^"]+)":\s*(\[.*?\]\s*\])', re.DOTALL)
"""One entry of the library's own table: a phrase, and for each character its reading."""


@cache
def _library() -> Any:
    """Loaded when a reading is asked for: its tables cost a tenth of one change's build.

    Without its 47,000 phrases, which take 55 MB: the few that a catalogue uses are added.
    """
    before = os.environ.get("PYPINYIN_NO_PHRASES")
    os.environ["PYPINYIN_NO_PHRASES"] = "1"
    try:
        return import_module("pypinyin")
    finally:
        if before is None:
            del os.environ["PYPINYIN_NO_PHRASES"]
        else:
            os.environ["PYPINYIN_NO_PHRASES"] = before


_known: set[str] = set()
"""Pairs of neighbours in what was read so far: every phrase made of such pairs is loaded."""


def _learn(pieces: Iterable[str]) -> None:
    """Give the library the phrases that can stand in one of the pieces."""
    new = {pair for piece in pieces for pair in _pairs(piece)} - _known
    if new:
        _known.update(new)
        _library().load_phrases_dict(dict(_phrases_with(new)))


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _phrases_with(new: set[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """Those of known pairs only, a new one among them."""
    table = resources.files("pypinyin").joinpath("phrases_dict.json").read_text(encoding="utf-8")
    for entry in PHRASE.finditer(table):
        if entry[1][:2] in _known:
            pairs = [*_pairs(entry[1])]
            if _known.issuperset(pairs) and not new.isdisjoint(pairs):
                yield entry[1], json.loads(entry[2])


def readings_of(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every Chinese character of the texts with each reading that it has in one of them.

    A character keeps its usual reading beside those of its phrases: 重庆 is found as chongqing,
    and whoever types zhongqing means it as well. ü is written v, and once more as u.
    """
    found: dict[str, set[str]] = {}
    pieces = {piece for text in set(texts) for piece in _chinese(text)}
    _learn(pieces)
    for piece in pieces:
        for sign, sound in zip(piece, _library().lazy_pinyin(piece, v_to_u=False), strict=True):
            found.setdefault(sign, set()).add(sound)
    return {sign: _spellings(sign, found[sign]) for sign in sorted(found)}


def _chinese(text: str) -> Iterable[str]:
    """The runs of characters that have a reading; the library joins all others into one piece."""
    marks = [-1, *(at for at, sign in enumerate(text) if not _has_reading(sign)), len(text)]
    return (text[a + 1 : b] for a, b in pairwise(marks) if b > a + 1)


@cache
def _has_reading(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" and _library().lazy_pinyin(sign) != [sign]


def _spellings(sign: str, sounds: set[str]) -> tuple[str, ...]:
    library = _library()
    usual = library.pinyin(sign, style=library.Style.NORMAL, v_to_u=False)[0][0]
    every = {*sounds, usual} | set(LOCAL.get(sign, "").split())
    return tuple(sorted(every | {one.replace("v", "u") for one in every}))

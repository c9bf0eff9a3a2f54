"""Readings of the characters that a catalogue uses. The only module that knows pypinyin."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
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


@cache
def _library() -> Any:
    """Loaded when a reading is asked for: its tables cost a tenth of one change's build."""
    return import_module("pypinyin")


def readings_of(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every Chinese character of the texts with each reading that it has in one of them.

    A character keeps its usual reading beside those of its phrases: 重庆 is found as chongqing,
    and whoever types zhongqing means it as well. ü is written v, and once more as u.
    """
    found: dict[str, set[str]] = {}
    pieces = {piece for text in set(texts) for piece in _chinese(text)}
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

"""Whole numbers as one short text, and back. `finder/unpack.js` reads it.

A Rice code: the low bits as they are, the rest as a row of ones. It needs no table, and a phone
unpacks it in a few lines; gzip alone would mix the columns of a small file into one statistic.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SIX = 6
LONGEST = 12
"""This many ones are followed by the number itself in WHOLE bits."""
WHOLE = 30
LOW_BITS = range(16)


def pack(numbers: Sequence[int]) -> str:
    """The first character says how many low bits; no number is below zero or has over 30 bits."""
    counted = Counter(numbers)
    low = min(LOW_BITS, key=lambda bits: _length(counted, bits))
    spelt = {number: _code(number, low) for number in counted}
    bits = "".join([spelt[number] for number in numbers])
    bits += "0" * (-len(bits) % SIX)
    signs = {f"{value:06b}": sign for value, sign in enumerate(ALPHABET)}
    packed = [signs[bits[at : at + SIX]] for at in range(0, len(bits), SIX)]
    return ALPHABET[low] + "".join(packed)


def unpack(text: str, count: int) -> list[int]:
    """The first `count` numbers of `pack`."""
    low = ALPHABET.index(text[0])
    bits = "".join(f"{ALPHABET.index(sign):06b}" for sign in text[1:])
    found: list[int] = []
    at = 0
    for _ in range(count):
        ones = 0
        while ones < LONGEST and bits[at] == "1":
            ones, at = ones + 1, at + 1
        if ones == LONGEST:
            wide, high = WHOLE, 0
        else:
            wide, high, at = low, ones, at + 1
        found.append((high << low if wide == low else 0) + int(bits[at : at + wide] or "0", 2))
        at += wide
    return found


def _code(number: int, low: int) -> str:
    high = number >> low
    if high >= LONGEST:
        return "1" * LONGEST + f"{number:0{WHOLE}b}"
    rest = f"{number & ((1 << low) - 1):0{low}b}" if low else ""
    return "1" * high + "0" + rest


def _length(counted: Counter[int], low: int) -> int:
    return sum(
        times * (LONGEST + WHOLE if number >> low >= LONGEST else (number >> low) + 1 + low)
        for number, times in counted.items()
    )


def by_use(values: Iterable[Hashable]) -> tuple[list[Any], dict[Any, int]]:
    """The different values, the most used first, and the place of each: small numbers pack best."""
    counted = Counter(values)
    order = {value: at for at, value in enumerate(counted)}
    found = sorted(counted, key=lambda value: (-counted[value], order[value]))
    return found, {value: at for at, value in enumerate(found)}

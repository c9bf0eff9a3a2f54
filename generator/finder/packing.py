"""Whole numbers as columns of printable characters, and back. `finder-unpack.js` reads them.

Digits of the same place stand together, so that a compressor sees one kind of number at a time.
"""

from collections.abc import Sequence

# Printable ASCII without what JSON escapes and what could open a tag.
ALPHABET = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\<>&')
BASE = len(ALPHABET)
PLACE = {sign: value for value, sign in enumerate(ALPHABET)}


def pack(numbers: Sequence[int]) -> list[str]:
    """One text a place, the highest first; an empty list for no numbers. None is below zero."""
    columns: list[str] = []
    left = list(numbers)
    while left and (not columns or any(left)):
        columns.insert(0, "".join(ALPHABET[one % BASE] for one in left))
        left = [one // BASE for one in left]
    return columns


def unpack(columns: Sequence[str]) -> list[int]:
    """The numbers of `pack`."""
    if not columns:
        return []
    numbers = [0] * len(columns[0])
    for column in columns:
        numbers = [
            BASE * one + PLACE[sign] for one, sign in zip(numbers, column, strict=True)
        ]
    return numbers

"""The word by which an editor names a kind of record: `college`, `order-class`, `programme`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from generator.catalogue.kinds import RECORDS, WORDS
from generator.fields.shape import lists_of
from generator.schema.record import Record


@dataclass(frozen=True, slots=True)
class Kind:
    """`folder` holds its files; a kind inside another one is a list `field` of those files."""

    word: str
    folder: str
    record: type[Record]
    field: str = ""

    @property
    def name(self) -> str:
        """The plural, as a folder and a public file are called."""
        return self.field or self.folder

    @property
    def chinese(self) -> str:
        return WORDS.get(self.name, self.word)


ONLY_ONE = frozenset({"guidance"})
"""Folders whose one record is changed and never written anew."""


def kinds_to_write() -> list[str]:
    """Words of the kinds of which an editor writes a new record."""
    return [word for word, kind in kinds().items() if kind.folder not in ONLY_ONE]


@cache
def kinds() -> Mapping[str, Kind]:
    """Word -> kind, in the order of the folders, what lies inside a record right after it."""
    found: dict[str, Kind] = {}
    for folder, record in RECORDS.items():
        whole = Kind(singular(folder), folder, record)
        found[whole.word] = whole
        for field, inner in lists_of(record, Record).items():
            found[singular(field)] = Kind(singular(field), folder, inner, field)
    return MappingProxyType(found)


def singular(folder: str) -> str:
    """policies -> policy, order_classes -> order-class, training -> training."""
    word = folder.replace("_", "-")
    for plural, one in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(plural) and not word.endswith("ss"):
            return word.removesuffix(plural) + one
    return word

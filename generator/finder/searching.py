"""What the finder page finds, asked of its files alone. The page's script is held to these answers.

Nothing is published from here: tests and the benchmark compare it with the records.
"""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.finder.areas import area_of
from generator.finder.files import FOLDER, MANIFEST
from generator.finder.matching import Readings, finds, finds_alias, words_of
from generator.finder.rows import CollegeRow, ProgrammeRow, SpecialtyRow
from generator.finder.shelf import unpack_shelf


@dataclass(frozen=True)
class Finder:
    """The rows of one shelf, the words and the readings, as a phone has them."""

    files: Mapping[str, bytes]
    shelf: str = "all"
    """`all`, or the code of a province."""

    @cached_property
    def rows(self) -> list[CollegeRow]:
        return unpack_shelf(self._file(self.shelf), list(self.specialties.values()))

    @cached_property
    def specialties(self) -> dict[str, SpecialtyRow]:
        words = self._file("words")
        return {
            one[0]: SpecialtyRow(
                id=one[0],
                name=one[1],
                class_code=one[2],
                class_name=words["classes"][one[2]],
                sample=bool(one[3]),
                jobs=tuple(one[4]),
                also=tuple(one[5]),
            )
            for one in words["specialties"]
        }

    @cached_property
    def readings(self) -> Readings:
        found: dict[str, tuple[str, ...]] = {}
        for sound, signs in self._file("readings").items():
            for sign in signs:
                found[sign] = (*found.get(sign, ()), sound)
        return found

    def find(self, query: str) -> set[str]:
        """Ids of the programmes that a query finds, and of the colleges without programmes."""
        words = [_Word(word, self) for word in words_of(query)]
        return {
            row.id if row else college.id
            for college in self.rows
            for row in college.programmes or (None,)
            if all(word.fits(college, row) for word in words)
        }

    def _file(self, name: str) -> Any:
        manifest = json.loads(self.files[MANIFEST])
        file = manifest["rows"][name] if name.isdigit() else manifest[name]
        return json.loads(self.files[f"{FOLDER}/{file}"])


class _Word:
    """One word against one row; the parts that many rows share are asked once."""

    def __init__(self, word: str, finder: Finder) -> None:
        self._word = word
        self._finder = finder
        self._answers: dict[Hashable, bool] = {}

    def fits(self, college: CollegeRow, row: ProgrammeRow | None) -> bool:
        if self._once(college.id, lambda: self._college(college)):
            return True
        if row is None:
            return False
        specialty = self._finder.specialties[row.specialty]
        return self._once(("specialty", specialty.id), lambda: self._specialty(specialty)) or (
            self._once(("name", row.name), lambda: self._finds(row.name))
        )

    def _once(self, key: Hashable, ask: Callable[[], bool]) -> bool:
        if key not in self._answers:
            self._answers[key] = ask()
        return self._answers[key]

    def _finds(self, text: str) -> bool:
        return finds(self._word, text, self._finder.readings)

    def _college(self, college: CollegeRow) -> bool:
        return self._finds(college.name) or self._finds("".join(area_of(college.division)[1:]))

    def _specialty(self, one: SpecialtyRow) -> bool:
        return any(self._finds(text) for text in (one.name, one.class_name, *one.jobs)) or any(
            finds_alias(self._word, alias, self._finder.readings) for alias in one.also
        )

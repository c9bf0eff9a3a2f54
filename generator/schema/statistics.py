"""Counts of people by home and specialty class, as an authority hands them in for publication.

The file holds the true counts. Pages print them through `generator.statistics` only, which hides
what is under five.
"""

from typing import Self

from pydantic import Field, model_validator

from generator.schema.enums import Measure
from generator.schema.identifiers import DivisionCode, Month, SpecialtyClassCode
from generator.schema.record import Count, Line, Part, Record


class StatisticsCell(Part):
    specialty_class: SpecialtyClassCode
    count: Count


class StatisticsRow(Part):
    """People who come from one county, or from one prefecture; never both in one record."""

    division: DivisionCode
    cells: tuple[StatisticsCell, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def count_each_class_once(self) -> Self:
        codes = [cell.specialty_class for cell in self.cells]
        if len(set(codes)) < len(codes):
            raise ValueError("一行里同一个专业大类写了两次 (cells name a class twice)")
        return self


class Statistics(Record):
    """What was counted, for which months, by whom, with a row for each home."""

    measure: Measure
    publisher: Line
    first_month: Month
    last_month: Month
    note: Line | None = None
    rows: tuple[StatisticsRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def end_after_start(self) -> Self:
        if self.last_month < self.first_month:
            raise ValueError("结束月份早于开始月份 (last_month is before first_month)")
        return self

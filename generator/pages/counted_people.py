"""Published counts of people as words and tables; the only module that prints such a count.

Everything passes through `generator.statistics`, so a page never holds a number under five.
"""

from collections.abc import Callable

from generator.divisions import places
from generator.divisions.places import Place
from generator.pages import drawing, wording
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.statistics import Statistics, StatisticsRow
from generator.statistics.suppression import LEAST, Figure, Published, publish

HIDDEN = f"少于 {LEAST}"
NOTHING = "—"


def of_county(portal: Portal, county: Place) -> list[Values]:
    """Who comes from the county, and from its whole prefecture where that is what was counted."""
    found = portal.around.counts_of(county.code)
    if county.prefecture_code:
        found = found + portal.around.counts_of(county.prefecture_code)
    return [_row_of(portal, record, row, county) for record, row in found]


def _row_of(portal: Portal, record: Statistics, row: StatisticsRow, county: Place) -> Values:
    published = publish([[cell.count for cell in row.cells]])
    figures = zip(row.cells, published.rows[0], strict=True)
    return {
        **_head(record),
        "whose": county.name if row.division == county.code else f"整个{county.prefecture}",
        "total": _total(published.row_totals[0]),
        "cells": [
            {"name": class_name(portal, cell.specialty_class), "count": _cell(figure)}
            for cell, figure in figures
        ],
    }


def table(portal: Portal, record: Statistics) -> Values:
    """Homes down, specialty classes across, with totals of what is published."""
    codes = sorted({cell.specialty_class for row in record.rows for cell in row.cells})
    published = published_table(record, codes)
    return {
        **_head(record),
        "classes": [class_name(portal, code) for code in codes],
        "rows": [
            _line(wording.place_name(row.division), figures, total)
            for row, figures, total in zip(
                record.rows, published.rows, published.row_totals, strict=True
            )
        ]
        + [_line("合计", published.column_totals, published.total, word=_total)],
        "chart": drawing.bars(
            [
                drawing.Bar(places.find(row.division).name, total.count, f"{_total(total)} 人")
                for row, total in zip(record.rows, published.row_totals, strict=True)
                if total.count
            ],
            about="写出来的人数",
        ),
    }


def sum_of(record: Statistics) -> Values:
    """One line instead of the table."""
    published = publish([[cell.count for row in record.rows for cell in row.cells]])
    return {**_head(record), "total": _total(published.total), "homes": len(record.rows)}


def _line(
    name: str,
    figures: tuple[Figure, ...],
    total: Figure,
    word: Callable[[Figure], str] | None = None,
) -> Values:
    return {
        "name": name,
        "cells": [(word or _cell)(figure) for figure in figures],
        "total": _total(total),
    }


def published_table(record: Statistics, codes: list[str]) -> Published:
    counts = [{cell.specialty_class: cell.count for cell in row.cells} for row in record.rows]
    return publish([[found.get(code) for code in codes] for found in counts])


def class_name(portal: Portal, code: str) -> str:
    return portal.catalogue.specialty_classes[code].name


def _head(record: Statistics) -> Values:
    first, last = wording.month(record.first_month), wording.month(record.last_month)
    return {
        "name": record.name,
        "measure": str(record.measure),
        "period": first if first == last else f"{first}到{last}",
        "publisher": record.publisher,
        "note": record.note,
        "sample": record.is_sample,
        "sources": wording.sources(record.sources),
    }


def _cell(figure: Figure) -> str:
    if figure.is_short:
        return HIDDEN
    return NOTHING if figure.count is None else f"{figure.count:,}"


def _total(figure: Figure) -> str:
    if figure.count is None:
        return "不写" if figure.is_short else NOTHING
    return f"至少 {figure.count:,}" if figure.is_short else f"{figure.count:,}"

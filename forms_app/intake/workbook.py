"""A class sheet as an Excel file, empty or filled; the only place that writes one.

Every cell is text: an identity number stays eighteen digits, and what begins with = is no formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from forms_app.applications import consents, cycles
from forms_app.intake.columns import (
    COLUMNS,
    LISTS,
    MOST_ROWS,
    PROBLEMS,
    SHEET,
    lists,
)
from generator.schema.campaign import Campaign

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_ROW = 3
"""After the titles and the example."""
LONGEST_CELL = 32_000
"""Excel keeps at most 32,767 characters in a cell."""
GREY = PatternFill("solid", fgColor="EEF1EC")
PALE = PatternFill("solid", fgColor="FDECEA")
STEPS = (
    "一行写一名学生，从第3行写起。第2行是例子，不会录进去，也不用删。",
    "有下拉框的格子，从里面选，不要自己写。",
    "身份证号、电话这些格子已经设成“文本”。从别处粘贴时，用“只粘贴文本”。",
    "没有电话，在“联系电话”里写：没有电话。通知书请村里收，在“通知书寄到”里写：村委会代收。",
    f"一次最多{MOST_ROWS}名学生。写完存成 .xlsx，在“班级表”那一页先检查，再存。",
    f"有问题的行，检查以后会写在“{PROBLEMS}”一列。改好再传，存过的学生不会存第二遍。",
    "不满{age}岁的学生不能用这张表：监护人没有同意以前，什么都不能存。请家里用手机报名，或填纸质表。",
    "满{age}岁的，存进去是草稿。家里用取件码打开，监护人看过、同意，才能提交。",
    "这张表里有学生的身份证号。用完就从电脑和聊天记录里删掉。",
)


def template(campaign: Campaign) -> bytes:
    """The empty sheet of one cycle."""
    return _made(campaign, rows=[], problems={})


def with_problems(
    campaign: Campaign, rows: Sequence[Mapping[str, str]], problems: Mapping[int, str]
) -> bytes:
    """What was sent, as text, with the column of problems; `problems` by place in `rows`."""
    return _made(campaign, rows=rows, problems=problems)


def _made(
    campaign: Campaign, *, rows: Sequence[Mapping[str, str]], problems: Mapping[int, str]
) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    words = lists(campaign)
    _write_titles(sheet)
    last = FIRST_ROW + MOST_ROWS - 1
    for number in range(FIRST_ROW, last + 1):
        at = number - FIRST_ROW
        values = rows[at] if at < len(rows) else {}
        for place, column in enumerate(COLUMNS, start=1):
            _write(sheet.cell(number, place), values.get(column.key, ""))
        cell = sheet.cell(number, len(COLUMNS) + 1)
        _write(cell, problems.get(at, ""))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if at in problems:
            cell.fill = PALE
    _add_lists(book, sheet, words, last)
    _add_steps(book, campaign)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write_titles(sheet: Worksheet) -> None:
    titles = [*((one.title, one.example, one.width) for one in COLUMNS), (PROBLEMS, "", 60)]
    for place, (title, example, width) in enumerate(titles, start=1):
        _write(sheet.cell(1, place), title)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.cell(1, place).fill = GREY
        _write(sheet.cell(2, place), example)
        sheet.cell(2, place).font = Font(italic=True, color="777777")
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B3"


def _write(cell: Cell | MergedCell, text: str) -> None:
    """Text and nothing else, whatever it begins with (ASVS 1.2.10)."""
    assert isinstance(cell, Cell)  # this module merges none
    cell.number_format = "@"
    if not text:
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = True


def _add_lists(
    book: Workbook, sheet: Worksheet, words: Mapping[str, tuple[str, ...]], last: int
) -> None:
    listed = book.create_sheet(LISTS)
    for place, column in enumerate(COLUMNS, start=1):
        options = words.get(column.key, ())
        if not options:
            continue
        for at, word in enumerate((column.title, *options), start=1):
            _write(listed.cell(at, place), str(word))
        letter = get_column_letter(place)
        rule = DataValidation(
            type="list",
            formula1=f"'{LISTS}'!${letter}$2:${letter}${len(options) + 1}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column.title,
            error="从下拉框里选一项。",
        )
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)
    number = get_column_letter([one.key for one in COLUMNS].index("identity_number") + 1)
    length = DataValidation(
        type="textLength",
        operator="equal",
        formula1="18",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle="身份证号",
        error="身份证号要有18位。对照户口簿，看是不是漏了一位。",
    )
    length.add(f"{number}{FIRST_ROW}:{number}{last}")
    sheet.add_data_validation(length)


def _add_steps(book: Workbook, campaign: Campaign) -> None:
    steps = book.create_sheet("怎么填")
    steps.column_dimensions["A"].width = 100
    _write(steps.cell(1, 1), f"{campaign.name}：班级表怎么填")
    steps.cell(1, 1).font = Font(bold=True, size=14)
    age = consents.ages(cycles.admission(campaign.id)).stored_after_consent_under
    for at, step in enumerate(STEPS, start=2):
        _write(steps.cell(at, 1), f"{at - 1}. {step.format(age=age)}")
        steps.cell(at, 1).alignment = Alignment(wrap_text=True)

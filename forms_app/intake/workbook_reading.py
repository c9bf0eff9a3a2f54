"""An Excel file as somebody sends it in, rows of text out, or a refusal in words.

Hostile until read: its size is known before anything is unpacked, nothing is evaluated, linked or
run, and what a cell holds besides plain text, a number or a day is named, never repeated.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl import load_workbook

from forms_app.applications.typed_text import NotAccepted
from forms_app.intake.columns import COLUMNS, EXAMPLE, MOST_ROWS, SHEET

KIBIBYTE = 1024
LARGEST_FILE = 1024 * KIBIBYTE
LARGEST_UNPACKED = 6 * 1024 * KIBIBYTE
"""A full class with our lists unpacks to a tenth of this."""
MOST_PARTS = 60
MOST_COLUMNS = 60
MOST_LOOKED_AT = 400
"""Rows of the sheet that are looked at; a file that goes on below is refused."""
LONGEST_TEXT = 1000
EXPONENT = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
FORBIDDEN = re.compile(
    r"vbaProject|macrosheets|externalLinks|embeddings|activeX|connections|queryTables|\.bin$",
    re.IGNORECASE,
)
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
PRECISE = 10**15
"""Numbers from here on lose digits in Excel."""

NOT_OURS = "这不是班级表。下载空白的班级表，把名单填进去，存成 .xlsx 再传。"
TOO_LARGE = (
    f"这个文件太大。一次最多{MOST_ROWS}名学生，表里不要放图片。"
    "名单多，就分几个文件；把名单粘贴到空白的班级表里再传。"
)
HAS_PROGRAM = "这个文件里有宏、链接或嵌进去的东西，不能收。把名单粘贴到空白的班级表里再传。"
TOO_MANY = f"一次最多{MOST_ROWS}名学生，这个文件里不止。请分成几个文件，一个班一个。"
EMPTY = "名单是空的。从第3行写起，一行一名学生。"


@dataclass(frozen=True, slots=True)
class Row:
    """One student: `number` is the row in Excel, `cells` text by column, `faults` by column."""

    number: int
    cells: dict[str, str]
    faults: dict[str, str]


def read(file: BinaryIO) -> list[Row]:
    """The rows that hold anything, in their order. Raises NotAccepted for the whole file."""
    _refuse_what_is_no_sheet(file)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
            # The stated size is the sender's word; without it only what is there is read.
            sheet.reset_dimensions()
            return _rows(sheet.iter_rows(max_row=MOST_LOOKED_AT + 1, max_col=MOST_COLUMNS))
        finally:
            book.close()
    except NotAccepted:
        raise
    except Exception:  # The library answers a broken file with any error of its parsers.
        raise NotAccepted(NOT_OURS) from None


def _refuse_what_is_no_sheet(file: BinaryIO) -> None:
    file.seek(0, 2)
    if file.tell() > LARGEST_FILE:
        raise NotAccepted(TOO_LARGE)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            # Unpacking stops at the stated size, so that the sum is a limit and not a promise.
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_UNPACKED:
                raise NotAccepted(TOO_LARGE)
            names = [one.filename for one in parts]
            if "xl/workbook.xml" not in names or len(set(names)) != len(names):
                raise NotAccepted(NOT_OURS)
            if any(FORBIDDEN.search(name) for name in names):
                raise NotAccepted(HAS_PROGRAM)
            if any(DECLARATION.search(packed.read(one)) for one in parts):
                raise NotAccepted(HAS_PROGRAM)
    except NotAccepted:
        raise
    except Exception:  # zipfile, too, raises whatever its decompressors do.
        raise NotAccepted(NOT_OURS) from None


def _rows(lines: Iterator[tuple[Any, ...]]) -> list[Row]:
    places: dict[int, str] | None = None
    found: list[Row] = []
    for number, cells in enumerate(lines, start=1):
        if places is None:
            places = _places(cells)
            continue
        if number > MOST_LOOKED_AT:
            raise NotAccepted(TOO_MANY)
        row = _row(number, cells, places)
        if row is None:
            continue
        found.append(row)
        if len(found) > MOST_ROWS:
            raise NotAccepted(TOO_MANY)
    if places is None:
        raise NotAccepted(NOT_OURS)
    if not found:
        raise NotAccepted(EMPTY)
    return found


def _places(cells: tuple[Any, ...]) -> dict[int, str]:
    """Place in the row -> column, by the titles; they may stand in any order."""
    titles = [str(cell.value).strip() if cell.value is not None else "" for cell in cells]
    lacking = [one.title for one in COLUMNS if titles.count(one.title) != 1]
    if len(lacking) == len(COLUMNS):
        raise NotAccepted(NOT_OURS)
    if lacking:
        quoted = "、".join(f"“{title}”" for title in lacking)
        raise NotAccepted(f"第1行里缺这几列，或写了两次：{quoted}。请用空白的班级表，不要改列名。")
    return {titles.index(one.title): one.key for one in COLUMNS}


def _row(number: int, cells: tuple[Any, ...], places: dict[int, str]) -> Row | None:
    texts: dict[str, str] = {}
    faults: dict[str, str] = {}
    for place, key in places.items():
        if place >= len(cells):
            continue
        try:
            text = _text(cells[place], key)
        except NotAccepted as fault:
            faults[key] = str(fault)
            continue
        if text:
            texts[key] = text
    if texts.get("name", "").startswith(EXAMPLE) or not (texts or faults):
        return None
    return Row(number, texts, faults)


def _text(cell: Any, key: str) -> str:
    """The cell as somebody would read it. Raises NotAccepted with what to do."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise NotAccepted("这一格是公式。选中它，复制，再“只粘贴文本”。")
    if cell.data_type == "e":
        raise NotAccepted("这一格是 Excel 的出错提示。清空，照原来的纸重打。")
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        return _number(value, key)
    text = str(value).strip()
    if len(text) > LONGEST_TEXT:
        raise NotAccepted(f"这一格太长，最多{LONGEST_TEXT}个字。")
    if key == "identity_number" and EXPONENT.fullmatch(text):
        raise NotAccepted(_LOST)
    return text


_LOST = "Excel 把号码变成了数字，后面几位丢了。把这一格设成“文本”，照户口簿重打18位。"


def _number(value: float, key: str) -> str:
    if key == "identity_number":
        raise NotAccepted(_LOST)
    if value != value or abs(value) >= PRECISE:
        raise NotAccepted("Excel 把它变成了数字，后面几位丢了。把这一格设成“文本”再重打。")
    return f"{value:.10g}" if not float(value).is_integer() else str(int(value))

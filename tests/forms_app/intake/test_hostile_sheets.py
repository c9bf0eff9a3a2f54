"""Files that are no class sheet, or more: refused in words, in little memory, nothing run."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session

from forms_app.applications.typed_text import NotAccepted
from forms_app.intake import workbook, workbook_reading
from forms_app.intake.columns import BY_KEY, COLUMNS, MOST_ROWS, SHEET
from tests.forms_app.intake.sheets import PLACE, good, send, sheet
from tests.forms_app.review.pages import text

Browser = Callable[[str], FlaskClient]
Rows = list[dict[str, Any]]
FIRST_SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = (
    *("=1+1", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x.example","a")', "@SUM(A1)", "+1", "-1"),
    *("\t=1", "\r=1", "<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "${7*7}", "'; --"),
    *(
        "' OR 1=1",
        "\\",
        "../../etc/passwd",
        "%00",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ufffd",
        "A\u0300",
    ),
    *("&lt;b&gt;", '"', "'", "`id`", "$(id)", "NULL", "NaN", "1E+308", "1.23E+17", "𠮷" * 60),
    *("\U0001f600", "x" * 5000, "阿" * 51, "٣٤٥", "０" * 18, "#REF!", "TRUE", "\u2028"),
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_hostile_cells_are_named_never_run_and_never_repeated_as_a_formula(
    session: Session, browser_of: Browser
) -> None:
    assert len(HOSTILE) >= 40
    desk = browser_of("desk")
    for key in ("name", "identity_number", "school"):
        rows = [good(**{key: value}) for value in HOSTILE if workable(value)]
        answer = send(desk, sheet(rows), "check")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "49" not in [word for word in text(answer).split() if word.isdigit()]
        marked = load_workbook(BytesIO(send(desk, sheet(rows), "mark").data))[SHEET]
        assert all(cell.data_type in {"s", "n"} for line in marked for cell in line)
    assert "这一格是公式" in text(send(desk, sheet([good(name="=1+1")])))


def workable(value: str) -> bool:
    """What Excel's own format can hold at all."""
    return not workbook.ILLEGAL_CHARACTERS_RE.search(value)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_fifty_thousand_rows_and_a_bomb_are_refused_in_little_memory(app: Flask) -> None:
    assert len(workbook_reading.read(grown(5))) == 5, "they are read as rows"
    many = grown(50_000)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(300):
                part.write(b"0" * 1024 * 1024)
    tracemalloc.start()
    for file in (many, bomb):
        with pytest.raises(NotAccepted, match="一次最多60名学生"):
            workbook_reading.read(file)
    assert tracemalloc.get_traced_memory()[1] < 40 * 1024 * 1024
    tracemalloc.stop()


def grown(count: int) -> BytesIO:
    """A list with so many children: one row as the library writes it, repeated."""
    book = Workbook(write_only=True)
    listed = book.create_sheet(SHEET)
    listed.append([one.title for one in COLUMNS])
    listed.append(["甲"])
    small = BytesIO()
    book.save(small)
    with zipfile.ZipFile(small) as source:
        content = source.read(FIRST_SHEET).decode()
    begin, end = content.index('<row r="2">'), content.index("</sheetData>")
    rows = (
        content[begin:end].replace('"2"', f'"{number}"').replace('"A2"', f'"A{number}"')
        for number in range(2, count + 2)
    )
    return packed(small, **{FIRST_SHEET: content[:begin] + "".join(rows) + content[end:]})


def packed(source: BytesIO | None = None, /, **parts: str) -> BytesIO:
    """A workbook, ours if no other, with parts more or with others in the place of its own."""
    kept = BytesIO()
    with (
        zipfile.ZipFile(source or BytesIO(sheet([good()]))) as whole,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in whole.namelist():
            if name not in parts:
                target.writestr(name, whole.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return kept


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_macros_links_and_declarations_are_refused_and_so_is_what_is_no_workbook(
    app: Flask,
) -> None:
    for name in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin"):
        with pytest.raises(NotAccepted, match="宏、链接"):
            workbook_reading.read(packed(**{name: "x"}))
    with pytest.raises(NotAccepted, match="宏、链接"):
        workbook_reading.read(packed(**{"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}))
    for content in (b"", b"PK", b"\xd0\xcf\x11\xe0" * 100, b"a,b,c\n1,2,3", bytes(range(256)) * 40):
        with pytest.raises(NotAccepted, match="这不是班级表"):
            workbook_reading.read(BytesIO(content))
    with pytest.raises(NotAccepted, match="这不是班级表"):
        workbook_reading.read(packed(**{"xl/workbook.xml": "<workbook"}))


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_more_than_a_class_and_changed_titles_are_said(app: Flask) -> None:
    with pytest.raises(NotAccepted, match="一次最多60名学生"):
        workbook_reading.read(BytesIO(sheet([good() for _ in range(MOST_ROWS + 1)])))
    book = load_workbook(BytesIO(sheet([good()])))
    book[SHEET].cell(1, PLACE["county"]).value = "县"
    changed = BytesIO()
    book.save(changed)
    with pytest.raises(NotAccepted, match=f"“{BY_KEY['county'].title}”"):
        workbook_reading.read(changed)

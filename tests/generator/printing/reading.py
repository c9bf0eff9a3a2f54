"""Reads a finished PDF as its receiver would: page text, tables by their tags, attachments."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream
from pypdfium2 import PdfDocument

BFCHAR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")


def reader(content: bytes) -> PdfReader:
    """The PDF, opened strictly."""
    return PdfReader(io.BytesIO(content), strict=True)


def page_texts(content: bytes) -> list[str]:
    """Text of each page without white space, so that wrapped lines read as one.

    Read by PDFium, which needs a tenth of the time that a reader in Python does.
    """
    with PdfDocument(content) as pdf:
        return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def text(content: bytes) -> str:
    """Text of all pages without white space."""
    return "".join(page_texts(content))


def attachments(content: bytes) -> dict[str, bytes]:
    """Every file inside the PDF, by name."""
    return {name: files[0] for name, files in reader(content).attachments.items()}


def tables(content: bytes) -> list[list[list[str]]]:
    """Every tagged table: rows of cells, header row included, as a screen reader has them."""
    pdf = reader(content)
    marked = {page.indirect_reference.idnum: marked_text(pdf, page) for page in pdf.pages}
    root = pdf.trailer["/Root"]["/StructTreeRoot"]
    return [
        [
            [
                "".join(pieces(cell, marked))
                for cell in kids(row)
                if cell.get("/S") in {"/TH", "/TD"}
            ]
            for row in below(table, "/TR")
        ]
        for table in below(root, "/Table")
    ]


def kids(node: Any) -> list[Any]:
    """Structure elements directly under ``node``."""
    found = node.get("/K", [])
    found = found if isinstance(found, list) else [found]
    return [kid.get_object() for kid in found if not isinstance(kid, int)]


def below(node: Any, kind: str) -> Iterator[Any]:
    """Elements of one kind, in reading order."""
    for kid in kids(node):
        if kid.get("/S") == kind:
            yield kid
        else:
            yield from below(kid, kind)


def pieces(node: Any, marked: dict[int, dict[int, str]]) -> Iterator[str]:
    """The text that belongs to an element, by its marked-content numbers."""
    content = node.get("/K", [])
    for kid in content if isinstance(content, list) else [content]:
        if isinstance(kid, int):
            yield marked[node.raw_get("/Pg").idnum].get(kid, "")
        else:
            yield from pieces(kid.get_object(), marked)


def marked_text(pdf: PdfReader, page: Any) -> dict[int, str]:
    """Text of each marked-content number of a page, decoded with the fonts' own tables."""
    fonts = page["/Resources"]["/Font"]
    letters = {
        name: {
            glyph.lower(): bytes.fromhex(point.decode()).decode("utf-16-be")
            for glyph, point in BFCHAR.findall(font.get_object()["/ToUnicode"].get_data())
        }
        for name, font in fonts.items()
    }
    found: dict[int, str] = {}
    open_marks: list[int | None] = []
    font = ""
    for operands, operator in ContentStream(page.get_contents(), pdf).operations:
        if operator == b"BDC":
            open_marks.append(operands[1].get("/MCID"))
        elif operator == b"BMC":
            open_marks.append(None)
        elif operator == b"EMC":
            open_marks.pop()
        elif operator == b"Tf":
            font = operands[0]
        elif operator == b"TJ" and open_marks and open_marks[-1] is not None:
            shown = b"".join(
                part.original_bytes for part in operands[0] if isinstance(part, (str, bytes))
            )
            glyphs = [shown[i : i + 2].hex().encode() for i in range(0, len(shown), 2)]
            found[open_marks[-1]] = found.get(open_marks[-1], "") + "".join(
                letters[font].get(glyph, "") for glyph in glyphs
            )
    return found

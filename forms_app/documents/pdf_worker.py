"""Run as a program: a PDF on standard input, pictures of its pages on standard output.

Imports nothing of the app. Limits itself before it reads; exit codes are those of pdf.REFUSALS.
"""

import re
import resource
import struct
import sys
import zlib
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw

PDFIUM: Any = pypdfium2.raw
"""Made from C headers when the package is built, so no type checker knows what is in it."""
MEMORY = 1536 * 1024 * 1024
SECONDS = 20
LONGEST = 1600
FILES_INSIDE, SCRIPT, PASSWORD, TOO_MANY_PAGES, UNREADABLE = 3, 4, 5, 6, 7
SCRIPTS = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA)\b")
FILES = re.compile(rb"/(?:EmbeddedFiles?|Filespec)\b")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
MOST_INFLATED = 4 * 1024 * 1024


def main(most: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = sys.stdin.buffer.read()
    for text in (data, *inflated(data)):
        if SCRIPTS.search(text):
            return SCRIPT
        if FILES.search(text):
            return FILES_INSIDE
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return PASSWORD if error.err_code == PDFIUM.FPDF_ERR_PASSWORD else UNREADABLE
    if PDFIUM.FPDFDoc_GetAttachmentCount(document) > 0:
        return FILES_INSIDE
    if PDFIUM.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        return SCRIPT
    if len(document) > most:
        return TOO_MANY_PAGES
    for page in document:
        sys.stdout.buffer.write(framed(picture_of(page)))
    return 0


def inflated(data: bytes) -> list[bytes]:
    """Compressed streams, as far as they open: a script may hide in a stream of objects."""
    found = []
    for match in STREAM.finditer(data):
        try:
            found.append(zlib.decompressobj().decompress(match[1], MOST_INFLATED))
        except zlib.error:
            continue
    return found


def picture_of(page: pypdfium2.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(LONGEST / max(width, height, 1.0), 4.0)
    out = BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def framed(picture: bytes) -> bytes:
    return struct.pack(">I", len(picture)) + picture


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1])))
    except MemoryError:
        sys.exit(UNREADABLE)

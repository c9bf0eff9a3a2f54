"""A PDF in, pictures of its pages out. The PDF itself is never kept and never shown to anybody.

It is read in a process of its own that may use little memory and little time, because a PDF is a
program as much as a picture.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

from forms_app.applications.typed_text import NotAccepted
from forms_app.languages.texts import said, said_all

WORKER = Path(__file__).with_name("pdf_worker.py")
SECONDS = 30
REFUSALS: dict[int, str] = said_all(
    {
        3: "这份 PDF 里带着别的文件。请把要交的那几页拍照传上来。",
        4: "这份 PDF 里带着程序。请把要交的那几页拍照传上来。",
        5: "这份 PDF 要密码。请把要交的那几页拍照传上来。",
        6: "这份 PDF 页数太多，最多{most}页。请只传要交的那几页。",
    }
)
"""Exit code of the worker -> what the family reads."""
UNREADABLE = said("这份 PDF 打不开。请把要交的那几页拍照传上来。")


def pages_of(data: bytes, *, most: int) -> list[bytes]:
    """One JPEG a page. Raises NotAccepted for one with a script, a file inside or a password."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(WORKER), str(most)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotAccepted(UNREADABLE) from None
    if done.returncode != 0:
        raise NotAccepted(said(REFUSALS.get(done.returncode, UNREADABLE), most=most))
    return list(_parts(done.stdout)) or _refuse()


def _parts(stream: bytes) -> list[bytes]:
    """Pictures, each behind its length as four bytes."""
    found, at = [], 0
    while at + 4 <= len(stream):
        (length,) = struct.unpack_from(">I", stream, at)
        found.append(stream[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def _refuse() -> list[bytes]:
    raise NotAccepted(UNREADABLE)

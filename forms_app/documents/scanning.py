"""Asks a clamd, where the installation has one, whether a file is known to be harmful.

The INSTREAM command of clamd(8): chunks behind their lengths, an empty one at the end.
"""

from __future__ import annotations

import logging
import socket
import struct
from typing import BinaryIO

from forms_app.applications.typed_text import NotAccepted
from forms_app.languages.texts import said

log = logging.getLogger(__name__)

CHUNK = 64 * 1024
SECONDS = 20.0
HARMFUL = said("这份文件里有病毒，没有收下。请把要交的那几页拍照传上来。")


def refuse_harmful(file: BinaryIO, *, address: str | None) -> None:
    """Raise NotAccepted for what clamd knows. Without an answer the file goes on: only pictures
    drawn anew are kept of it, so a scan is a second line and never stops a family."""
    if address is None:
        return
    try:
        answer = _ask(file, address)
    except OSError as failure:
        log.error("clamd does not answer: %s", type(failure).__name__)
        answer = ""
    finally:
        file.seek(0)
    if answer.endswith("FOUND"):
        raise NotAccepted(HARMFUL)


def _ask(file: BinaryIO, address: str) -> str:
    with _connected(address) as wire:
        wire.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            wire.sendall(struct.pack(">I", len(chunk)) + chunk)
        wire.sendall(struct.pack(">I", 0))
        return wire.recv(4096).rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    """`/run/clamav/clamd.ctl` or `host:port`."""
    if address.startswith("/"):
        wire = socket.socket(socket.AF_UNIX)
        wire.settimeout(SECONDS)
        try:
            wire.connect(address)
        except OSError:
            wire.close()
            raise
        return wire
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)

"""Puts a gzip and a brotli copy beside each published file that text compression pays for.

Pages, styles, scripts, data and drawings above one network packet; fonts, pictures and PDF are
compressed already. A copy is made anew only when its file's key is new.
"""

import gzip
from collections.abc import Callable

import brotli

from generator.shells.publication import Publication

SUFFIXES = (".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".csv", ".txt")
SMALLEST = 1400
"""Bytes: what fits into one packet travels no faster when it is smaller."""

GZIP_LEVEL = 6
BROTLI_LEVEL = 5
"""On our pages brotli 5 is a tenth smaller than gzip 9 and as quick as gzip 6; 11 costs 30 times
as much for another twentieth."""


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, GZIP_LEVEL, mtime=0)


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, quality=BROTLI_LEVEL))


WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    ".gz": (f"gzip{GZIP_LEVEL}", _gzip),
    ".br": (f"brotli{BROTLI_LEVEL}", _brotli),
}


def compress(publication: Publication) -> None:
    """After the last file was put and before the site is finished, so that all appear at once."""
    for file, key in [*publication.keys.items()]:
        if file.endswith(SUFFIXES):
            _put_copies(publication, file, key)


def _put_copies(publication: Publication, file: str, key: str) -> None:
    content: bytes | None = None
    for suffix, (way, pack) in WAYS.items():
        copy, copy_key = file + suffix, f"{way} {key}"
        if not publication.has(copy, copy_key):
            content = publication.content(file) if content is None else content
            if len(content) < SMALLEST:
                return
        publication.put(copy, copy_key, lambda pack=pack, content=content: pack(content or b""))  # type: ignore[misc]

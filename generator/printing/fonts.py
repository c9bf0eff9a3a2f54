"""The shipped fonts: what they cover, and how Pango sees them and no others."""

import os
import tempfile
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "fonts"
# Fontconfig reads these; any of them could bring the machine's own fonts back.
SWITCHES = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT")
_ONE_READS = threading.Lock()
"""Reading takes most of a second: a crowd that asks first waits for one, and does not all read."""
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@contextmanager
def only_shipped() -> Iterator[None]:
    """While open, a font configuration that is loaded knows the shipped fonts alone.

    Fontconfig takes its file from the environment and needs absolute paths, so the file is
    written for this machine and removed again: fonts are scanned once, when loaded.
    The environment is put back, because a browser started later needs the machine's fonts.
    """
    before = {switch: os.environ.pop(switch, None) for switch in SWITCHES}
    try:
        with tempfile.TemporaryDirectory(prefix="qianxiao-fonts-") as folder:
            file = Path(folder) / "fonts.conf"
            file.write_text(
                CONFIGURATION.format(fonts=escape(str(FOLDER)), cache=escape(folder)),
                encoding="utf-8",
            )
            os.environ["FONTCONFIG_FILE"] = str(file)
            yield
    finally:
        for switch, value in before.items():
            os.environ.pop(switch, None)
            if value is not None:
                os.environ[switch] = value


def covered() -> frozenset[int]:
    """Every code point that at least one shipped font draws."""
    with _ONE_READS:
        return _read_once()


@cache
def _read_once() -> frozenset[int]:
    return frozenset().union(*map(points_of, FOLDER.glob("*.ttf")))


def points_of(path: Path) -> set[int]:
    """The code points of one font file."""
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap() or ())


def missing_characters(text: str) -> list[str]:
    """The characters of ``text``, once each and in order, that cannot be printed.

    Checked after NFC, as papers are: a letter with a separate accent is no false alarm.
    Spaces, line ends and signs that draw nothing never count.
    """
    drawn = covered()
    found = dict.fromkeys(
        character
        for character in unicodedata.normalize("NFC", text)
        if ord(character) not in drawn and not draws_nothing(character)
    )
    return list(found)


def draws_nothing(character: str) -> bool:
    """Controls, joiners, direction marks, spaces and variation selectors."""
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Zs"}:
        return True
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"

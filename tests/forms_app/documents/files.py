"""Files as phones and villains send them, made here: no picture of anybody is stored."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from random import Random

from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript


def photo(
    width: int = 1200, height: int = 900, *, form: str = "JPEG", noise: bool = False, **more: object
) -> bytes:
    """A picture whose left half is red and right half blue."""
    picture = Image.new("RGB", (width, height), "blue")
    if noise:
        picture = Image.frombytes("RGB", (width, height), Random(63).randbytes(width * height * 3))
    else:
        picture.paste("red", (0, 0, width // 2, height))
    out = BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def sideways_with_place() -> bytes:
    """Taken with the phone turned, and with the place of the house in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "door of the house"
    exif.get_ifd(0x8825)[2] = (28.0, 0.0, 0.0)
    return photo(exif=exif, comment=b"secret comment")


def png_bomb(side: int = 30_000) -> bytes:
    """A few kilobytes that would be gigabytes: one bit a pixel, all white."""
    rows = zlib.compressobj(9)
    line = b"\0" + b"\xff" * (side // 8)
    body = b"".join(rows.compress(line) for _ in range(side)) + rows.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    )


def pdf(pages: int = 1, *, script: str = "", attachment: bytes = b"", password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(300, 400)
    if script:
        writer.add_open_action(JavaScript(script))
    if attachment:
        writer.add_attachment("form.exe", attachment)
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()

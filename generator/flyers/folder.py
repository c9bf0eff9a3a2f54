"""Flyers to files: each written whole or not at all, and a list of what hangs until when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.catalogue.catalogue import Catalogue
from generator.flyers.dates import NoDate
from generator.flyers.kinds import MAKERS, WORDS, Wanted
from generator.printing.errors import GlyphMissing, PrintingError
from generator.printing.flyer import Sheet
from generator.printing.render import render_pdf

LIST = "目录.txt"


@dataclass(frozen=True, slots=True)
class Written:
    """One file of the folder."""

    path: Path
    kind: str
    sheet: Sheet
    title: str
    expires_on: date
    expiry_rule: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A record that got no flyer, and why."""

    wanted: Wanted
    reason: str


def write_flyers(
    catalogue: Catalogue,
    wanted: Iterable[Wanted],
    folder: Path,
    *,
    sheets: Iterable[Sheet],
    site: str,
) -> Iterator[Written | Unprintable]:
    """Write `<kind>-<id>-<sheet>.pdf` for each, in order, and yield each when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in wanted:
        for sheet in sheets:
            try:
                yield _write(catalogue, one, folder, sheet, site)
            except GlyphMissing as missing:
                letters = "、".join(f"“{letter}”" for letter in missing.characters)
                yield Unprintable(one, f"有印不出来的字：{letters}，请换一个写法")
                break
            except (NoDate, PrintingError) as wrong:
                yield Unprintable(one, str(wrong))
                break


def _write(catalogue: Catalogue, one: Wanted, folder: Path, sheet: Sheet, site: str) -> Written:
    paper = MAKERS[one.kind](catalogue, one.identifier, site=site).on(sheet)
    name = f"{one.kind}-{one.identifier}-{sheet}.pdf"
    put(folder / name, render_pdf(paper).content)
    return Written(
        path=folder / name,
        kind=WORDS[one.kind],
        sheet=sheet,
        title=paper.title,
        expires_on=paper.expires_on,
        expiry_rule=paper.expiry_rule,
        sample=paper.sample,
    )


def put(path: Path, content: bytes) -> None:
    """Whole or not at all: whoever stops the command finds no half of a file."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_list(folder: Path, written: list[Written]) -> Path:
    """What is in the folder and when each comes off the wall; the first to expire stands first."""
    lines = [
        "告示目录：A4 贴墙，A5 发到手里。过期就取下。",
        "",
        *(
            f"{one.expires_on:%Y-%m-%d} 过期　{one.sheet}　{one.kind}　{one.title}"
            f"{'（示例，不要张贴）' if one.sample else ''}　{one.path.name}"
            for one in sorted(written, key=lambda one: (one.expires_on, one.path.name))
        ),
    ]
    # The mark at the beginning tells an old Notepad that this is UTF-8.
    put(folder / LIST, "\r\n".join([*lines, ""]).encode("utf-8-sig"))
    return folder / LIST

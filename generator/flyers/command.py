"""What `flyers` does and says: which records, into which folder, how far it is."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from generator.catalogue import Catalogue, ContentErrors, load_catalogue
from generator.flyers import folder, kinds
from generator.flyers.county import NotACounty
from generator.flyers.folder import Unprintable, Written
from generator.flyers.kinds import Kind, UnknownRecord, Wanted
from generator.printing.flyer import Sheet

SHEETS = {"A4": (Sheet.WALL,), "A5": (Sheet.HAND,), "both": (Sheet.WALL, Sheet.HAND)}
KINDS = tuple(map(str, Kind))


class Order(NamedTuple):
    """What somebody asked for on the command line."""

    records: list[str]
    county: str | None
    kind: str | None
    size: str
    content: Path
    out: Path
    site: str
    include_sample: bool


Progress = Callable[[str, int, int], None]


def print_flyers(order: Order, progress: Progress | None) -> int:
    """Print and list them; `progress` draws a bar, without it each file gets a line.

    The answer is the exit code: 0 all written, 1 something to mend, 2 wrongly called.
    """
    try:
        catalogue = load_catalogue(order.content, include_sample=order.include_sample)
        wanted = _wanted(catalogue, order)
    except ContentErrors as wrong:
        _complain(str(wrong))
        return 1
    except (UnknownRecord, NotACounty) as unknown:
        _complain(str(unknown))
        return 2
    if not order.site.startswith(("http://", "https://")):
        _complain(f"--site 要写网站的网址，例如 https://example.org，不是 {order.site}")
        return 2
    return _print(catalogue, wanted, order, progress)


def _wanted(catalogue: Catalogue, order: Order) -> list[Wanted]:
    kind = Kind(order.kind) if order.kind else None
    found = kinds.named(catalogue, order.records, kind)
    if order.county:
        posted = kinds.posted_in(catalogue, order.county)
        found += [one for one in posted if kind in (None, one.kind)]
    if not order.records and not order.county:
        found = kinds.everything(catalogue, kind)
    return list(dict.fromkeys(found))


def _print(
    catalogue: Catalogue, wanted: list[Wanted], order: Order, progress: Progress | None
) -> int:
    sheets = SHEETS[order.size]
    results = folder.write_flyers(
        catalogue, wanted, order.out, sheets=sheets, site=order.site.rstrip("/")
    )
    written: list[Written] = []
    failed: list[Unprintable] = []
    try:
        _follow(results, len(wanted) * len(sheets), written, failed, progress)
    finally:
        # Also when somebody stops it: what the folder holds is whole, and listed.
        if written:
            listed = folder.write_list(order.out, written)
            sys.stdout.write(f"写好 {len(written)} 张，目录在 {listed}\n")
    for one in failed:
        _complain(f"{one.wanted.identifier}：没有印。{one.reason}")
    return 1 if failed else 0


def _follow(
    results: Iterable[Written | Unprintable],
    whole: int,
    written: list[Written],
    failed: list[Unprintable],
    progress: Progress | None,
) -> None:
    for number, one in enumerate(results, 1):
        if isinstance(one, Unprintable):
            failed.append(one)
            continue
        written.append(one)
        if progress:
            progress("flyers", number, whole)
        else:
            sys.stdout.write(f"[{number}/{whole}] {one.path}\n")
            sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")

"""`script/bench [PART …] [--quick] [--json FILE] [--readme]`; without a part, all of them."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
from pathlib import Path

from bench.measure import Row

PARTS = ("portal", "papers", "forms", "allocation", "families", "presses", "inputs")


def main() -> int:
    """Exit code 1 when a row misses its must."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="smaller inputs, ends in 5 minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as JSON")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    rows: list[Row] = []
    for part in options.parts or PARTS:
        print(f"{part}:", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"bench.{part}").measure(quick=options.quick)
    print(table(rows, quick=options.quick))
    if options.json:
        text = json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.readme:
        write_into(Path("README.md"), rows)
    return 0 if all(row.holds for row in rows) else 1


def write_into(page: Path, rows: list[Row]) -> None:
    """Put these rows into the table between the page's two marks; figures come from nowhere else.

    A row of the same measure and peer is replaced, a new one comes last, and whatever was not
    measured this time stays as it is.
    """
    begin, end = "<!-- bench: begin -->", "<!-- bench: end -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    middle, _, after = rest.partition(end)
    lines = middle.splitlines()
    for line in map(_line, rows):
        name = _name(line)
        at = next((n for n, old in enumerate(lines) if _name(old) == name), None)
        if at is not None:
            lines[at] = line
        else:
            last = max(n for n, old in enumerate(lines) if old.startswith("|"))
            lines.insert(last + 1, line)
    page.write_text(before + begin + "\n".join(lines) + "\n" + end + after, encoding="utf-8")


def _name(line: str) -> tuple[str, str]:
    """Measure and peer of a table's line, by which it is found again."""
    cells = [cell.strip() for cell in line.split("|")]
    return (cells[1], cells[3].rpartition("(")[2]) if len(cells) > 4 else ("", "")


def table(rows: list[Row], *, quick: bool) -> str:
    """Markdown, as it stands in the README."""
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}"
    lines = [
        f"{'Quick run' if quick else 'Full run'}; {where}",
        "",
        "| Measure | Ours | Peer | Ratio | Must | Aim | Holds |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    return "\n".join([*lines, *map(_line, rows)])


def _line(row: Row) -> str:
    peer = f"{_figure(row.peer)} ({row.peer_name})" if row.peer else "–"
    bounds = [_bound(bound, row.better) for bound in (row.must, row.aim)]
    ratio = f"{row.ratio:.2f}" if row.peer else "–"
    return (
        f"| {row.measure}, {row.unit} | {_figure(row.ours)} | {peer} | {ratio} |"
        f" {bounds[0]} | {bounds[1]} | {'yes' if row.holds else '**no**'} |"
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"


def _bound(bound: float | None, better: str) -> str:
    if bound is None:
        return "–"
    return f"{'≤' if better == 'lower' else '≥'} {bound:g}"


if __name__ == "__main__":
    sys.exit(main())

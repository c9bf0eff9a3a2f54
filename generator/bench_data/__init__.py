"""Writes a synthetic national catalogue for measurements: every record a sample, no two alike."""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from generator.bench_data.colleges import College, colleges_of
from generator.bench_data.counted import counts_of_people
from generator.bench_data.surroundings import surroundings_of
from generator.yaml_text import yaml_text

MOST_COLLEGES = 100_000
MOST_PROGRAMMES_A_COLLEGE = 400
"""On average; a file of a college stays well under the limit that the catalogue sets."""


def write_catalogue(out: Path, *, colleges: int, programmes: int, seed: int) -> str:
    """Writes content under an empty or new folder and says what was written.

    The same numbers and seed give the same bytes. Raises ValueError when the numbers make no
    catalogue, or when the folder holds something already.
    """
    if not 1 <= colleges <= MOST_COLLEGES:
        raise ValueError(f"--colleges must be from 1 to {MOST_COLLEGES:,}")
    if not 0 <= programmes <= colleges * MOST_PROGRAMMES_A_COLLEGE:
        most = colleges * MOST_PROGRAMMES_A_COLLEGE
        raise ValueError(f"--programmes must be from 0 to {most:,} for {colleges:,} colleges")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ValueError(f"{out} is not an empty folder; name another with --out")
    specialties = min(500, max(15, programmes // 50))
    plan = colleges_of(Random(seed), colleges, programmes, specialties)  # noqa: S311
    written = 0
    total = colleges
    for kind, record in _records(plan, specialties, seed):
        folder = out / "sample" / kind
        if kind != "colleges" or written == 0:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{record['id']}.yml").write_text(yaml_text(record), encoding="utf-8")
        written += kind == "colleges"
        _show(written, total)
    return f"{colleges:,} colleges, {programmes:,} programmes, {specialties:,} specialties in {out}"


def _records(
    plan: list[College], specialties: int, seed: int
) -> Iterator[tuple[str, dict[str, object]]]:
    yield from surroundings_of(plan, specialties, seed)
    yield from counts_of_people(seed)
    for college in plan:
        yield "colleges", college.record(seed)


def _show(written: int, total: int) -> None:
    """A bar on the terminal; silent in a pipe."""
    if not sys.stderr.isatty() or (written * 100) // total == ((written - 1) * 100) // total:
        return
    done = written * 40 // total
    end = "\n" if written == total else ""
    sys.stderr.write(f"\r[{'#' * done}{'.' * (40 - done)}] {written:,} / {total:,} colleges{end}")
    sys.stderr.flush()

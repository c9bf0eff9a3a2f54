"""Hugo's half of the portal's comparison: its site, its data, one build of it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from bench.measure import Run, run, say
from generator.bench_data.surroundings import CLASSES
from generator.divisions import places
from generator.divisions.distances import distance_km

SITE = Path(__file__).parent / "hugo"
COUNTY_SHELL = Path("site/pages/counties/x-shell.md")
KINDS = (
    *("colleges", "specialties", "order_classes", "enterprises", "pairings"),
    *("campaigns", "certificates"),
)
NEAREST = 5


def prepare(records: Path, site: Path) -> None:
    """Our YAML as it is, and what Hugo cannot know: the places. Not counted in its time."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("README.md"))
    data = site / "data"
    data.mkdir()
    for kind in KINDS:
        if folder_of(records, kind).is_dir():
            shutil.copytree(folder_of(records, kind), data / kind)
    counties = [one for each in places.provinces() for one in places.counties_within(each.code)]
    known = {one.code: _place(one) for one in counties}
    _write(data / "places.json", known)
    _write(data / "provinces.json", {one.code: one.name for one in places.provinces()})
    classes = {f"{number:02d}": name for number, name in enumerate(CLASSES, start=1)}
    _write(data / "classes.json", classes)
    if COUNTY_SHELL.is_file():  # the same kinds of pages as ours, never more
        _write(data / "counties.json", _counties(records, known))


def build(site: Path) -> Run:
    say("Hugo's build")
    shutil.rmtree(site / "public", ignore_errors=True)
    shutil.rmtree(site / "resources", ignore_errors=True)
    hugo = Path(sys.executable).with_name("hugo")
    return run([hugo, "--source", site, "--destination", site / "public", "--quiet"])


def folder_of(records: Path, kind: str) -> Path:
    """The folder of one kind; synthetic records are samples, so it stands below `sample/`."""
    below_sample = records / "sample" / kind
    return below_sample if below_sample.is_dir() else records / kind


def _place(one: places.Place) -> dict[str, object]:
    return {
        "full_name": one.full_name,
        "province": one.province,
        "province_code": one.province_code,
    }


def _counties(records: Path, known: dict[str, dict[str, object]]) -> dict[str, object]:
    """Each county with the colleges nearest to it, looked for in its own province."""
    colleges: dict[object, list[tuple[str, str]]] = {}
    for path in sorted(folder_of(records, "colleges").glob("*.yml")):
        code = path.read_text(encoding="utf-8").split('division: "', 1)[1][:6]
        colleges.setdefault(known[code]["province_code"], []).append((path.stem, code))
    found = {}
    for code, place in known.items():
        there = colleges.get(place["province_code"], [])
        far = sorted((distance_km(code, at) or 0, one) for one, at in there)
        near = [{"college": one, "km": round(km)} for km, one in far[:NEAREST]]
        found[code] = {**place, "near": near}
    return found


def _write(path: Path, values: object) -> None:
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")

"""Hugo's half of the portal's comparison: its site, its data, one build of it."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bench.measure import Run, run, say
from generator.bench_data.surroundings import CLASSES
from generator.catalogue import load_catalogue
from generator.divisions import places
from generator.pages import county, grouping
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer

SITE = Path(__file__).parent / "hugo"
KINDS = (
    *("colleges", "specialties", "order_classes", "enterprises", "pairings"),
    *("campaigns", "certificates"),
)

MEANINGS = {
    True: "困难家庭的孩子，入学、选专业、订单班、助学、实习、就业，先轮到你。",
    None: "查不清老家算不算，先去问，别自己放弃。",
    False: "脱贫户和三类监测对象的孩子，问学校能不能走。",
}


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
    _write(data / "places.json", {one.code: _place(one) for one in counties})
    _write(data / "provinces.json", {one.code: one.name for one in places.provinces()})
    classes = {f"{number:02d}": name for number, name in enumerate(CLASSES, start=1)}
    _write(data / "classes.json", classes)
    portal = Portal(load_catalogue(records), date.today(), Renderer())  # noqa: DTZ011
    _write(data / "counties.json", _counties(portal))
    _write(data / "prefectures.json", _prefectures(portal))


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
        "prefecture": one.prefecture or one.province,
        "prefecture_code": one.prefecture_code or one.province_code,
    }


def _counties(portal: Portal) -> dict[str, Any]:
    """What a county's page says, ready to be printed: flags, distances and the sketch's places."""
    found = {}
    for one in places.counties():
        page = county.page(portal, one)
        meaning = MEANINGS[page.fragments["aid"][0].context["is_in"]]
        found[one.code] = {**page.context, "meaning": meaning, "description": page.description}
    return found


def _prefectures(portal: Portal) -> dict[str, object]:
    """Each prefecture with the ids of its colleges in their order."""
    grouped = grouping.by_prefecture(portal.catalogue.colleges.values())
    return {
        code: {**_place(here), "name": here.name, "colleges": [one.id for one in colleges]}
        for code, colleges in grouped.items()
        if (here := places.find(code)).level is places.Level.PREFECTURE
    }


def _write(path: Path, values: object) -> None:
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")

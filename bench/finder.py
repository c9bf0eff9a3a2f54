"""The weight of the finder's files at national scale, and whether they find what records say."""

from __future__ import annotations

import gzip
import json
import tempfile
from datetime import date
from pathlib import Path

from bench.measure import BETTER_HIGHER, Row, say
from bench.portal import NATIONAL, QUICK, generate
from bench.recall import recall, texts_of
from generator.catalogue import load_catalogue
from generator.finder.files import FOLDER, MANIFEST, files
from generator.finder.searching import Finder
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer

KB = 1024


def measure(*, quick: bool) -> list[Row]:
    """The whole country is the national file with the words that it is read by."""
    colleges, programmes = QUICK if quick else NATIONAL
    with tempfile.TemporaryDirectory(prefix="qianxiao-bench-") as folder:
        records = Path(folder) / "records"
        say(f"writing {colleges} colleges and {programmes} programmes")
        generate(records, colleges=colleges, programmes=programmes)
        catalogue = load_catalogue(records)
    made = files(Portal(catalogue, date(2026, 9, 1), Renderer()))
    manifest = json.loads(made[MANIFEST])
    weight = {
        name: len(gzip.compress(made[f"{FOLDER}/{name}"], 9)) / KB
        for name in (manifest["all"], manifest["words"], *manifest["rows"].values())
    }
    say("500 queries beside a plain scan")
    found = recall(texts_of(catalogue), Finder(made))
    national = weight[manifest["all"]] + weight[manifest["words"]]
    province = max(weight[name] for name in manifest["rows"].values())
    return [
        Row("finder: national index with its words", "gzip KB", national, "", 0, must=80, aim=60),
        Row("finder: rows of the largest province", "gzip KB", province, "", 0, must=6, aim=4),
        Row("finder: recall of 500 queries", "%", found, "", 0, must=100, better=BETTER_HIGHER),
    ]

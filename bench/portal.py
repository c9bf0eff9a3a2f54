"""The portal's build beside Hugo on the same records, one core each, in turn."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bench.measure import Row, Run, alternate, median, run, say

HUGO_SITE = Path(__file__).parent / "hugo"
NATIONAL = (2500, 25_000)
QUICK = (250, 2_500)
HEAVY_KINDS = ("colleges", "specialties")


def measure(*, quick: bool) -> list[Row]:
    """Three rounds at national scale; one round at a tenth of it when quick."""
    colleges, programmes = QUICK if quick else NATIONAL
    with tempfile.TemporaryDirectory(prefix="qianxiao-bench-") as folder:
        place = Path(folder)
        records = place / "records"
        say(f"writing {colleges} colleges and {programmes} programmes")
        generate(records, colleges=colleges, programmes=programmes)
        ours, peer = alternate(
            lambda: build_ours(records, place / "ours"),
            lambda: build_with_hugo(records, place / "hugo"),
            rounds=1 if quick else 3,
        )
        say("one record changed")
        touched = change_one_record(records)
        again = run(our_command(records, place / "ours"))
        say(f"changed {touched.name}")
        pages = count_pages(place / "ours"), count_pages(place / "hugo")
    size = f"{programmes:,} programmes"
    return [
        row("full build, nothing cached, " + size, "user CPU s", ours, peer, "user", must=0.65),
        row("full build, nothing cached, " + size, "all CPU s", ours, peer, "cpu"),
        row("peak memory of that build", "MiB", ours, peer, "peak_mib", must=0.25, aim=0.2),
        Row("publish after one record's change", "wall s", again.wall, "", 0, must=3, aim=1),
        Row("pages written", "pages", pages[0], "Hugo", pages[1]),
    ]


def row(
    name: str,
    unit: str,
    ours: list[Run],
    peer: list[Run],
    field: str,
    *,
    must: float | None = None,
    aim: float | None = None,
) -> Row:
    return Row(name, unit, median(ours, field), "Hugo", median(peer, field), must=must, aim=aim)


def generate(records: Path, *, colleges: int, programmes: int) -> None:
    command = [sys.executable, "-m", "generator", "bench-data", "--out", records]
    run([*command, "--colleges", str(colleges), "--programmes", str(programmes)])


def our_command(records: Path, out: Path) -> list[str | Path]:
    return [sys.executable, "-m", "generator", "build", "--content", records, "--out", out]


def build_ours(records: Path, out: Path) -> Run:
    """From nothing: no earlier output and no cache of parsed records."""
    say("our build")
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(Path("build") / "cache", ignore_errors=True)
    return run(our_command(records, out))


def build_with_hugo(records: Path, site: Path) -> Run:
    say("Hugo's build")
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(HUGO_SITE, site, ignore=shutil.ignore_patterns("README.md"))
    for kind in HEAVY_KINDS:
        (site / "data").mkdir(exist_ok=True)
        shutil.copytree(folder_of(records, kind), site / "data" / kind)
    hugo = Path(sys.executable).with_name("hugo")
    return run([hugo, "--source", site, "--destination", site / "public", "--quiet"])


def folder_of(records: Path, kind: str) -> Path:
    """The folder of one kind; synthetic records are samples, so it stands below `sample/`."""
    below_sample = records / "sample" / kind
    return below_sample if below_sample.is_dir() else records / kind


def change_one_record(records: Path) -> Path:
    """Give one college another sentence, as an editor would."""
    college = sorted(folder_of(records, "colleges").glob("*.yml"))[0]
    text = college.read_text(encoding="utf-8")
    college.write_text(text.replace("introduction: ", "introduction: 新开了晚自习。", 1), "utf-8")
    if college.read_text(encoding="utf-8") == text:
        raise SystemExit(f"benchmark: nothing to change in {college.name}")
    return college


def count_pages(out: Path) -> int:
    return sum(1 for _ in out.rglob("index.html"))

"""The portal's build beside its peers on the same records, one core each, in turn.

Hugo builds the same national site; MkDocs and Zensical build 1,000 of its pages as pages of their
own. The rows of visits are `visits`'; the finder's are `finder`'s.
"""

from __future__ import annotations

import importlib
import itertools
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench import hugo_peer, visits
from bench.measure import Row, Run, alternate, median, run, say

NATIONAL = (2500, 25_000)
QUICK = (250, 2_500)
ENGINE_PAGES = 1000
ADDRESSES = (f"moved-{number}" for number in itertools.count())


def measure(*, quick: bool) -> list[Row]:
    """Three rounds at national scale; one round at a tenth of it when quick."""
    colleges, programmes = QUICK if quick else NATIONAL
    with tempfile.TemporaryDirectory(prefix="qianxiao-bench-") as folder:
        place = Path(folder)
        records, ours, peer = place / "records", place / "ours", place / "hugo"
        say(f"writing {colleges} colleges and {programmes} programmes")
        generate(records, colleges=colleges, programmes=programmes)
        hugo_peer.prepare(records, peer)
        rows = _beside_hugo(records, ours, peer, f"{programmes:,} programmes", quick=quick)
        rows += _after_a_change(records, ours)
        rows += _engines(records, place, rows[0].ours / rows[-1].ours, quick=quick)
        rows += importlib.import_module("bench.finder").measure(quick=quick)
        return rows + visits.measure(place, quick=quick)


def _beside_hugo(records: Path, out: Path, site: Path, size: str, *, quick: bool) -> list[Row]:
    rounds = 1 if quick else 3
    full, peer = alternate(
        lambda: build_ours(records, out), lambda: hugo_peer.build(site), rounds=rounds
    )
    again, beside = alternate(
        lambda: render_again(records, out), lambda: hugo_peer.build(site), rounds=rounds
    )
    whole = f"full build, nothing cached, {size}"
    return [
        _row(whole, "user CPU s", full, peer, "user", must=0.65, aim=0.5),
        _row(whole, "all CPU s", full, peer, "cpu"),
        _row(
            "every page rendered again, parsed records cached",
            *("user CPU s", again, beside, "user"),
            must=0.4,
            aim=0.25,
        ),
        _row("peak memory of the full build", "MiB", full, peer, "peak_mib", must=0.25, aim=0.2),
        Row("pages written", "pages", count_pages(out), "Hugo", count_pages(site / "public")),
    ]


def _after_a_change(records: Path, out: Path) -> list[Row]:
    """The order matters: unchanged, one record, then all copies, then one record with copies."""
    run(our_command(records, out))  # back at its own address
    say("nothing changed, one record changed, compressed copies")
    nothing = run(our_command(records, out))
    change_one_record(records, "新开了晚自习。")
    one = run(our_command(records, out))
    packed = run(our_command(records, out, compressed=True))
    change_one_record(records, "新开了早自习。")
    one_packed = run(our_command(records, out, compressed=True))
    written = count_pages(out)
    return [
        Row("publish after one record's change", "wall s", one.wall, "", 0, must=3, aim=1),
        Row("build when nothing has changed", "wall s", nothing.wall, "", 0),
        Row("gzip and brotli copies of all pages", "user CPU s", packed.user, "", 0),
        Row("one record's change, with its copies", "wall s", one_packed.wall, "", 0),
        Row("pages published", "pages", written, "", 0),
    ]


def _engines(records: Path, place: Path, a_page: float, *, quick: bool) -> list[Row]:
    """CPU for each thousand pages; the authored site alone is subtracted from the engines' time."""
    count = ENGINE_PAGES // 10 if quick else ENGINE_PAGES
    rows = []
    for name, said in (("mkdocs", "MkDocs, Material"), ("zensical", "Zensical, whole site")):
        say(f"{count} pages with {said}")
        worker = [sys.executable, "-m", "bench.engine_worker", name, records]
        few, many = (run([*worker, str(size), place / name]) for size in (0, count))
        spent = (many.cpu - few.cpu) * ENGINE_PAGES / count
        rows.append(Row("1,000 pages", "user CPU s", a_page * ENGINE_PAGES, said, spent))
    return rows


def _row(
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


def our_command(records: Path, out: Path, *, compressed: bool = False) -> list[str | Path]:
    command = [sys.executable, "-m", "generator", "build", "--content", records, "--out", out]
    return command if compressed else [*command, "--no-compress"]


def build_ours(records: Path, out: Path) -> Run:
    """From nothing: no earlier output and no cache of parsed records."""
    say("our build")
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(_work(out), ignore_errors=True)
    return run(our_command(records, out))


def render_again(records: Path, out: Path) -> Run:
    """As after a change of the frame or of a template that all pages show: all are written anew.

    Here the site has moved to another address, which every page names.
    """
    say("our pages again")
    environment = {"QIANXIAO_SITE_URL": f"https://{next(ADDRESSES)}.example/"}
    start = time.time()
    again = run(our_command(records, out), environment=environment)
    lost = [page for page in out.rglob("index.html") if page.stat().st_mtime < start]
    if lost:
        raise SystemExit(f"benchmark: {len(lost)} pages were not written again")
    return again


def _work(out: Path) -> Path:
    return out.with_name(f"{out.name}.work")


def change_one_record(records: Path, sentence: str) -> Path:
    """Give one college another sentence, as an editor would."""
    college = sorted(hugo_peer.folder_of(records, "colleges").glob("*.yml"))[7]
    text = college.read_text(encoding="utf-8")
    begins = "introduction: |-\n  "
    college.write_text(text.replace(begins, begins + sentence, 1), encoding="utf-8")
    if college.read_text(encoding="utf-8") == text:
        raise SystemExit(f"benchmark: nothing to change in {college.name}")
    return college


def count_pages(out: Path) -> int:
    return sum(1 for _ in out.rglob("index.html"))

"""One definition of matching, said twice: hundreds of queries through Python and the script."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from bench.recall import queries, texts_of
from generator.bench_data import write_catalogue
from generator.catalogue import Catalogue, load_catalogue
from generator.divisions import places
from generator.divisions.distances import distance_km
from generator.engine import ROOT
from generator.finder.files import FOLDER, MANIFEST, files
from generator.finder.searching import Finder
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from tests.generator.pages import factories

pytestmark = pytest.mark.browser

TYPED = (
    *("修车", "我要学修车", "xiuche", "xc", "ＸＣ", "lu'an", "lüliang", "LS", "liang shan", "z"),
    *("昭觉，修车", "3D", "3ddy", "cad", "4s", "zh", "zhj", "'", "''", "a", "示例01", "（昭觉）"),
    *("不存在的学校", "机 器", "。", "ls  xc", "气修", "IT", "ps", "保姆", "qwzx", "zhongqing"),
)

ANSWER = """([words, shelf, readings, queries]) => {
  finder.readings = {};
  finder.learnReadings(readings);
  const rows = finder.rows(shelf, finder.words(words));
  return queries.map(q => finder.select(rows, {q}).found
    .map(row => row.specialty ? row.id : row.college.id).sort());
}"""


def file_of(made: dict[str, bytes], name: str) -> object:
    return json.loads(made[f"{FOLDER}/{json.loads(made[MANIFEST])[name]}"])


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("same") / "content"
    write_catalogue(folder, colleges=40, programmes=200, seed=7)
    return load_catalogue(folder)


@pytest.mark.parametrize("content", ["real", "synthetic"])
def test_the_script_finds_what_python_finds(page: Page, synthetic: Catalogue, content: str) -> None:
    catalogue = synthetic if content == "synthetic" else load_catalogue(ROOT / "content")
    made = files(Portal(catalogue, factories.DAY, Renderer()))
    asked = [*TYPED, *(typed for typed, _ in queries(texts_of(catalogue), 200, seed=3))]
    page.goto("/find/")
    answers = page.evaluate(
        ANSWER, [*(file_of(made, name) for name in ("words", "all", "readings")), asked]
    )
    ours = Finder(made)
    differing = {
        query: (set(theirs) ^ ours.find(query))
        for query, theirs in zip(asked, answers, strict=True)
        if set(theirs) != ours.find(query)
    }
    assert differing == {}
    assert sum(bool(found) for found in answers) > 180


def test_a_straight_line_is_as_long_in_the_script_as_in_python(
    page: Page, finder: Finder, synthetic: Catalogue
) -> None:
    codes = sorted({places.today(one.division) for one in synthetic.colleges.values()})
    counties = file_of(dict(finder.files), "counties")
    page.goto("/find/")
    theirs = page.evaluate(
        """([file, codes]) => {
          finder.learnCounties(file);
          return codes.map(code => finder.distance(finder.countyOf("513431"), code));
        }""",
        [counties, codes],
    )
    for code, far in zip(codes, theirs, strict=True):
        ours = distance_km("513431", code)
        assert (far is None) == (ours is None), code
        assert far is None or abs(far - ours) < 2, code


@pytest.mark.parametrize("typed", ["昭觉", "zhaojue", "sc zhjx", "凉山 布拖"])
def test_my_county_is_found_however_it_is_typed(page: Page, typed: str) -> None:
    page.goto("/find/")
    page.get_by_label("我的县（").fill(typed)
    wanted = "布拖县" if "布拖" in typed else "昭觉县"
    page.get_by_role("list", name="县").get_by_role("button", name=wanted).wait_for()

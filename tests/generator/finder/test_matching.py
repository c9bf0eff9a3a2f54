"""What somebody types finds what they mean: words, places, pinyin, initials, wrong words."""

import pytest

from bench.recall import recall, texts_of
from generator.catalogue import Catalogue, load_catalogue
from generator.engine import ROOT
from generator.finder.files import files
from generator.finder.matching import finds, finds_alias, plain, words_of
from generator.finder.pinyin import readings_of
from generator.finder.searching import Finder
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from tests.generator.pages import factories

PLACES = (
    "四川省凉山彝族自治州昭觉县",
    "重庆市",
    "安徽省六安市",
    "山西省吕梁市",
    "云南省绿春县",
    "新疆维吾尔自治区喀什地区",
    "湖南省长沙市",
    "山东省单县",
    "陕西省西安市",
)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("凉山", PLACES[0]),
        ("liangshan", PLACES[0]),
        ("LiangShan", PLACES[0]),
        ("liangsh", PLACES[0]),
        ("ls", PLACES[0]),
        ("lsyz", PLACES[0]),
        ("zhaojue", PLACES[0]),
        ("zj", PLACES[0]),
        ("zhj", PLACES[0]),
        ("ｚｊ", PLACES[0]),
        ("chongqing", PLACES[1]),
        ("cq", PLACES[1]),
        ("lu'an", PLACES[2]),
        ("luan", PLACES[2]),
        ("lvliang", PLACES[3]),
        ("luliang", PLACES[3]),
        ("lüliang", PLACES[3]),
        ("lvchun", PLACES[4]),
        ("kashi", PLACES[5]),
        ("changsha", PLACES[6]),
        ("shanxian", PLACES[7]),
        ("xi'an", PLACES[8]),
    ],
)
def test_a_place_is_found_as_it_is_said(typed: str, place: str) -> None:
    readings = readings_of(PLACES)
    words = words_of(typed)
    assert words
    assert all(finds(word, place, readings) for word in words)


@pytest.mark.parametrize("typed", ["liangshanx", "shanliang", "jz", "iang", "凉水", "llsyz", "''"])
def test_what_is_not_said_is_not_found(typed: str) -> None:
    assert not finds(plain(typed), PLACES[0], readings_of(PLACES))


def test_latin_letters_and_digits_stand_for_themselves() -> None:
    text = "增材制造技术(3D打印)01"
    readings = readings_of([text])
    assert all(finds(word, text, readings) for word in ("3d", "3ddayin", "3ddy", "01"))


def test_a_long_question_holds_the_word_that_people_say() -> None:
    assert finds_alias("我要学修车", "修车", {})
    assert not finds_alias("我要学修路", "修车", {})
    assert not finds_alias("车", "修", {})


@pytest.fixture(scope="module")
def real() -> Finder:
    portal = Portal(load_catalogue(ROOT / "content"), factories.DAY, Renderer())
    return Finder(files(portal))


@pytest.mark.parametrize(
    ("typed", "specialty"),
    [
        ("修车", "automobile-repair"),
        ("xiuche", "automobile-repair"),
        ("xc", "automobile-repair"),
        ("气修", "automobile-repair"),
        ("做饭", "chinese-cuisine"),
        ("颠勺", "chinese-cuisine"),
        ("烧电焊", "welding"),
        ("放羊", "livestock-production"),
        ("托育机构", "early-childhood-education"),
        ("昭觉 修车", "automobile-repair"),
        ("zhaojue,xiuche", "automobile-repair"),
    ],
)
def test_the_words_of_the_people_find_the_specialty(
    real: Finder, typed: str, specialty: str
) -> None:
    words = words_of(typed)
    taught = {one.id: one.specialty for row in real.rows for one in row.programmes}
    offered = specialty in taught.values()
    found = {taught[one] for one in real.find(typed) if one in taught}
    if offered:
        assert specialty in found
    else:
        named = real.specialties[specialty]
        said = (named.name, *named.jobs, *named.also)
        assert all(any(finds_alias(word, text, real.readings) for text in said) for word in words)


def test_a_real_college_without_programmes_is_found(real: Finder) -> None:
    found = real.find("atushi")
    assert [
        row.id for row in real.rows if row.id in found and not row.sample and not row.programmes
    ]


def test_500_queries_find_all_that_a_plain_scan_finds(catalogue: Catalogue, finder: Finder) -> None:
    assert recall(texts_of(catalogue), finder) == 100

"""What guides a family: questions and words of the real content, and where every answer leads."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from generator.catalogue import Catalogue, load_catalogue
from generator.pages.kinds import every_page
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from generator.schema.enums import Picture
from tests.generator.pages.test_pages import page_at

TODAY = date(2026, 11, 28)
SITE = Path("site/pages")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Path("content"))


@pytest.fixture(scope="module")
def portal(catalogue: Catalogue) -> Portal:
    return Portal(catalogue, TODAY, Renderer())


def addresses(portal: Portal) -> Iterator[str]:
    yield from (page.address for page in every_page(portal))
    for source in SITE.rglob("*.md"):
        name = source.relative_to(SITE).with_suffix("").as_posix().removesuffix("index").strip("/")
        yield f"/{name}/" if name else "/"


def test_every_answer_leads_to_a_page_that_is_there(portal: Portal) -> None:
    known = set(addresses(portal))
    anchors = {
        "/glossary/": set(portal.catalogue.glossary),
        "/questions/": set(portal.catalogue.faq),
        "/how-to-apply/": {"checklist", "who-helps"},
    }
    assert all(one.ways for one in portal.catalogue.faq.values())
    for one in portal.catalogue.faq.values():
        for way in one.ways:
            page, _, anchor = way.address.partition("#")
            assert page in known, one.id
            assert not anchor or anchor in anchors[page], one.id


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("读技校要花多少钱？", "/costs/"),
        ("学什么好找工作？", "/specialties/"),
        ("我适合学什么？", "/guidance/"),
        ("离家远，怎么回家？", "/find/"),
        ("能不能住校？吃饭怎么办？", "/find/"),
        ("成绩不好能上吗？", "/find/"),
        ("怎么报名？", "/how-to-apply/"),
        ("报名要带什么？", "/how-to-apply/#checklist"),
        ("“优先”是什么意思？", "/green-channel/"),
        ("毕业拿什么证？", "/glossary/#skill-level-certificate"),
        ("毕业以后还能接着读吗？", "/glossary/#technician-college"),
        ("实习给钱吗？", "/internships/"),
        ("怎么不被骗？", "/internships/"),
        ("家长能学什么？", "/training/"),
        ("谁在帮这所学校？", "/who-helps/"),
        ("不会上网怎么办？", "/how-to-apply/#who-helps"),
        ("我填的内容谁能看到？", "/privacy/"),
    ],
)
def test_a_question_of_the_plan_is_answered_and_leads_on(
    catalogue: Catalogue, question: str, address: str
) -> None:
    (found,) = (one for one in catalogue.faq.values() if one.name == question)
    assert address in {way.address for way in found.ways}


def test_words_come_in_short_sentences_and_explain_the_hard_ones(catalogue: Catalogue) -> None:
    terms = catalogue.glossary.values()
    told = [text for one in terms for text in (one.meaning, one.example or "")]
    guidance = catalogue.guidance["eight-questions"]
    told += [text for one in guidance.directions for text in (one.about, one.not_for_you_if)]
    assert [one for text in told for one in re.split(r"[。！？]", text) if len(one) > 40] == []
    names = {name for one in terms for name in (one.name, *one.also_called)}
    assert names >= {
        *["技工学校", "高级技工学校", "技师学院", "中级工", "高级工", "预备技师", "初中起点"],
        *["订单班", "绿色通道", "雨露计划", "免学费", "助学金", "脱贫户", "建档立卡户"],
        *["监测对象", "三区三州", "对口帮扶", "台账", "两后生", "取件码", "调剂"],
    }


def test_no_phone_number_is_invented_where_families_ask_for_help(portal: Portal) -> None:
    for address in ("/internships/", "/questions/", "/glossary/", "/guidance/"):
        _, html = page_at(address, portal)
        assert not re.search(r"\b(1[3-9]\d{9}|0\d{2,3}-\d{7,8}|12\d{3}|110)\b", html), address
    for name in ("internships", "questions", "how-to-apply"):
        assert not re.search(r"\d{5,}", (SITE / f"{name}.md").read_text(encoding="utf-8"))


def test_every_picture_is_drawn_and_used(portal: Portal) -> None:
    _, html = page_at("/guidance/", portal)
    drawn = dict(re.findall(r'<svg [^>]*aria-label="([^"]+)">(.*?)</svg>', html, re.DOTALL))
    assert drawn.keys() == {str(one) for one in Picture}
    assert all("<path" in shape or "<rect" in shape for shape in drawn.values())
    assert len(set(drawn.values())) == len(Picture)


def test_the_rules_of_internships_stand_with_their_sources(portal: Portal) -> None:
    _, html = page_at("/internships/", portal)
    for words in ("没满 16 岁", "80%", "不得收押金", "中介", "（网上看到，2026.11.23）"):
        assert words in html
    _, small = page_at("/internships/")
    assert "规定还没有放进来" in small


def test_days_that_are_over_say_so(catalogue: Catalogue) -> None:
    admission = catalogue.campaigns["sample-admission-2027"].admission
    assert admission is not None
    assert isinstance(admission.closes_at, datetime)
    last = admission.closes_at.date()
    for day, said in ((last, False), (last + timedelta(days=1), True)):
        _, html = page_at("/dates/", Portal(catalogue, day, Renderer()))
        closing = html.split("<dt>报名截止</dt>")[1].split("<dt>")[0]
        assert ("过了" in closing) is said
        assert ("past" in closing) is said


def test_the_green_channel_names_the_households_of_today(portal: Portal) -> None:
    _, html = page_at("/how-to-apply/", portal)
    assert "脱贫户（以前叫建档立卡贫困户）" in html
    assert "建档立卡贫困家庭" not in html

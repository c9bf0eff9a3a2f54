"""A county's page answers for the county: the lists it is in, what is near, whom to ask."""

from dataclasses import replace

import pytest

from generator.catalogue import Catalogue
from generator.divisions import places
from generator.pages import county_lists
from generator.pages.kinds import every_page
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.schema.statistics import Statistics
from tests.generator.pages import factories
from tests.generator.pages.test_pages import keys, page_at, portal, usual_keys


def html_of(code: str, made: Portal | None = None) -> str:
    return page_at(f"/counties/{code}/", made)[1]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "513431",
            [
                "昭觉县在三区三州里",
                "属于四川凉山州",
                "示例技工学校（昭觉）",
                "就在这里",
                "示例结对",
                "示例故事",
                "示例养老护理班",
                "昭觉县的人社局",
                "000-0000-0000",
                "直线 1,",
            ],
        ),
        ("330203", ["海曙区不在三区三州里", "一样可以问", "没有数，不等于没有人"]),
        ("540102", ["城关区在三区三州里", "西藏自治区拉萨市", "还没有登班"]),
        ("659012", ["没查到这里的位置，算不出远近"]),
        ("513425", ["今天的代码是 513402", 'href="/counties/513402/"']),
        ("510000", ["四川省有 3 个县和区", 'href="/counties/513431/"', "三区三州"]),
    ],
)
def test_a_county_page_says_what_the_tables_and_the_records_say(
    code: str, words: list[str]
) -> None:
    html = html_of(code)
    assert [word for word in words if word not in html] == []


def test_unknown_is_never_told_as_no(monkeypatch: pytest.MonkeyPatch) -> None:
    open_city, unlisted = places.find("659002"), places.find("620102")
    monkeypatch.setattr(places, "counties", lambda: (open_city, unlisted))
    html = html_of("659002")
    assert "我们不清楚。不清楚不等于不在" in html
    assert "<dt>三区三州</dt><dd>不清楚</dd>" in html
    assert "不在三区三州里" not in html
    assert "<dt>重点帮扶县</dt><dd>不清楚</dd>" in html_of("620102")


def test_every_county_of_today_and_every_changed_code_has_a_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = _all_counties()
    monkeypatch.setattr(places, "counties", lambda: every)
    made = portal(Catalogue())
    found = {page.address for page in every_page(made)}
    assert len(every) == 2847
    assert {f"/counties/{one.code}/" for one in every} <= found
    assert {f"/counties/{code}/" for code in places.former_codes()} <= found
    listed = {
        str(one["href"])
        for province in places.provinces()
        for group in county_lists.under(province.code)
        for one in group["counties"]  # type: ignore[attr-defined]  a list of rows
    }
    assert listed == {f"/counties/{one.code}/" for one in every}


def _all_counties() -> tuple[places.Place, ...]:
    return tuple(
        county for one in places.provinces() for county in places.counties_within(one.code)
    )


def test_a_real_college_is_never_listed_among_the_samples() -> None:
    html = html_of("513431")
    real, samples = html.split("看最近的示例学校（不是真的）")
    assert "拉萨的学校" in real
    assert "示例技工学校（昭觉）" not in real
    assert "示例技工学校（昭觉）" in samples


def with_counts(counts: dict[str, int]) -> Catalogue:
    found = factories.catalogue()
    record = found.statistics["sample-students"]
    rows = tuple(
        row.model_copy(
            update={
                "cells": tuple(
                    cell.model_copy(update={"count": counts[row.division]}) for cell in row.cells
                )
            }
        )
        for row in record.rows
    )
    changed: Statistics = record.model_copy(update={"rows": rows})
    return replace(found, statistics={changed.id: changed})


@pytest.mark.parametrize("hidden", [0, 1, 4])
def test_no_page_of_the_portal_changes_with_a_count_under_five(hidden: int) -> None:
    assert keys(portal(with_counts({"513431": 12, "513430": hidden}))) == usual_keys()


def test_a_published_count_stands_on_its_county_and_on_the_figures_page() -> None:
    made = portal(with_counts({"513431": 812, "513430": 3}))
    assert "<dd>812 人" in html_of("513431", made)
    assert "<dd>少于 5 人" in html_of("513430", made)
    page, html = page_at("/statistics/", made)
    assert isinstance(page, Page)
    for words in ("812", "少于 5", "至少 812", "示例，不是真的数"):
        assert words in html


def test_a_country_of_counts_is_summed_up_and_stays_light() -> None:
    found = factories.catalogue()
    record = found.statistics["sample-students"]
    many = {
        identifier: record.model_copy(update={"id": identifier})
        for identifier in (f"sample-{number:02d}" for number in range(10))
    }
    _, html = page_at("/statistics/", portal(replace(found, statistics=many)))
    assert html.count("<table") == 2 + 8
    assert html.count("2 个地方，至少 12 人") == 2


def test_samples_are_in_no_figure() -> None:
    _, html = page_at("/statistics/")
    assert '<th scope="row">西藏自治区</th><td class="num">1</td>' in html
    assert '<th scope="row">四川省</th>' not in html
    without = portal(factories.catalogue(include_sample=False))
    assert "还没有部门公布过数" in page_at("/statistics/", without)[1]
    assert "一个数也没有" in page_at("/statistics/", portal(Catalogue()))[1]

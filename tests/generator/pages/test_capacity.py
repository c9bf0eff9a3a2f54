"""The three of the notice: what is enough, what is missing, and who has not reported."""

from dataclasses import replace

import pytest

from generator.pages.capacity import aims
from generator.pages.portal import Portal
from generator.schema.college import Capacity, Facility
from generator.schema.enums import FacilityKind
from tests.generator.pages import factories
from tests.generator.pages.test_pages import page_at, portal

ROOM = Facility(kind=FacilityKind.RESOURCE_ROOM, name="书")
WORKSHOP = Facility(kind=FacilityKind.TRAINING_ROOM, name="车间")


def words(capacity: Capacity) -> list[str]:
    return [
        str(one["light"]["word"])  # type: ignore[index]  a light of four words
        for one in aims(capacity)
        if one["light"]
    ]


@pytest.mark.parametrize(
    ("capacity", "said"),
    [
        (
            Capacity(
                signature_specialties=("car-repair",),
                facilities=(ROOM,),
                teachers=3,
                teachers_trained=3,
            ),
            ["够了", "够了", "够了"],
        ),
        (Capacity(teachers=3, teachers_trained=1), ["还没有", "还没有", "还差一些"]),
        (Capacity(teachers=3, teachers_trained=0), ["还没有", "还没有", "还没有"]),
        (Capacity(teachers=0, teachers_trained=0), ["还没有", "还没有", "还没有报"]),
        (
            Capacity(facilities=(WORKSHOP,), teachers=1, teachers_trained=1),
            ["还没有", "还没有", "够了"],
        ),
    ],
    ids=["all", "some teachers", "no teacher trained", "no teacher counted", "only a 实训室"],
)
def test_each_of_the_three_is_judged_in_words(capacity: Capacity, said: list[str]) -> None:
    assert words(capacity) == said


def with_capacity(capacity: Capacity | None) -> Portal:
    found = factories.catalogue()
    helped = found.colleges["sample-helped"].model_copy(update={"capacity": capacity})
    return portal(replace(found, colleges={**found.colleges, helped.id: helped}))


def test_a_college_that_has_not_reported_is_listed_and_not_counted_as_zero() -> None:
    _, html = page_at("/capacity/")
    real, samples = html.split("<h2>示例学校</h2>")
    assert "拉萨的学校" in real
    assert "还没有报的 1 所" in real
    assert "%" not in real
    assert "报了的 20 人里 15 人" in samples
    assert "75%" in samples
    assert "宁波" not in html
    _, silent = page_at("/capacity/", with_capacity(None))
    assert "还没有报的 1 所" in silent.split("<h2>示例学校</h2>")[1]


def test_the_colleges_own_page_says_the_same() -> None:
    _, html = page_at("/colleges/sample-helped/")
    assert "三样够不够" in html
    assert "20 人里 15 人，75%" in html
    none = with_capacity(Capacity(teachers=0, teachers_trained=0))
    _, html = page_at("/colleges/sample-helped/", none)
    assert "没报人数" in html
    assert '<li class="tag ">' not in html.split("三样够不够")[1].split("</ul>")[0]

"""What a family weighs before choosing: what is hard, who should think twice, what comes then."""

from dataclasses import replace

from generator.pages.specialty import NOT_FOR
from generator.schema.college import NextStep
from generator.schema.enums import PhysicalLimit
from tests.generator.pages import factories
from tests.generator.pages.test_pages import page_at, portal


def test_every_physical_limit_says_who_should_think_twice() -> None:
    assert NOT_FOR.keys() == set(PhysicalLimit)
    found = factories.catalogue()
    every = found.specialties["car-repair"].model_copy(
        update={"physical_limits": tuple(PhysicalLimit)}
    )
    _, html = page_at(
        "/specialties/car-repair/",
        portal(replace(found, specialties={**found.specialties, every.id: every})),
    )
    assert [words for words in NOT_FOR.values() if words not in html] == []


def test_a_specialty_that_says_nothing_sends_the_reader_to_the_college() -> None:
    found = factories.catalogue()
    bare = found.specialties["car-repair"].model_copy(
        update={"day": None, "jobs": (), "hard_parts": (), "physical_limits": ()}
    )
    _, html = page_at(
        "/specialties/car-repair/",
        portal(replace(found, specialties={**found.specialties, bare.id: bare})),
    )
    assert html.count("不清楚，请问学校") == 4
    assert "没有写身体要求" in html


def test_a_programme_says_what_comes_after_and_what_nobody_has_said() -> None:
    found = factories.catalogue()
    helped = found.colleges["sample-helped"]
    step = NextStep(title="接着读高级工", text="再读两年。")
    told = factories.programme("平常的话").model_copy(
        update={"next_steps": (step,), "seats": None, "green_channel_seats": None}
    )
    silent = told.model_copy(
        update={"next_steps": (), "certificates": (), "starts_on": None, "internship_months": None}
    )
    for programme, words in (
        (told, ["接着读高级工", "再读两年。", "汽车维修工四级", "<dd>不清楚，请问学校</dd>"]),
        (silent, ["毕业证；别的证请问学校", "下一步</dt><dd>不清楚，请问学校"]),
    ):
        college = helped.model_copy(update={"programmes": (programme,)})
        made = portal(replace(found, colleges={**found.colleges, college.id: college}))
        _, html = page_at("/programmes/sample-helped-car-repair/", made)
        assert [word for word in words if word not in html] == []


def test_an_order_class_without_a_signed_agreement_warns() -> None:
    _, html = page_at("/order-classes/sample-order/")
    assert "还没有签协议" in html
    found = factories.catalogue()
    one = found.order_classes["sample-order"]
    signed = one.model_copy(update={"agreement_signed_on": factories.DAY})
    _, calm = page_at(
        "/order-classes/sample-order/", portal(replace(found, order_classes={one.id: signed}))
    )
    assert "还没有签协议" not in calm
    assert "2026年7月1日签的" in calm
    assert calm.index("不想去了怎么办") < calm.index("怎么进订单班")


def test_a_story_names_the_consent_it_rests_on() -> None:
    _, html = page_at("/stories/sample-story/", portal(factories.catalogue("盖了章的同意书")))
    assert "<dt>同意书</dt><dd>盖了章的同意书</dd>" in html

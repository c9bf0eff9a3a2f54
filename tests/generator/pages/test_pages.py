"""What each kind of page says, and when it says something else."""

from dataclasses import replace
from functools import cache

import pytest

from generator.catalogue import Catalogue
from generator.pages.kinds import (
    AUTHORED_PAGES,
    RECORD_PAGES,
    PageMaker,
    every_page,
    first_of_each_kind,
)
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from generator.schema.college import GreenChannel
from tests.generator.pages import factories


def portal(catalogue: Catalogue | None = None) -> Portal:
    return Portal(catalogue or factories.catalogue(), factories.DAY, Renderer())


def page_at(address: str, made: Portal | None = None) -> tuple[Page, str]:
    """Only the page's own maker works: to make all the authored ones takes half a second."""
    made = made or portal()
    own = authored().get(address)
    makers = [own] if own else RECORD_PAGES.values()
    page = next(page for maker in makers for page in maker(made) if page.address == address)
    return page, "".join(made.renderer.bodies(page).values())


@cache
def authored() -> dict[str, PageMaker]:
    return {page.address: maker for maker in AUTHORED_PAGES for page in maker(portal())}


@cache
def usual_keys() -> dict[str, str]:
    return keys(portal())


def keys(made: Portal) -> dict[str, str]:
    """What each page says, its head included."""
    return {
        page.address: f"{page.title} {page.description} {made.renderer.bodies(page)}"
        for page in every_page(made)
    }


def test_every_kind_of_record_has_a_page() -> None:
    assert first_of_each_kind(portal()).keys() == RECORD_PAGES.keys()


def test_no_two_pages_share_an_address() -> None:
    addresses = [page.address for page in every_page(portal())]
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "/colleges/sample-helped/",
            ["昭觉县", "招 1 个专业", "答应了 6 件", "000-0000-0000", "75%"],
        ),
        ("/colleges/lhasa-college/", ["西藏自治区拉萨市", "还没有在这里填招生的事", "来源："]),
        (
            "/programmes/sample-helped-car-repair/",
            ["4,700 元", "10,000 元", "50 个，其中绿色通道 20 个"],
        ),
        ("/specialties/car-repair/", ["交通类", "没有核对过原文", "四川省"]),
        ("/specialty-classes/04/", ["交通类", "1 个专业"]),
        ("/places/510000/", ["凉山彝族自治州", "1 所"]),
        ("/order-classes/sample-order/", ["3,500 到 4,500 元", "不想去了怎么办"]),
        ("/policies/notice-63/", ["已经过期", "三(五)", "原文", "2,300 元一年"]),
        ("/pairings/sample-pair/", ["答应 3 件，办好 1 件，1 件过了日子", "答应 3 台，到了 0 台"]),
        ("/training/sample-care/", ["80 课时", "不要钱", "弹性学"]),
        ("/stories/sample-story/", ["化名，不放照片", "监护人也同意"]),
        ("/green-channel/", ['入学<span class="quiet">写了', "✓ 绿色通道"]),
        ("/dates/", ["2026年7月20日", "70,000 人"]),
    ],
)
def test_a_page_says_what_its_record_says(address: str, words: list[str]) -> None:
    _, html = page_at(address)
    assert [word for word in words if word not in html] == []


def test_a_sample_is_tried_and_a_real_programme_is_applied_for() -> None:
    _, sample = page_at("/programmes/sample-helped-car-repair/")
    assert ">试一试<" in sample
    assert ">报名<" not in sample
    assert 'href="/apply/start?programme=sample-helped-car-repair"' in sample


def test_five_promises_make_no_badge() -> None:
    found = factories.catalogue()
    helped = found.colleges["sample-helped"]
    five = GreenChannel(**{**dict(helped.green_channel), "employment": None})
    fewer = replace(
        found,
        colleges={**found.colleges, helped.id: helped.model_copy(update={"green_channel": five})},
    )
    _, before = page_at("/colleges/sample-helped/", portal(found))
    _, after = page_at("/colleges/sample-helped/", portal(fewer))
    assert '<li class="tag">绿色通道</li>' in before
    assert '<li class="tag">绿色通道</li>' not in after
    assert "学校还没有写" in after


def test_every_number_of_a_sample_carries_its_mark() -> None:
    _, html = page_at("/programmes/sample-helped-car-repair/")
    for number in ("4,700 元</span>", "1,000 元</strong>", "3,000 元一年", "20 个"):
        after = html.split(number, 1)[1]
        assert after.startswith('&#8288;<span class="tag sample chip">示例</span>'), number


def test_a_renamed_college_changes_only_the_pages_that_show_its_name() -> None:
    found = factories.catalogue()
    helping = found.colleges["sample-helping"].model_copy(update={"name": "示例新名字"})
    renamed = replace(found, colleges={**found.colleges, helping.id: helping})
    before, after = keys(portal(found)), keys(portal(renamed))
    changed = {address for address in before if before[address] != after[address]}
    assert {"/colleges/sample-helping/", "/pairings/sample-pair/", "/colleges/"} <= changed
    assert not changed & {"/certificates/mechanic-4/", "/programmes/sample-helped-car-repair/"}


def test_equal_records_give_equal_keys_in_every_build() -> None:
    assert keys(portal()) == usual_keys()

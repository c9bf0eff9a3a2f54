"""What the papers promise: marks, one page, nothing over the edge, data equal to print."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import segno
from pydantic import ValidationError

from generator.printing import flyer, render, wording
from generator.printing.paper import clean
from generator.printing.qr import qr_code
from generator.printing.render import lay_out
from tests.generator.printing import papers, reading

LONG_NAME = "古丽巴哈尔·" * 8 + "阿依"
UNBROKEN = "X" * 78
LONGEST_FLYER = {
    "number": "n" * 80,
    "band": "很" * 200,
    "headline": "长" * 200,
    "place": "地" * 200,
    "lead": "导" * 300,
    "facts": ["事" * 30] * 4,
    "sections": [{"title": "题" * 200, "lines": ["学" * 200] * 9}] * 2,
    "first_day": [{"label": "费" * 14, "yuan": "99999.99", "note": "注" * 90}] * 4,
    "each_year": [{"label": "费" * 14, "yuan": None, "note": "注" * 90}] * 4,
    "aid": ["助" * 200] * 9,
    "green_channel": ["绿" * 14] * 6,
    "green_channel_for": "谁" * 200,
    "how_to_apply": ["步" * 200] * 4,
    "phones": ["0834-12345678-123456"] * 3,
    "ask": "问" * 200,
    "checked": "核" * 200,
    "expiry_rule": "算" * 200,
    "page_address": "https://portal.example/" + "a" * 137,
}
# What no programme has: four lists, as an order class does, beside no costs.
LONGEST_LISTS = {
    **LONGEST_FLYER,
    "sections": [{"title": "题" * 200, "lines": ["学" * 200] * 9}] * 4,
    "first_day": [],
    "each_year": [],
    "aid": [],
}


@pytest.mark.parametrize(
    "make", [papers.application, papers.receipt, papers.flyer, papers.agreement]
)
def test_a_paper_that_is_not_real_says_so_on_every_page(make: Any) -> None:
    for changes, mark, line in (
        ({"sample": True}, "示例·无效", "示例数据：这不是真的"),
        ({"trial": True}, "试用·无效", "试一试：这不是真的"),
    ):
        for page in reading.page_texts(papers.printed(make(**changes)).content):
            assert page.count(mark) >= 2
            assert line in page
    real = reading.text(papers.printed(make()).content)
    assert "无效" not in real
    assert "这不是真的" not in real


@pytest.mark.parametrize(("sheet", "points"), [("A4", 7.8), ("A5", 6.2)])
def test_the_longest_flyer_is_still_one_page_and_keeps_every_fact(
    sheet: str, points: float
) -> None:
    paper = papers.flyer(**LONGEST_FLYER, sheet=sheet, sample=True)
    rendered = papers.printed(paper)
    printed = reading.text(rendered.content)
    assert rendered.pages == 1
    for fact in ("0834-12345678-123456", "99,999.99元", "学院还没填", "2026年8月20日", "a" * 137):
        assert fact in printed
    assert "长" * 22 + "…见网页" in printed
    assert re.search("还有[67]条，见网页", printed)
    assert smallest_text(paper) >= points


@pytest.mark.parametrize("sheet", ["A4", "A5"])
def test_four_full_lists_still_fit_on_one_page(sheet: str) -> None:
    assert papers.printed(papers.flyer(**LONGEST_LISTS, sheet=sheet, sample=True)).pages == 1


def test_a_short_flyer_is_printed_in_the_largest_print() -> None:
    assert smallest_text(papers.flyer()) > smallest_text(papers.flyer(**LONGEST_FLYER))


def test_a_text_is_cut_after_a_pause_and_never_inside_a_number() -> None:
    assert flyer.cut("短句。", 6) == "短句。"
    assert flyer.cut("先学刀工和火候，再学家常菜和面点，还有川菜", 14) == "先学刀工和火候…见网页"
    assert flyer.cut("每年最多可以领到补助2300元，分学期发", 16) == "每年最多可以领到补助…见网页"


def test_a_receipt_shrinks_to_its_half_page_and_spills_rather_than_fail() -> None:
    assert papers.printed(papers.receipt(choices=["学院和专业" * 8] * 6)).pages == 1
    assert papers.printed(papers.receipt(choices=["学院和专业" * 80] * 6)).pages > 1


def test_a_sum_is_printed_only_when_every_line_is_known() -> None:
    printed = reading.text(papers.printed(papers.flyer()).content)
    assert "一共880.5元" in printed
    assert printed.count("一共") == 1


def test_nothing_runs_over_a_cell_or_the_edge_of_the_page() -> None:
    long_guardian = {"name": LONG_NAME, "relation": UNBROKEN, "phone": UNBROKEN}
    long_choice = {"college": UNBROKEN, "specialty": UNBROKEN, "level": UNBROKEN, "kind": UNBROKEN}
    party = {"name": UNBROKEN, "credit_code": UNBROKEN, "address": UNBROKEN * 4}
    item = {
        **papers.AGREEMENT["items"][0],
        "kind": UNBROKEN,
        "what": UNBROKEN,
        "unit": UNBROKEN,
        "evidence": UNBROKEN,
    }
    for paper in (
        papers.application(
            student=LONG_NAME,
            identity_number=UNBROKEN,
            home_address=UNBROKEN * 4,
            school=LONG_NAME,
            guardians=[long_guardian],
            choices=[long_choice] * 3,
            helper=UNBROKEN * 2,
            status=UNBROKEN,
        ),
        papers.receipt(student=LONG_NAME, choices=[LONG_NAME, UNBROKEN], status="已提交" * 5),
        papers.flyer(**{**LONGEST_FLYER, "band": "W" * 40, "phones": ["W" * 20] * 3}),
        papers.flyer(**{**LONGEST_FLYER, "sheet": "A5", "phones": ["W" * 20] * 3}),
        papers.flyer(**{**LONGEST_LISTS, "sheet": "A5"}),
        papers.agreement(assisting=party, items=[item], number=UNBROKEN[:40]),
    ):
        outside = [line for page in lay_out(paper).pages for line in beyond(page)]
        assert outside == []


def test_the_agreement_embeds_the_same_table_that_it_prints() -> None:
    rendered = papers.printed(papers.agreement())
    embedded = json.loads(reading.attachments(rendered.content)["agreement.json"])
    items, tasks, _seals, teachers = reading.tables(rendered.content)
    assert items[1:] == [
        [
            str(number),
            "：".join(part for part in (item["kind"], item["what"]) if part),
            item["specialty"] or "—",
            wording.grouped(item["quantity"]) + item["unit"],
            wording.yuan(item["yuan"]),
            wording.chinese_date(item["due"]),
            item["evidence"] or "—",
        ]
        for number, item in enumerate(embedded["items"], start=1)
    ]
    assert tasks[1:] == [[f"{t['year']}年", t["task"], t["measure"]] for t in embedded["tasks"]]
    assert [row[1] for row in teachers[1:]] == [t["name"] for t in embedded["teachers"]]
    printed = reading.text(rendered.content)
    assert "人民币305,600.50元（大写：叁拾万伍仟陆佰元伍角整）" in printed
    assert "一式陆份" in printed
    for party in ("assisting", "receiving"):
        for value in embedded[party].values():
            assert value in printed


def test_the_agreement_s_qr_address_carries_the_fingerprint_of_its_data() -> None:
    paper = papers.agreement()
    rendered = papers.printed(paper)
    assert paper.qr_address.startswith("https://portal.example/v/DB-2026-0007?h=")
    assert paper.qr_address.endswith(paper.data_sha256[:16])
    assert paper.qr_address in reading.text(rendered.content)
    assert papers.agreement(money="改了一个字。").qr_address != paper.qr_address


def test_the_printed_strokes_of_a_qr_code_are_exactly_its_modules() -> None:
    address = papers.agreement().qr_address
    code = qr_code(address)
    drawn = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)\.5h(\d+)", code.path):
        drawn |= {(int(x) + step, int(y)) for step in range(int(width))}
    expected = segno.make(address, error="m", micro=False, boost_error=False)
    assert drawn == {
        (x + 4, y + 4)
        for y, row in enumerate(expected.matrix)
        for x, dark in enumerate(row)
        if dark
    }
    assert code.size == expected.symbol_size(border=4)[0]


def test_the_return_code_is_printed_only_when_it_is_passed() -> None:
    assert "取件码" not in reading.text(papers.printed(papers.application()).content)
    assert "K7MPX-2WQ9R" in reading.text(
        papers.printed(papers.application(code="K7MPX-2WQ9R")).content
    )


def test_the_receipt_never_holds_the_second_fact() -> None:
    with pytest.raises(ValidationError):
        papers.receipt(birth_date="2011-03-04")


def test_records_are_closed_and_frozen_and_dates_must_be_in_order() -> None:
    with pytest.raises(ValidationError):
        papers.application(seal="印")
    with pytest.raises(ValidationError):
        papers.agreement(ends_on="2020-01-01")
    with pytest.raises(ValidationError):
        papers.application().student = "改"  # type: ignore[misc]


def test_signs_that_draw_nothing_cannot_make_the_page_differ_from_its_data() -> None:
    assert clean("甲\u202e乙\u200b\x00丙\ufeff") == "甲乙丙"
    assert clean("e\u0301\r\n\r\n行 \t 二 ") == "é\n行 二"
    assert papers.receipt(student="阿力木\u2028·买买提").student == "阿力木 ·买买提"


def test_amounts_are_written_as_contracts_write_them() -> None:
    written = {
        "305600.50": "叁拾万伍仟陆佰元伍角整",
        "1245600": "壹佰贰拾肆万伍仟陆佰元整",
        "1000005": "壹佰万零伍元整",
        "100010001": "壹亿零壹万零壹元整",
        "100001000": "壹亿零壹仟元整",
        "20.05": "贰拾元零伍分",
        "0.50": "伍角整",
        "0": "零元整",
    }
    assert {number: wording.capital(number) for number in written} == written


def smallest_text(paper: Any) -> float:
    """Smallest type on the paper's page, in points, without the foot."""
    return min(
        box.style["font_size"] * 0.75
        for page in lay_out(paper).pages
        for _parents, box in lines(page._page_box)
        if "MarginBox" not in [type(parent).__name__ for parent in _parents]
    )


def lines(box: Any, parents: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every piece of text with the boxes around it."""
    if type(box).__name__ == "TextBox":
        yield parents, box
    for child in getattr(box, "children", ()):
        yield from lines(child, (*parents, box))


def beyond(page: render.weasyprint.Page) -> list[str]:
    """Text outside the page's margins or its table cell; the slanting mark is not counted."""
    outside = []
    edge = page._page_box
    for parents, box in lines(page._page_box):
        if any("marks" in (p.element.get("class") or "") for p in parents if p.element is not None):
            continue
        within = [p for p in parents if type(p).__name__ == "TableCellBox"] or [edge]
        left = within[-1].position_x
        right = left + within[-1].margin_width()
        bottom = edge.margin_height() - 10
        if box.position_x < left - 0.5 or box.position_x + box.width > right + 0.5:
            outside.append(f"beside: {box.text}")
        if box.position_y + box.height > bottom:
            outside.append(f"below: {box.text}")
    return outside

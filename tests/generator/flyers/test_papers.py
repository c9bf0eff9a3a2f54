"""A flyer says what the record's page says, on one page that leads back to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pypdfium2
import pytest
import zxingcpp

from generator.catalogue import Catalogue
from generator.divisions import flags
from generator.flyers import county, kinds, programme
from generator.flyers.dates import NO_DEADLINE, NoDate
from generator.flyers.kinds import Kind, Wanted
from generator.printing.flyer import FlyerPaper, Sheet
from generator.printing.render import RenderedPdf, render_pdf
from tests.generator.pages import factories
from tests.generator.printing import reading

SITE = "https://portal.example"
ONE_OF_EACH = {
    Wanted(Kind.COLLEGE, "sample-college-01"): "/colleges/sample-college-01/",
    Wanted(Kind.PROGRAMME, "sample-programme-01"): "/programmes/sample-programme-01/",
    Wanted(Kind.ORDER_CLASS, "sample-order-class-01"): "/order-classes/sample-order-class-01/",
    Wanted(Kind.COUNTY, "513431"): "/counties/513431/",
    Wanted(Kind.TRAINING, "sample-training-01"): "/training/sample-training-01/",
}


def flyer(catalogue: Catalogue, wanted: Wanted, sheet: Sheet = Sheet.WALL) -> FlyerPaper:
    return kinds.MAKERS[wanted.kind](catalogue, wanted.identifier, site=SITE).on(sheet)


@cache
def printed(paper: FlyerPaper) -> RenderedPdf:
    return render_pdf(paper)


def scanned(content: bytes) -> list[str]:
    """What a phone reads from the first page."""
    with pypdfium2.PdfDocument(content) as pdf:
        picture = pdf[0].render(scale=2, grayscale=True).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("sheet", list(Sheet))
@pytest.mark.parametrize("wanted", list(ONE_OF_EACH), ids=lambda one: one.kind)
def test_each_kind_is_one_marked_page_whose_code_opens_the_record(
    catalogue: Catalogue, wanted: Wanted, sheet: Sheet
) -> None:
    rendered = printed(flyer(catalogue, wanted, sheet))
    address = SITE + ONE_OF_EACH[wanted]
    text = reading.text(rendered.content)
    assert rendered.pages == 1
    assert scanned(rendered.content) == [address]
    for needed in (address, "示例·无效", "示例数据", "后过期，请取下", "000-0000-0000"):
        assert needed in text


def test_the_two_sheets_have_their_own_size(catalogue: Catalogue) -> None:
    sizes = []
    for sheet in Sheet:
        content = printed(flyer(catalogue, Wanted(Kind.COUNTY, "513431"), sheet)).content
        box = reading.reader(content).pages[0].mediabox
        sizes.append((round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)))
    assert sizes == [(210, 297), (148, 210)]


def test_the_same_record_gives_the_same_bytes(catalogue: Catalogue) -> None:
    wanted = Wanted(Kind.COUNTY, "513431")
    assert render_pdf(flyer(catalogue, wanted)).sha256 == printed(flyer(catalogue, wanted)).sha256


def test_every_record_of_the_catalogue_has_a_flyer(catalogue: Catalogue) -> None:
    wanted = kinds.everything(catalogue, None)
    papers = [flyer(catalogue, one) for one in wanted]
    assert {one.kind for one in wanted} == set(Kind) - {Kind.COUNTY}
    assert all(paper.expires_on > date(2026, 11, 23) for paper in papers)
    marked = [one.identifier.startswith("sample-") for one in wanted]
    assert [paper.sample for paper in papers] == marked


def longest() -> Iterator[FlyerPaper]:
    """Every kind, with every free text as long as a record allows, and hostile as well."""
    catalogue = factories.catalogue("<b>长</b>&" + "很长的话" * 43)
    for kind in Kind:
        names = ["513431"] if kind is Kind.COUNTY else kinds.identifiers(catalogue, kind)
        for name in names:
            for sheet in Sheet:
                yield flyer(catalogue, Wanted(kind, name), sheet)


def test_the_longest_texts_are_shortened_visibly_and_still_one_page() -> None:
    for paper in longest():
        rendered = printed(paper)
        text = reading.text(rendered.content)
        assert rendered.pages == 1
        assert "…见网页" in text
        assert scanned(rendered.content) == [paper.page_address]


def test_a_programme_says_its_costs_and_its_deadline(catalogue: Catalogue) -> None:
    text = reading.text(
        printed(flyer(catalogue, Wanted(Kind.PROGRAMME, "sample-programme-01"))).content
    )
    record = catalogue.programmes["sample-programme-01"]
    assert record.fees is not None
    for needed in (f"{record.fees.first_day:,}元", "报名到2027年7月20日", "2027年7月20日后过期"):
        assert needed in text


def test_a_promise_that_the_college_left_empty_is_not_printed(catalogue: Catalogue) -> None:
    college = catalogue.college_of("sample-programme-01")
    green = college.green_channel.model_copy(update={"internship": None})
    poorer = college.model_copy(update={"green_channel": green})
    changed = replace(catalogue, colleges={**catalogue.colleges, college.id: poorer})
    paper = programme.flyer(changed, "sample-programme-01", site=SITE)
    assert "实习" not in paper.green_channel


def test_an_old_amount_of_aid_is_not_promised(catalogue: Catalogue) -> None:
    aid = programme.flyer(catalogue, "sample-programme-01", site=SITE).aid
    assert "雨露计划：今年多少，问户口所在的乡镇，不是学校" in aid


def test_without_a_deadline_a_flyer_expires_a_year_after_its_facts_and_says_so(
    catalogue: Catalogue,
) -> None:
    paper = flyer(catalogue, Wanted(Kind.COLLEGE, "suzhou-technician-college"))
    checked = catalogue.colleges["suzhou-technician-college"].updated_on
    assert checked is not None
    assert paper.expires_on == checked.replace(year=checked.year + 1)
    assert paper.expiry_rule == NO_DEADLINE
    assert paper.deadline is None


def test_a_record_without_any_date_gets_no_flyer(catalogue: Catalogue) -> None:
    college = catalogue.colleges["suzhou-technician-college"]
    undated = college.model_copy(update={"updated_on": None, "sources": ()})
    changed = replace(catalogue, colleges={college.id: undated})
    with pytest.raises(NoDate, match="updated_on"):
        flyer(changed, Wanted(Kind.COLLEGE, college.id))


def test_training_comes_off_the_wall_when_its_last_session_ends(catalogue: Catalogue) -> None:
    paper = flyer(catalogue, Wanted(Kind.TRAINING, "sample-training-01"))
    assert paper.expires_on == date(2027, 3, 19)
    assert "2027年1月11日到1月22日，昭觉县村活动室，20人" in paper.sections[0].lines


def test_a_county_s_flyer_names_the_region_and_the_nearest_colleges(catalogue: Catalogue) -> None:
    paper = flyer(catalogue, Wanted(Kind.COUNTY, "513431"))
    near = [section.title for section in paper.sections]
    assert "在“三区三州”" in paper.lead
    assert near == [one.name for one, _ in county.nearest(catalogue, "513431")]
    assert len(near) == county.NEAREST
    assert "就在本县" in paper.sections[0].lines
    assert any("直线距离约" in line for line in paper.sections[1].lines)
    assert "村委会" in paper.ask
    assert len(paper.how_to_apply) == 3


def test_a_county_outside_the_region_is_not_promised_its_priorities(catalogue: Catalogue) -> None:
    assert flags.is_in_sanqu_sanzhou("110101", 2026) is False
    paper = flyer(catalogue, Wanted(Kind.COUNTY, "110101"))
    assert "不在“三区三州”" in paper.lead
    assert paper.facts == ()
    with pytest.raises(county.NotACounty, match="不是一个县"):
        county.find("513400")

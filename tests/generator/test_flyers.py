"""A flyer says what the programme's page says, on one page, and marks a sample."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.__main__ import main
from generator.catalogue import Catalogue, load_catalogue
from generator.flyers import NoDeadline, programme_flyer
from generator.printing.render import render_pdf

SITE = "https://portal.example"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Path("content"))


def test_a_flyer_answers_on_one_marked_page(catalogue: Catalogue) -> None:
    flyer = render_pdf(programme_flyer(catalogue, "sample-programme-01", site=SITE))
    text = PdfReader(BytesIO(flyer.content)).pages[0].extract_text()
    assert flyer.pages == 1
    programme = catalogue.programmes["sample-programme-01"]
    assert programme.fees is not None
    for needed in (f"{programme.fees.first_day:,}元", "000-0000-0000", "2027年7月20日", "示例数据"):
        assert needed in text


def test_every_programme_of_the_catalogue_has_a_flyer(catalogue: Catalogue) -> None:
    for programme_id in catalogue.programmes:
        flyer = programme_flyer(catalogue, programme_id, site=SITE)
        assert flyer.page_address == f"{SITE}/programmes/{programme_id}/"


def test_a_promise_that_the_college_left_empty_is_not_printed(catalogue: Catalogue) -> None:
    college = catalogue.college_of("sample-programme-01")
    green = college.green_channel.model_copy(update={"internship": None})
    poorer = college.model_copy(update={"green_channel": green})
    changed = replace(catalogue, colleges={**catalogue.colleges, college.id: poorer})
    flyer = programme_flyer(changed, "sample-programme-01", site=SITE)
    assert "实习" not in flyer.green_channel


def test_no_sum_is_cut_and_an_old_amount_is_not_promised(catalogue: Catalogue) -> None:
    aid = programme_flyer(catalogue, "sample-programme-01", site=SITE).aid
    assert not any("…" in line for line in aid)
    assert "雨露计划：今年多少，问户口所在的乡镇，不是学校" in aid


def test_a_programme_without_dates_gets_no_flyer(catalogue: Catalogue) -> None:
    campaign = catalogue.campaign_of("sample-programme-01").model_copy(update={"admission": None})
    changed = replace(catalogue, campaigns={**catalogue.campaigns, campaign.id: campaign})
    with pytest.raises(NoDeadline):
        programme_flyer(changed, "sample-programme-01", site=SITE)


def test_the_command_names_an_unknown_programme(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["flyers", "--site", SITE, "--out", str(tmp_path), "no-such-programme"]
    assert main(out) == 2
    assert "no-such-programme" in capsys.readouterr().err


def test_the_command_writes_one_file_for_each_programme(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["flyers", "--site", SITE, "--out", str(tmp_path), "sample-programme-02"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["sample-programme-02.pdf"]
    assert "[1/1]" in capsys.readouterr().out

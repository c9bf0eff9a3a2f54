"""The PDF itself: the same bytes everywhere, an archive format, tags, title, language, dates."""

import json
import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.printing import render
from generator.printing.errors import GlyphMissing
from generator.printing.render import render_pdf
from tests.generator.printing import papers, reading

ROOT = Path(__file__).parents[3]
# WeasyPrint is imported first and with the machine's fonts, as another program might do.
OTHER_PROCESS = """
import weasyprint
from generator.printing.render import render_pdf
from tests.generator.printing import papers
for paper in papers.all_papers(sample=True):
    print(render_pdf(paper).sha256)
"""


def test_another_process_on_another_day_with_other_fonts_makes_the_same_bytes(
    tmp_path: Path,
) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
        "LANG": "C",
        "LC_ALL": "C",
        "TZ": "Asia/Shanghai",
        "HOME": str(tmp_path),
    }
    other = subprocess.run(
        [sys.executable, "-W", "error", "-c", OTHER_PROCESS],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    assert other.stderr == ""
    here = [render_pdf(paper).sha256 for paper in papers.all_papers(sample=True)]
    assert other.stdout.split() == here


def test_threads_print_one_after_another_and_agree() -> None:
    expected = render_pdf(papers.receipt()).sha256
    with ThreadPoolExecutor(4) as pool:
        printed = list(pool.map(lambda _: render_pdf(papers.receipt()).sha256, range(8)))
    assert set(printed) == {expected}


def test_every_paper_is_an_archive_file_with_title_language_tags_and_its_own_date() -> None:
    for paper in papers.all_papers():
        rendered = papers.printed(paper)
        pdf = reading.reader(rendered.content)
        root = pdf.trailer["/Root"]
        assert len(pdf.pages) == rendered.pages
        assert pdf.metadata is not None
        assert pdf.metadata.title == paper.title
        assert pdf.metadata.creation_date == papers.MADE
        assert root["/Lang"] == "zh-CN"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/OutputIntents"][0]["/DestOutputProfile"]["/N"] == 3
        identity = root["/Metadata"].get_data().decode()
        assert 'pdfaid:part="3"' in identity
        assert 'pdfaid:conformance="U"' in identity


def test_the_record_is_attached_once_as_json() -> None:
    for paper in papers.all_papers():
        rendered = papers.printed(paper)
        assert reading.attachments(rendered.content) == {f"{paper.template}.json": rendered.data}
        assert json.loads(rendered.data)["number"] == paper.number
        associated = reading.reader(rendered.content).trailer["/Root"]["/AF"]
        assert [file.get_object()["/AFRelationship"] for file in associated] == ["/Data"]


def test_every_page_says_which_page_of_how_many_and_of_which_document() -> None:
    for paper in papers.all_papers():
        pages = reading.page_texts(papers.printed(paper).content)
        for number, page in enumerate(pages, start=1):
            assert f"第{number}页共{len(pages)}页" in page
            assert paper.number in page


def test_only_the_shipped_fonts_are_embedded() -> None:
    for paper in papers.all_papers():
        for page in reading.reader(papers.printed(paper).content).pages:
            for font in page["/Resources"]["/Font"].values():
                name = font.get_object()["/BaseFont"].split("+")[1]
                assert name.startswith(("Noto-Serif-SC", "Noto-Sans-SC")), name


def test_no_paper_keeps_anything_between_two_prints() -> None:
    render.stylesheet.cache_clear()  # other tests of this worker have printed other papers
    before = render_pdf(papers.flyer()).sha256
    render_pdf(papers.flyer(headline="别的专业", sample=True))
    assert render_pdf(papers.flyer()).sha256 == before
    assert render.stylesheet.cache_info().currsize <= 4


def test_weasyprint_has_nothing_to_complain_about_in_our_templates(
    caplog: pytest.LogCaptureFixture,
) -> None:
    render.stylesheet.cache_clear()
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        for paper in papers.all_papers(sample=True):
            render_pdf(paper)
    assert caplog.records == []


def test_a_missing_character_is_not_written_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(GlyphMissing):
        render_pdf(papers.receipt(student="𠮷"))
    assert caplog.records == []

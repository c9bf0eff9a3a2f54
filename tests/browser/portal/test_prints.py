"""Every kind of page on paper: at most two A4 sheets, readable, nothing left out in silence."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.generator.printing.reading import page_texts

pytestmark = pytest.mark.browser

MOST_SHEETS = 2
RADICALS = range(0x2F00, 0x2FD6)
# 9 pt in CSS pixels; text inside a picture is scaled with the picture.
SMALL_TEXT = """() => {
  const small = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || one.closest("svg,script,template,noscript")) continue;
    if (!one.getClientRects().length || getComputedStyle(one).visibility === "hidden") continue;
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (size < 11.99) small.push(size + " " + walker.currentNode.data.trim().slice(0, 30));
  }
  return small;
}"""


@dataclass
class Print:
    """One page on paper."""

    sheets: int
    text: str
    small: list[str]
    shows_controls: bool


def printed_addresses(folder: Path) -> Iterator[str]:
    """Every page of its own, and of each kind of record the longest real and the longest sample."""
    records: dict[tuple[str, bool], list[tuple[int, str]]] = defaultdict(list)
    for path in sorted(folder.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        parts = path.relative_to(folder).parts
        address = "/" + "/".join(parts).removesuffix("index.html")
        if len(parts) < 3:
            yield address
        else:
            is_sample = 'content="noindex"' in html
            records[parts[0], is_sample].append((len(html), address))
    for found in records.values():
        yield max(found)[1]


@pytest.fixture(scope="module")
def prints(browser: Browser, real_portal: Path, portal_address: str) -> dict[str, Print]:
    """All of them in one tab: a browser's start costs more than a page."""
    found = {}
    tab = browser.new_page()
    tab.emulate_media(media="print")
    for address in printed_addresses(real_portal):
        tab.goto(portal_address + address)
        found[address] = on_paper(tab)
    tab.close()
    return found


def on_paper(tab: Page) -> Print:
    sheets = page_texts(tab.pdf(format="A4"))
    return Print(
        sheets=len(sheets),
        text=plain("".join(sheets)),
        small=tab.evaluate(SMALL_TEXT),
        shows_controls=tab.locator(".menu, .sticky, .btn").locator("visible=true").count() > 0,
    )


def plain(text: str) -> str:
    """Without white space; Chromium's PDF names some characters by their radicals."""
    radicals = ((sign, unicodedata.normalize("NFKC", sign)) for sign in map(chr, RADICALS))
    table = str.maketrans({**dict(radicals), "⻚": "页", "⻓": "长", "⻔": "门", "ﬁ": "fi"})
    return "".join(text.translate(table).split())


def test_every_page_fits_on_two_sheets(prints: dict[str, Print]) -> None:
    too_long = {page: one.sheets for page, one in prints.items() if one.sheets > MOST_SHEETS}
    assert too_long == {}
    assert {"/", "/questions/", "/policies/notice-2018-63/"} <= set(prints)


def test_nothing_on_paper_is_smaller_than_nine_points(prints: dict[str, Print]) -> None:
    assert {page: one.small[:3] for page, one in prints.items() if one.small} == {}


def test_no_menu_and_no_button_is_printed(prints: dict[str, Print]) -> None:
    assert [page for page, one in prints.items() if one.shows_controls] == []


def test_every_sheet_keeps_the_band_and_names_the_whole_page(prints: dict[str, Print]) -> None:
    for page, one in prints.items():
        assert re.search("演示站，不是政府网站|示例数据", one.text), page
        if page != "/404.html":
            assert f"全文在http://127.0.0.1:8000{page}" in one.text, page


def test_what_is_left_out_on_paper_is_counted(prints: dict[str, Print], real_portal: Path) -> None:
    for page in ("/questions/", "/policies/notice-2018-63/"):
        html = (real_portal / page.strip("/") / "index.html").read_text(encoding="utf-8")
        left_out = len(re.findall(r'class="[^"]*\bwebonly\b', html))
        assert left_out > 10
        assert f"网页上还有{left_out}段说明没有印" in prints[page].text
    assert "打赢脱贫攻坚战" not in prints["/policies/notice-2018-63/"].text


def test_a_list_that_is_too_long_for_paper_says_how_much_is_left(
    browser: Browser, portal_address: str
) -> None:
    tab = browser.new_page()
    tab.goto(f"{portal_address}/specialties/")
    tab.evaluate(
        "const list = document.querySelector('.rows'); const row = list.children[0].outerHTML;"
        "list.innerHTML = row.repeat(300)"
    )
    assert "网页上还有220条" in on_paper(tab).text
    tab.close()


def test_the_button_prints_and_without_script_a_hint_stands_in_its_place(
    browser: Browser, portal_address: str
) -> None:
    tab = browser.new_page()
    tab.add_init_script("window.print = () => { document.title = '印了'; }")
    tab.goto(f"{portal_address}/dates/")
    tab.get_by_role("button", name="打印这一页").click()
    assert tab.title() == "印了"
    tab.close()
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    still.goto(f"{portal_address}/dates/")
    assert still.get_by_text("用浏览器的“打印”").is_visible()
    assert still.get_by_role("button", name="打印这一页").count() == 0
    context.close()

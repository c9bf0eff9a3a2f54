"""The calculator in Chromium: its sums are the engine's, and everybody can use it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.aid import homes, table
from generator.aid.entitlement import Rulebook
from generator.aid.reckoning import Costs, reckon
from generator.aid.span import Span
from generator.catalogue import load_catalogue
from generator.engine import ROOT
from generator.pages.cost import published_rules
from generator.schema.enums import Ownership
from tests.browser.going import follow

pytestmark = pytest.mark.browser

COMBINATIONS = 200
OWNERS = {"1": Ownership.PUBLIC, "0": Ownership.PRIVATE, "x": Ownership.UNKNOWN}
ASKED = ("entry", "hukou", "household", "home", "agricultural", "stage", "fulltime")

# Sets every answer as taps and keys would, and reads what the page then shows.
TRY_ALL = """all => all.map(one => {
  Object.keys(one.picked).forEach(name => {
    const at = `[data-place="${one.picked[name]}"]`;
    const home = document.querySelector("#home " + at);
    if (name === "home") { home.selected = true; return; }
    document.querySelector(`input[name=${name}]` + at).checked = true;
  });
  Object.keys(one.typed).forEach(name => {
    document.getElementById(name).value = one.typed[name];
  });
  const box = document.getElementById("tuition");
  box.dispatchEvent(new Event("input", {bubbles: true}));
  const text = name => document.querySelector(`[data-out=${name}]`).textContent;
  const rows = [...document.querySelectorAll("[data-year]:not([hidden])")];
  const shown = "[data-reason]:not([hidden])";
  return {
    own: text("own"), total: text("total"), gross: text("gross"), first: text("first"),
    tuition: text("tuition"),
    years: rows.map(row => [...row.querySelectorAll("td")].map(cell => cell.textContent)),
    reasons: [...document.querySelectorAll(shown)].map(reason => reason.textContent),
    expired: [...document.querySelectorAll("[data-part=expired]")].map(line => !line.hidden),
  };
})"""


@pytest.fixture
def tab(browser: Browser, portal_address: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=portal_address, viewport={"width": 360, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/costs/")
    yield page
    context.close()


def plain(span: Span) -> str:
    return f"{span.low:,}" if span.is_certain else f"{span.low:,} 到 {span.high:,}"


def typed(random: Random) -> dict[str, str]:
    return {
        "tuition": str(random.choice([0, 1800, 3000, 4600, 12000])),
        "approved": random.choice(["", "2600", "3000", "3600"]),
        "boarding": str(random.randrange(0, 1500, 50)),
        "books": str(random.randrange(0, 900, 50)),
        "meals": str(random.choice([0, 450, 600, 873])),
        "months": str(random.randint(1, 12)),
        "first": random.choice(["", "0", "1600"]),
        "years": str(random.randint(1, 7)),
        "trips": str(random.randint(0, 6)),
        "fare": str(random.choice([0, 35, 100, 640])),
    }


def costs(said: dict[str, str], owner: Ownership) -> Costs:
    def maybe(name: str) -> int | None:
        return int(said[name]) if said[name] else None

    return Costs(
        tuition=int(said["tuition"]),
        boarding=int(said["boarding"]),
        books=int(said["books"]),
        meals_per_month=int(said["meals"]),
        months=int(said["months"]),
        years=int(said["years"]),
        public_tuition=maybe("approved"),
        ownership=owner,
        first_day=maybe("first"),
        trips=int(said["trips"]),
        fare=int(said["fare"]),
    )


def expected(rulebook: Rulebook, asked: Any, one: dict[str, Any]) -> dict[str, Any]:
    answers = [one["picked"][name] for name in ASKED]
    given = rulebook.entitlements(table.situation(asked, answers))
    owner = list(OWNERS.values())[one["picked"]["public-college"]]
    sums = reckon(costs(one["typed"], owner), given)
    first = sums.years[0]
    return {
        "own": f"{plain(first.net)} 元",
        "total": f"{plain(sums.net)} 元",
        "gross": f"{first.gross:,} 元",
        "first": f"{sums.costs.on_arrival:,} 元",
        "tuition": f"{plain(first.tuition)} 元",
        "years": [
            [f"{year.gross:,}", *(plain(aid.amount) for aid in year.aid), plain(year.net)]
            for year in sums.years
        ],
        "reasons": [aid.entitlement.reason for aid in first.aid],
        "expired": [
            any(year.aid[place].expired.high for year in sums.years) for place in range(len(given))
        ],
    }


def test_the_page_shows_what_the_engine_says(tab: Page) -> None:
    catalogue = load_catalogue(Path(ROOT / "content"))
    rulebook = Rulebook(published_rules(catalogue))
    months = tab.eval_on_selector_all("input[name=entry]", "all => all.map(one => one.value)")
    entries = [f"{month[:4]}-{month[4:]}" for month in months]
    students = [rule for rule in rulebook.rules if rule.for_students]
    asked = table.questions(entries, homes.home_choices(students))
    random = Random(11)
    tried = [
        {
            "picked": {
                **{
                    name: random.randrange(len(question.answers))
                    for name, question in zip(ASKED, asked, strict=True)
                },
                "public-college": random.randrange(len(OWNERS)),
            },
            "typed": typed(random),
        }
        for _ in range(COMBINATIONS)
    ]
    shown = tab.evaluate(TRY_ALL, tried)
    for one, found in zip(tried, shown, strict=True):
        assert found == expected(rulebook, asked, one), json.dumps(one, ensure_ascii=False)


def test_a_programme_opens_the_calculator_with_its_fees(tab: Page) -> None:
    tab.goto("/programmes/sample-programme-02/")
    own = tab.locator(".sum").inner_text()
    follow(tab.get_by_role("link", name="按我家的情况算这个专业"))
    assert tab.locator("#tuition").input_value() == "2800"
    assert not tab.locator("#refused").is_visible()
    link = tab.get_by_role("link", name="这个专业的页面")
    assert link.get_attribute("href") == "/programmes/sample-programme-02/"
    tab.get_by_label("脱贫户（以前叫建档立卡户）").check()
    assert own in tab.locator("#result .sum").inner_text()
    assert tab.locator("#result [data-sample]").is_visible()


HOSTILE = (
    "tuition=<script>alert()</script>",
    "tuition=1e4",
    "tuition=-5",
    "tuition=999999",
    "years=8",
    "years=0",
    "months=3.5",
    "meals=%EF%BC%95",
    "programme=//evil.example",
    "programme=javascript:alert()",
    "household=99",
    "home=%22%3E%3Cimg%20src=x%3E",
    "__proto__=1",
    "constructor=1",
)


def test_a_hostile_address_changes_nothing(tab: Page) -> None:
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    before = tab.locator("#status").inner_text()
    for place, said in enumerate(HOSTILE):
        tab.goto("about:blank")
        tab.goto(f"/costs/{'?#'[place % 2]}{said}")
        assert tab.locator("#refused").is_visible(), said
        assert tab.locator("#status").inner_text() == before, said
        assert not tab.locator("#from").is_visible(), said
    assert complaints == []


def test_a_shared_address_brings_the_same_answers_back(tab: Page, portal_address: str) -> None:
    tab.get_by_label("城里的困难家庭").check()
    tab.get_by_label("老家是哪里").select_option("513422")
    tab.get_by_text("看和改").click()
    tab.get_by_label("单程车费").fill("120")
    own = tab.locator("#status").inner_text()
    assert tab.url == f"{portal_address}/costs/"
    tab.get_by_role("button", name="做一个能转发的网址").click()
    address = tab.locator("#address").input_value()
    assert address.startswith(f"{portal_address}/costs/#")
    tab.goto("about:blank")
    tab.goto(address)
    assert tab.locator("#status").inner_text() == own
    assert tab.get_by_label("老家是哪里").input_value() == "513422"


def test_a_wrong_number_is_named_and_no_sum_is_shown(tab: Page) -> None:
    tab.get_by_text("看和改").click()
    tab.get_by_label("住宿，一年").fill("很多")
    assert not tab.locator("#result").is_visible()
    assert tab.locator("#boarding-wrong").inner_text() == "写 0 到 99999 的整数。"
    assert "标红" in tab.locator("#status").inner_text()
    tab.get_by_label("住宿，一年").fill("7,00")
    assert tab.locator("#result").is_visible()


def test_nothing_leaves_the_phone(tab: Page, portal_address: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.get_by_label("低保或特困").check()
    tab.get_by_text("看和改").click()
    tab.get_by_label("吃饭，一个月").fill("500")
    tab.get_by_label("吃饭，一个月").press("Enter")
    # The browser asks for the page's icon when it likes.
    assert [url for url in asked if not url.endswith("/icon.svg")] == []
    assert tab.url == f"{portal_address}/costs/"


def test_the_keyboard_goes_through_the_whole_calculator(tab: Page) -> None:
    reached = []
    tab.locator("#main").focus()
    for _ in range(40):
        tab.keyboard.press("Tab")
        focused = "document.activeElement.id || document.activeElement.name"
        name = tab.evaluate(focused)
        if name == "household":
            tab.keyboard.press("ArrowDown")
        if tab.evaluate("document.activeElement.tagName") == "SUMMARY":
            tab.keyboard.press("Enter")
        reached.append(name)
    wanted = ["entry", "hukou", "household", "home", "level", "tuition", "approved", "boarding"]
    wanted += ["books", "meals", "months", "first", "years", "public-college", "agricultural"]
    wanted += ["stage", "fulltime", "trips", "fare", "print", "share", "look"]
    assert [name for name in reached if name in wanted] == wanted
    # From 不清楚 the arrow goes round to the first kind.
    assert tab.locator("input[name=household]:checked").get_attribute("value") == "0"


@pytest.mark.parametrize("large", [False, True], ids=["320 px", "text twice as large"])
def test_form_and_result_fit_a_small_phone_and_axe_finds_nothing(
    tab: Page, large: bool, axe: Callable[[Page], list[str]]
) -> None:
    tab.set_viewport_size({"width": 640 if large else 320, "height": 800})
    tab.get_by_text("看和改").click()
    tab.get_by_label("学费，一年").fill("x")
    assert axe(tab) == []
    tab.get_by_label("学费，一年").fill("12000")
    tab.get_by_role("button", name="做一个能转发的网址").click()
    if large:
        tab.add_style_tag(content="html{font-size:212.5% !important}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= (640 if large else 320)
    assert axe(tab) == []
    heights = "all => all.map(one => one.getBoundingClientRect().height)"
    assert min(tab.eval_on_selector_all(".pick, .ask .text, summary, .btn", heights)) >= 47.5


def test_without_script_the_page_leads_to_the_printed_table(
    browser: Browser, portal_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=portal_address)
    tab = context.new_page()
    tab.goto("/costs/")
    assert not tab.locator("#result").is_visible()
    follow(tab.locator("#plain").get_by_role("link", name="印好的表"))
    row = tab.get_by_role("row").filter(has_text="脱贫户").first.inner_text()
    assert "4,700" in row
    assert "过期" in row
    context.close()

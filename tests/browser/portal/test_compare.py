"""Up to four programmes side by side in Chromium, from their own pages, whatever those say."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from tests.browser.going import follow

pytestmark = pytest.mark.browser

ONE, TWO, THREE, FOUR, FIVE = (f"sample-programme-0{number}" for number in range(1, 6))
HOSTILE = (
    '<main><h1 data-fact="专业">&lt;img src=x onerror="document.title=1"&gt;</h1>'
    '<p data-fact="学校">校</p><script>document.title = "1"</script>'
    '<dl data-facts><dt>&lt;b&gt;名&lt;/b&gt;</dt><dd><img src=x onerror="document.title=1">'
    "&lt;script&gt;x&lt;/script&gt;</dd></dl></main>"
)


@pytest.fixture
def context(browser: Browser, portal_address: str) -> Iterator[BrowserContext]:
    found = browser.new_context(base_url=portal_address, viewport={"width": 360, "height": 800})
    yield found
    found.close()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return context.new_page()


def compare(tab: Page, *programmes: str) -> None:
    tab.goto("/compare/?" + "&".join(f"p={one}" for one in programmes or ("",)))
    tab.wait_for_function("!document.getElementById('answer').textContent.includes('正在')")


def said(tab: Page) -> str:
    return tab.get_by_role("status").inner_text()


def cards(tab: Page) -> int:
    return tab.locator("#compared .card").count()


def test_two_programmes_are_put_together_from_their_pages(tab: Page) -> None:
    for number, programme in enumerate((ONE, TWO), start=1):
        tab.goto(f"/programmes/{programme}/")
        follow(tab.get_by_role("link", name="加入对比"))
        tab.locator("#compared .card").nth(number - 1).wait_for()
    assert tab.url.endswith(f"/compare/?p={ONE}&p={TWO}")
    assert said(tab) == "在比 2 个专业。"
    first = tab.locator("#compared .card").first
    for words in ("不一样的", "自己大约出 4,700 元", "报到那天带", "中级工证书（四级）"):
        assert words in first.inner_text()
    assert first.locator(".tag.sample").count() > 5
    follow(first.get_by_role("link", name="去掉"))
    tab.locator("#compared .card").first.wait_for()
    assert cards(tab) == 1
    assert "再加一个" in said(tab)
    tab.go_back()
    tab.locator("#compared .card").nth(1).wait_for()


def test_a_desk_shows_a_table_that_says_what_differs(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    compare(tab, ONE, TWO, THREE)
    assert tab.locator("#compared thead th").count() == 3
    groups = tab.locator("#compared tbody th[scope=rowgroup]").all_inner_texts()
    assert groups == ["不一样的", "一样的"]
    for row in tab.locator("#compared tbody").last.locator("tr:has(td)").all():
        assert len(set(row.locator("td").all_inner_texts())) == 1
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.locator("#compared .card").nth(2).wait_for()


def test_nothing_chosen_says_where_to_begin(tab: Page) -> None:
    compare(tab)
    assert "还没有选" in said(tab)
    assert tab.get_by_role("link", name="再找一个专业").is_visible()
    assert not tab.get_by_role("link", name="全部去掉").is_visible()


def test_a_fifth_is_refused_in_words(tab: Page) -> None:
    compare(tab, ONE, TWO, THREE, FOUR, FIVE)
    assert "一次最多比 4 个，有 1 个没放进来" in said(tab)
    assert cards(tab) == 4
    assert FIVE not in tab.url


def test_a_programme_that_is_gone_is_named_and_the_others_stay(tab: Page) -> None:
    compare(tab, ONE, "no-such-programme", TWO)
    assert "1 个专业已经撤下" in said(tab)
    assert cards(tab) == 2
    assert "no-such-programme" not in tab.url


def test_without_network_it_says_so_and_forgets_nothing(tab: Page) -> None:
    tab.route(f"**/programmes/{TWO}/", lambda route: route.abort())
    compare(tab, ONE, TWO)
    assert "1 个没打开" in said(tab)
    assert cards(tab) == 1
    assert TWO in tab.url


def test_only_programmes_are_asked_for_whatever_the_address_says(tab: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type == "fetch":
            asked.append(request.url)

    tab.on("request", note)
    compare(tab, "../../staff/login", "//evil.example", "%3Cimg%20src%3Dx%3E", "A%2F..", ONE)
    assert [url.rsplit("/programmes/", 1)[1] for url in asked] == [f"{ONE}/"]
    assert cards(tab) == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_what_a_page_says_is_never_markup(tab: Page, width: int) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=HOSTILE, content_type="text/html; charset=utf-8")

    tab.set_viewport_size({"width": width, "height": 800})
    tab.route("**/programmes/evil/", answer)
    compare(tab, ONE, "evil")
    compared = tab.locator("#compared")
    assert '<img src=x onerror="document.title=1">' in compared.inner_text()
    assert "<b>名</b>" in compared.inner_text()
    assert "<script>x</script>" in compared.inner_text()
    assert compared.locator("img, script, b").count() == 0
    assert tab.title() == "对比专业 - 千校"


def test_only_ids_are_kept_and_only_until_the_tab_is_closed(tab: Page) -> None:
    compare(tab, ONE, TWO)
    kept = tab.evaluate("[localStorage.length, document.cookie, {...sessionStorage}]")
    assert kept == [0, "", {"qianxiao-compare": f"{ONE} {TWO}"}]


def test_it_is_accessible_and_never_scrolls_the_page_sideways(
    tab: Page, axe: Callable[[Page], list[str]]
) -> None:
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        compare(tab, ONE, TWO, THREE, FOUR)
        assert axe(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_paper_does_it(browser: Browser, portal_address: str) -> None:
    context = browser.new_context(base_url=portal_address, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"/programmes/{ONE}/")
    follow(tab.get_by_role("link", name="加入对比"))
    assert not tab.locator("#compare").is_visible()
    assert tab.get_by_role("heading", name="用两张纸来比").is_visible()
    context.close()

"""Whatever an editor or a college types, it stays text: the page keeps the elements it had."""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest

from generator.pages.kinds import every_page
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from tests.generator.pages import factories

HOSTILE = (
    "<script>alert()</script>",
    "</script><script>alert()</script>",
    "<img src=x onerror=alert()>",
    "<svg/onload=alert()>",
    "<iframe srcdoc='<script>x</script>'>",
    '"><script>alert()</script>',
    "'><script>alert()</script>",
    '" onmouseover="alert()',
    "' onfocus='alert()' autofocus='",
    "` onclick=alert() `",
    "javascript:alert()",
    "<a href='javascript:alert()'>点</a>",
    '<a href="data:text/html,<script>x</script>">点</a>',
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><button>报名</button></form>",
    "<object data=x></object><embed src=x>",
    "<!-- 注释 -->",
    "<!--><script>x</script>-->",
    "<![CDATA[<script>x</script>]]>",
    "<?php echo 'x' ?>",
    "<!doctype html><html><body>",
    "</body></html>",
    "</div></main><footer>",
    "</title><script>x</script>",
    "</dd></dl><h1>假标题</h1>",
    "</li></ul>",
    "&lt;script&gt;x&lt;/script&gt;",
    "&amp;&#60;b&#62;",
    "&#x3c;script&#x3e;",
    "{{ config }}",
    "{% raw %}{{ x }}{% endraw %}",
    "{# 注释 #}",
    "XTITLEX XBODYX XSLUGX",
    "**粗** [链接](javascript:alert()) ![图](x)",
    "``` ~~~ <details>",
    "\u202e反着写\u202c\u200b",
    "<ſcript>＜script＞x＜/script＞",
)


# Templates are compiled once, not once for each of the forty.
RENDERER = Renderer()


class Elements(HTMLParser):
    """The elements with the names of their attributes, in order, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.text: list[str] = []
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def rendered(said: str) -> Iterator[tuple[str, str]]:
    """Address and body of every page of a catalogue in which every free word is `said`."""
    portal = Portal(factories.catalogue(said), factories.DAY, RENDERER)
    for page in every_page(portal):
        for slot, html in portal.renderer.bodies(page).items():
            yield f"{page.address}{slot}", html


@cache
def plain(said: str) -> dict[str, Elements]:
    return {address: Elements(html) for address, html in rendered(said)}


def test_there_are_forty_hostile_strings() -> None:
    assert len(set(HOSTILE)) == 40


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_words_stay_words_on_every_page(said: str) -> None:
    # A number in a sample is followed by the sample's mark, so the plain words have one as well.
    expected = plain("平常的话 1" if any(sign.isdecimal() for sign in said) else "平常的话")
    seen = 0
    for address, html in rendered(said):
        elements = Elements(html)
        assert elements.found == expected[address].found, address
        assert not elements.odd, address
        seen += said in "".join(elements.text)
    # Every page but the two that count records shows the words somewhere.
    assert seen > 20

"""Our way of writing templates down prints, letter for letter, what Jinja's own way prints."""

from collections.abc import Iterator

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.pages.compiling import PageEnvironment, pieces
from generator.pages.kinds import every_page
from generator.pages.portal import Portal
from generator.pages.rendering import TEMPLATES, Renderer
from tests.generator.pages import factories

OTHERS = {
    "parts": (
        "{% set word = 'word' %}{% macro i(a) %}<i>{{ a }}</i>{% endmacro %}"
        "{% macro both(a, b=false) %}{{ i(a) }}{{ b }}{% endmacro %}"
        "{% macro all() %}{{ varargs }}{% endmacro %}"
        "{% macro around() %}<b>{{ caller() }}</b>{% endmacro %}"
    ),
    "inner": "{% import 'parts' as p %}{{ p.i(text) }}{{ x | default('-') }}",
}

HOSTILE = "<b onclick=\"x\" title='y'>&amp;</b>"
OPTIONS = {"autoescape": True, "undefined": StrictUndefined}


class PlainEnvironment(Environment):
    """As the pages' environment, with Jinja's own compiler."""

    def getattr(self, obj: object, attribute: str) -> object:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class PlainRenderer(Renderer):
    def __init__(self) -> None:
        super().__init__()
        self._environment = PlainEnvironment(  # type: ignore[assignment]
            loader=FileSystemLoader(TEMPLATES), trim_blocks=True, lstrip_blocks=True, **OPTIONS
        )


def bodies(renderer: Renderer, said: str) -> Iterator[tuple[str, dict[str, str]]]:
    portal = Portal(factories.catalogue(said), factories.DAY, renderer)
    for page in every_page(portal):
        yield page.address, renderer.bodies(page)


@pytest.mark.parametrize("said", ["平常的话 1", HOSTILE])
def test_every_page_is_what_jinja_makes_of_it(said: str) -> None:
    assert dict(bodies(Renderer(), said)) == dict(bodies(PlainRenderer(), said))


@pytest.mark.parametrize(
    "source",
    [
        "{{ text }}",
        "{{ one.text }}{{ one['text'] }}",
        "{{ made }}{{ made ~ text }}",
        "{{ number }} {{ none }} {{ many }}",
        "{{ text | join('<') }}{{ text | upper }}{{ [text, made] | join }}",
        "{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{{ m(text) }}{{ m(m(text)) }}",
        "{% macro m(a, b=text) %}{{ a }}{{ b }}{% endmacro %}{{ m(text) }}{{ m(text, b='<') }}",
        "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(text, x=text) }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ text }}{% endcall %}",
        "{% set x = one %}{{ x.text }}{% for y in many %}{{ y.text }}{{ loop.index }}{% endfor %}",
        "{% set block %}{{ text }}{% endset %}{{ block }}",
        "{{ one.items() | list }}{{ one.get('text') }}",
        "{{ text if number else made }}",
        "{{ deep.one.text }}{{ deep.one.items() | list }}{{ deep.one.text | upper }}",
        "{% macro m(a, b) %}{{ a }}{{ b is defined }}{% endmacro %}{{ m(text) }}",
        "{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{% set x = m(text) %}{{ x }}{{ x ~ text }}",
        "{% macro m(a) %}<i>{% endmacro %}{% set x = m(1) %}{{ x }}{% set x = text %}{{ x }}",
        "{% macro m(a) %}<i>{% endmacro %}{% for x in many %}{{ x }}{% endfor %}",
        "{% macro m(a) %}<i>{% endmacro %}{% for m in many %}{{ m.text }}{% endfor %}{{ m(1) }}",
        "{% macro m(a) %}<i>{% endmacro %}{% macro n(m) %}{{ m }}{% endmacro %}{{ n(text) }}",
        "{% macro n(a) %}{{ m(a) }}{% endmacro %}{% macro m(a) %}{{ a }}{% endmacro %}{{ n(one) }}",
        "{% if none %}{% macro m(a) %}<i>{% endmacro %}{% endif %}{{ m is defined }}",
        "{% import 'parts' as p %}{{ p.i(text) }}{{ p.i(p.i(text)) }}{{ p.both(text) }}",
        "{% import 'parts' as p %}{% set x = p.i(text) %}{{ x }}{{ [x, text] | join }}{{ p.i(x) }}",
        "{% import 'parts' as p %}{% for p in many %}{{ p.text }}{% endfor %}{{ p.i(text) }}",
        "{% import 'parts' as p %}{% macro m(p) %}{{ p.text }}{% endmacro %}{{ m(one) }}",
        "{% import 'parts' as p %}{{ p.both(text, b='<') }}{{ p.all(text, text) }}{{ p.word }}",
        "{% import 'parts' as p %}{% call p.around() %}{{ text }}{% endcall %}",
        "{% from 'parts' import i %}{{ i(text) }}{% include 'inner' %}",
        "{% with x = text %}{% include 'inner' %}{% endwith %}{{ dict(a=text) }}",
    ],
)
def test_every_construct_prints_alike(source: str) -> None:
    values = {
        "text": HOSTILE,
        "one": {"text": HOSTILE},
        "made": Markup("<p>ours</p>"),
        "number": 3,
        "none": None,
        "many": [{"text": HOSTILE}],
        "deep": {"one": {"text": HOSTILE}},
    }
    options = {**OPTIONS, "loader": DictLoader(OTHERS)}
    template = PageEnvironment(**options).from_string(source)
    ours = template.render(values)
    assert ours == PlainEnvironment(**options).from_string(source).render(values)
    assert ours == "".join(pieces(template, values))
    assert "<b onclick" not in ours


def test_a_value_that_is_not_there_is_refused_alike() -> None:
    for source in ("{{ gone }}", "{{ one.gone }}", "{{ one.gone.more }}"):
        said = []
        for environment in (PageEnvironment, PlainEnvironment):
            with pytest.raises(Exception, match=r"gone") as refusal:
                environment(**OPTIONS).from_string(source).render({"one": {}})
            said.append((type(refusal.value), str(refusal.value)))
        assert said[0] == said[1]

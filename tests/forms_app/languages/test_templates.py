"""Templates stay plain Chinese: their sentences are found, and Chinese comes out as it went in."""

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, TemplateSyntaxError
from markupsafe import Markup

from forms_app.languages import extraction, pseudo, speaking
from forms_app.languages.templates import Sentences, messages_of
from forms_app.languages.texts import said, spoken, woven

SAMPLES = {
    "<p>照户口簿写。</p>": ["照户口簿写。"],
    "<p>\n  第一行\n  第二行 </p>": ["第一行 第二行"],
    "<p>{{ name }}的报名：{{ state }}</p>": ["{name}的报名：{state}"],
    "<p>{{ d.month }}月{{ d.day }}日</p>": ["{month}月{day}日"],
    "<p>{{ a.x }}和{{ b.x }}和{{ a.x }}</p>": ["{x}和{x2}和{x}"],
    '<p>先<a href="{{ address }}">去改</a>，再来。</p>': ["先<a>去改</a>，再来。"],
    "<p><b>整句</b></p>": ["整句"],
    "<p><b>甲</b> <b>乙</b></p>": ["甲", "乙"],
    '<button aria-label="往上：志愿 {{ x }}" name="甲">往上</button>': ["往上：志愿 {x}", "往上"],
    "<p>{% if x %}有{% else %}没有{% endif %}。</p>": ["有", "没有", "。"],
    "{{ '回去' if x else '不回' }}": ["回去", "不回"],
    "{% if x == '不回' %}{{ {'甲': '乙'}[x] }}{% endif %}": ["乙"],
    "<p>&amp;和&lt;</p>": ["&和<"],
    "{# 不是 #}<!-- x --><p>{{ x }}</p>": [],
    '<i{% if x %} class="a"{% endif %}>字</i>': ["字"],
    "<p>(甲) {{ x|upper }}</p>": ["(甲) {x}"],
}


def environment(*extensions: type) -> Environment:
    made = Environment(autoescape=True, extensions=list(extensions))
    made.globals.update(
        _said=said,
        spoken=spoken,
        _in_chinese=speaking.speaks_chinese,
        _ready_html=Markup,
        _woven=lambda message, parts: woven(
            speaking.current().look_up(message), parts, speaking.current()
        ),
    )
    return made


@pytest.mark.parametrize("source", SAMPLES)
def test_each_stretch_of_text_is_a_message(source: str) -> None:
    found = messages_of(Environment().lexer.tokenize(source))  # noqa: S701
    assert [one.message for one in found] == SAMPLES[source]


@pytest.mark.parametrize("source", SAMPLES)
@pytest.mark.parametrize("x", ["", "不回", "甲", "<b>"])
def test_chinese_comes_out_byte_by_byte_as_without_us(source: str, x: str) -> None:
    values = {"x": x, "name": x, "address": "/a?b=1&c=2", "d": {"month": 6, "day": 3}}
    values |= {"a": {"x": 1}, "b": {"x": 2}, "state": "<i>"}
    plain = environment().from_string(source).render(values)
    assert environment(Sentences).from_string(source).render(values) == plain


def test_a_sentence_is_put_together_in_another_order(spoken: Flask) -> None:
    source = '<p>先<a href="{{ address }}">去改</a>，再{{ verb }}。</p>'

    class Turned(pseudo.Pseudo):
        def gettext(self, message: str) -> str:
            return {"先<a>去改</a>，再{verb}。": "{verb}, <a>first</a> & <b>"}[message]

    turned = speaking.Language("xx", "Xx", "xx", speaking.CHINESE.locale, Turned(is_rtl=False))
    with speaking.in_language(turned):
        page = environment(Sentences).from_string(source).render(address='"/x', verb="<来>")
    assert page == '<p>&lt;来&gt;, <a href="&#34;/x">first</a> &amp; &lt;b&gt;</p>'


def test_braces_in_a_sentence_are_refused_when_it_is_compiled() -> None:
    with pytest.raises(TemplateSyntaxError, match="braces"):
        environment(Sentences).from_string("<p>写{甲}</p>")


def test_every_template_of_ours_compiles(spoken: Flask) -> None:
    for path in sorted(extraction.TEMPLATES.rglob("*.html")):
        spoken.jinja_env.get_template(path.relative_to(extraction.TEMPLATES).as_posix())


def test_the_catalogue_and_the_page_read_a_template_with_the_same_code(tmp_path: Path) -> None:
    for source, messages in SAMPLES.items():
        path = tmp_path / "one.html"
        path.write_text(source, encoding="utf-8")
        assert extraction.in_template(path) == messages

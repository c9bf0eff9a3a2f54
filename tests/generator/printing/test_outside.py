"""Typed text stays text: nothing in it is fetched, embedded or run, in any field."""

from itertools import cycle
from typing import Any

import pytest
from jinja2 import DictLoader
from pydantic import ValidationError

from generator.printing import render
from generator.printing.errors import OutsideFetch
from generator.printing.paper import Paper
from generator.printing.render import AssetFetcher, page_html, render_pdf
from tests.generator.printing import papers, reading

TARGET = "file:///etc/passwd"
PROBES = (
    f'<img src="{TARGET}">',
    f'<link rel=stylesheet href="{TARGET}">',
    f'<style>@import "{TARGET}";</style>',
    f'<p style="background:url({TARGET})">',
    f'<a rel=attachment href="{TARGET}">',
    f'<link rel=attachment href="{TARGET}">',
    f'<svg><image href="{TARGET}"/></svg>',
    '<img src="http://127.0.0.1:9/x">',
)
SHORT = "<img src=//x>"
JINJA = "{{ 7*7 }}{% raw %}"
FIXED = {"sheet", "text_version"}


def typed_everywhere(paper: Paper, probes: tuple[str, ...]) -> Paper:
    """The same paper with a probe in every field that takes typed text."""
    supply = cycle(probes)

    def typed(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: typed(inner, key) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [typed(inner, name) for inner in value]
        if isinstance(value, str) and not value.startswith("http") and name not in FIXED:
            return next(supply)
        return value

    return type(paper).model_validate(typed(paper.model_dump(), ""))


def probed(shift: int) -> list[Paper]:
    """One of each paper; the flyer's and receipt's short fields take the short probe."""
    turned = PROBES[shift:] + PROBES[:shift]
    return [
        typed_everywhere(papers.application(), turned),
        typed_everywhere(papers.agreement(), turned),
        typed_everywhere(papers.receipt(), turned),
        typed_everywhere(papers.flyer(), (SHORT,)),
    ]


@pytest.mark.parametrize("shift", range(len(PROBES)))
def test_every_probe_in_every_field_comes_out_as_escaped_text(shift: int) -> None:
    for paper in probed(shift):
        html = page_html(paper, "full")
        assert "<img" not in html
        assert "<link" not in html
        assert "<style" not in html
        assert html.count("<svg") == 1
        assert "&lt;img src=" in html


def test_probes_are_printed_literally_and_nothing_is_fetched_or_embedded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    class Recorder(AssetFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            asked.append(url)
            return super().fetch(url, headers)

    monkeypatch.setattr(render, "FETCHER", Recorder())
    for paper in probed(0):
        render.stylesheet.cache_clear()
        content = render_pdf(paper).content
        printed = reading.text(content)
        expected = (SHORT,) if paper.template == "flyer" else PROBES
        for probe in expected:
            assert "".join(probe.split()) in printed
        assert list(reading.attachments(content)) == [f"{paper.template}.json"]
    render.stylesheet.cache_clear()
    assert set(asked) == {(render.TEMPLATES / "base.css").as_uri()}


@pytest.mark.parametrize("probe", PROBES)
def test_even_unescaped_a_probe_stops_the_paper(
    probe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"<!DOCTYPE html><title>x</title>{probe} text"
    loader = DictLoader({"receipt.html": page.replace("{", "{{ '{' }}")})
    environment = render.make_environment()
    environment.loader = loader
    monkeypatch.setattr(render, "ENVIRONMENT", environment)
    with pytest.raises(OutsideFetch):
        render_pdf(papers.receipt())


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/a.css",
        "https://example.org/",
        "ftp://example.org/",
        f"{render.TEMPLATES.as_uri()}/../render.py",
        f"{render.TEMPLATES.as_uri()}/%2e%2e/render.py",
        f"file://host{render.TEMPLATES}/base.css",
        f"{render.TEMPLATES.as_uri()}-other/base.css",
    ],
)
def test_the_fetcher_opens_only_the_template_folder(url: str) -> None:
    with pytest.raises(render.Refused):
        AssetFetcher().fetch(url)


def test_the_fetcher_opens_own_assets_and_data_addresses() -> None:
    own = AssetFetcher().fetch((render.TEMPLATES / "base.css").as_uri())
    assert b"mark-line" in own.read()
    own.close()
    data = AssetFetcher().fetch("data:text/plain,ok")
    assert data.read() == b"ok"
    data.close()


def test_template_language_in_a_field_is_printed_and_not_run() -> None:
    printed = reading.text(render_pdf(papers.receipt(student=JINJA)).content)
    assert "{{7*7}}{%raw%}" in printed


def test_an_address_is_one_plain_web_address() -> None:
    for address in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://例"):
        with pytest.raises(ValidationError):
            papers.receipt(return_address=address)

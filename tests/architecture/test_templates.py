"""No template lets typed text, inline script or another host into a page."""

from pathlib import Path

import pytest

from tests.architecture import templates
from tests.architecture.tracked import ROOT, under


def test_no_page_template_opens_a_hole() -> None:
    files = under(["forms_app", "generator", "site"], ".html", ".jinja")
    assert any(path.parts[0] == "forms_app" for path in files)
    assert templates.faults(ROOT, files) == []


@pytest.mark.parametrize(
    "broken",
    [
        "{{ application.note | safe }}",
        "{{ note|safe }}",
        "{% autoescape false %}",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<a href="#" onclick="go()">x</a>',
        '<p\n  onmouseover = "go()">x</p>',
        '<a href="javascript:go()">x</a>',
        '<p style="color: red">x</p>',
        '<script src="https://example.test/a.js"></script>',
        '<link rel="stylesheet" href="//example.test/a.css">',
    ],
)
def test_each_hole_is_found(tmp_path: Path, broken: str) -> None:
    (tmp_path / "page.html").write_text(f"<h1>1</h1>\n{broken}\n")
    problems = templates.faults(tmp_path, [Path("page.html")])
    assert problems
    assert problems[0].startswith("page.html:2: ")


def test_what_is_allowed_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<script src="{{ url_for(x) }}" defer></script>\n'
        '<script type="application/json">{}</script>\n'
        '<a href="https://example.test/">{{ safe_name }}</a>\n'
        "<p>once upon=a time</p>\n"
        "<input value=1{% if one == two %} checked{% endif %}>\n"
    )
    assert templates.faults(tmp_path, [Path("page.html")]) == []

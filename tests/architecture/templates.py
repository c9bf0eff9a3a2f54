"""Rules on templates, read as text. Each answers a list of problems."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

IN_JINJA = {
    re.compile(r"\|\s*safe\b"): "|safe switches the protection off",
    re.compile(r"autoescape\s+(false|0)", re.I): "autoescape stays on",
}
IN_HTML = {
    re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)[^>]*>", re.I): (
        "inline script; the content security policy forbids it"
    ),
    re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I): "inline event handler",
    re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I): "inline style; the policy forbids it",
    re.compile(r"javascript:", re.I): "script in an address",
    re.compile(r"<(script|link|img|iframe|source|video)\b[^>]*\b(src|href)=.?(https?:)?//", re.I): (
        "fetched from another host"
    ),
}
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


def faults(root: Path, files: Iterable[Path]) -> list[str]:
    problems = []
    for path in files:
        text = (root / path).read_text(encoding="utf-8")
        # Only the lines stay of what Jinja reads: `{% if one == two %}` is no attribute.
        html = JINJA.sub(lambda found: "\n" * found[0].count("\n"), text)
        for rules, looked_at in ((IN_JINJA, text), (IN_HTML, html)):
            problems.extend(_found(path, looked_at, rules))
    return problems


def _found(path: Path, text: str, rules: Mapping[re.Pattern[str], str]) -> list[str]:
    return [
        f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {reason}"
        for rule, reason in rules.items()
        for found in rule.finditer(text)
    ]

"""Rules on templates, read as text. Each answers a list of problems."""

import re
from collections.abc import Iterable
from pathlib import Path

RULES = {
    re.compile(r"\|\s*safe\b"): "|safe switches the protection off",
    re.compile(r"autoescape\s+(false|0)", re.I): "autoescape stays on",
    re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)[^>]*>", re.I): (
        "inline script; the content security policy forbids it"
    ),
    re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I): "inline event handler",
    re.compile(r"javascript:", re.I): "script in an address",
    re.compile(r"<(script|link|img|iframe|source|video)\b[^>]*\b(src|href)=.?(https?:)?//", re.I): (
        "fetched from another host"
    ),
}


def faults(root: Path, files: Iterable[Path]) -> list[str]:
    problems = []
    for path in files:
        text = (root / path).read_text(encoding="utf-8")
        for rule, reason in RULES.items():
            problems.extend(
                f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {reason}"
                for found in rule.finditer(text)
            )
    return problems

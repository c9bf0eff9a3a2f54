"""Plain values out as YAML text, laid out as an editor would write it. Knows no records."""

import json
import re
from typing import Any

from generator.catalogue.parsing import Odd, plain_value

# What may not begin an unquoted text, and what may not stand inside one.
_FIRST = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=\s]")
_INSIDE = re.compile(r": |:$| #|[\x00-\x1f\x7f\\]|\s$")


def yaml_text(values: dict[str, Any]) -> str:
    """A mapping of text, whole numbers, yes or no, lists and mappings as a YAML document.

    Text with line breaks becomes a block, text that YAML would read as a number gets quotes, and
    None, an empty list and an empty mapping are left out.
    """
    lines: list[str] = []
    _mapping(values, "", lines)
    return "\n".join(lines) + "\n"


def scalar_text(value: Any) -> str:
    """One value as it stands behind its field, on the same line."""
    return _scalar(value, "")


def _mapping(values: dict[str, Any], indent: str, lines: list[str]) -> None:
    for key, value in values.items():
        if value is None or value == [] or value == {}:
            continue
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:")
            _mapping(value, indent + "  ", lines)
        elif isinstance(value, list | tuple):
            lines.append(f"{indent}{key}:")
            for entry in value:
                _entry(entry, indent + "  ", lines)
        else:
            lines.append(f"{indent}{key}: {_scalar(value, indent)}")


def _entry(entry: Any, indent: str, lines: list[str]) -> None:
    if isinstance(entry, dict):
        start = len(lines)
        _mapping(entry, indent + "  ", lines)
        lines[start] = f"{indent}- {lines[start].lstrip()}"
    else:
        lines.append(f"{indent}- {_scalar(entry, indent)}")


def _scalar(value: Any, indent: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    if "\n" in text:
        block = "\n".join(f"{indent}  {line}" if line else "" for line in text.split("\n"))
        return f"|-\n{block}"
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    if not text or _FIRST.match(text) or _INSIDE.search(text):
        return False
    try:
        return isinstance(plain_value(text), str)
    except Odd:
        return False

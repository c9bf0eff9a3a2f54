"""The forms app's routes and who may open each, as lines that a person can review."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask

UNMARKED = "NO ACCESS MARK"
# One space may stand inside an address: <any(assisting, receiving):side>.
COLUMNS = re.compile(r"\s{2,}")
IMPLIED = {"HEAD", "OPTIONS"}


def listed(app: Flask) -> list[str]:
    """One line a rule: `address  methods  access`, in the order of the addresses."""
    lines = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - IMPLIED))
        lines.append(f"{rule.rule}  {methods}  {_access(app.view_functions[rule.endpoint])}")
    return sorted(lines)


def table(text: str) -> list[str]:
    """The reviewed lines of routes.txt; a line that starts with # is a heading."""
    lines = (line.strip() for line in text.splitlines())
    rows = (COLUMNS.split(line) for line in lines if line and line[0] != "#")
    return sorted("  ".join(row) for row in rows)


def differences(app: Flask, text: str) -> list[str]:
    found, reviewed = listed(app), table(text)
    problems = [f"{line}: mark the view with its access" for line in found if UNMARKED in line]
    problems += [f"{line}: not in routes.txt" for line in found if line not in reviewed]
    problems += [
        f"{line}: in routes.txt, but no such route" for line in reviewed if line not in found
    ]
    return problems


def _access(view: Callable[..., Any]) -> str:
    return str(getattr(view, "access", UNMARKED))

"""Rules on the shape of the tree: sizes, names and places. Each answers a list of problems."""

import re
from collections.abc import Iterable
from pathlib import Path

LONGEST_FILE = 300
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
TOP_LEVEL = {
    # folders
    ".ci",
    "bench",
    "content",
    "deploy",
    "forms_app",
    "generator",
    "requirements",
    "script",
    "site",
    "tests",
    # files
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "NOTICE",
    "README.md",
    "README.zh-CN.md",
    "mkdocs.yml",
    "pyproject.toml",
}

MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:root|home|Users|work)/[A-Za-z]")
INDEX_ADDRESS = re.compile(
    r"index[-_]url|find[-]links|pypi\.org/simple|pythonhosted\.org|registry *= *.?http", re.I
)


def too_long(root: Path, files: Iterable[Path]) -> list[str]:
    problems = []
    for path in files:
        lines = len((root / path).read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            problems.append(f"{path}: {lines} lines, at most {LONGEST_FILE}; split by subject")
    return problems


def vague_names(files: Iterable[Path]) -> list[str]:
    problems = []
    for path in files:
        names = {part.split(".")[0] for part in path.parts}
        if names & VAGUE:
            problems.append(f"{path}: name it after what it does")
    return problems


def python_under_site(files: Iterable[Path]) -> list[str]:
    return [
        f"{path}: no Python under site/, it would shadow the standard library"
        for path in files
        if path.parts[0] == "site" and path.suffix == ".py"
    ]


def strangers_at_the_top(files: Iterable[Path]) -> list[str]:
    found = {path.parts[0] for path in files}
    return [f"{name}: not a known top-level entry" for name in sorted(found - TOP_LEVEL)]


def machine_paths(root: Path, files: Iterable[Path], *, checkout: str) -> list[str]:
    """Absolute paths of one machine, and addresses of package indexes, in text files."""
    problems = []
    for path in files:
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font or a picture
        for number, line in enumerate(text.splitlines(), start=1):
            if checkout in line or MACHINE_PATH.search(line) or INDEX_ADDRESS.search(line):
                problems.append(f"{path}:{number}: a path or address of one machine")
    return problems

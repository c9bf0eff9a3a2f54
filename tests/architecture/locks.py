"""Rules on the two locks, read as text. Each answers a list of problems."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)(?P<marker> ; .+?)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
REQUIREMENT = re.compile(r"^[A-Za-z0-9._-]+")
RUN_EXTRAS = ("portal", "forms", "postgres")


def pins(lock: str) -> dict[str, str]:
    """`name marker` -> version for every entry of a lock."""
    found = (PIN.match(line) for line in lock.splitlines())
    return {f"{it['name']}{it['marker'] or ''}": it["version"] for it in found if it}


def faults(lock: str) -> list[str]:
    """Entries without a pin or a hash, and lines that are neither entry, hash nor comment."""
    problems = []
    entry = ""
    without_hash: list[str] = []
    for number, line in enumerate(lock.splitlines(), start=1):
        if pin := PIN.match(line):
            entry = f"line {number}: {pin['name']} has no hash"
            without_hash.append(entry)
        elif HASH.match(line) and entry:
            without_hash = [it for it in without_hash if it != entry]
        elif not line.startswith("    #"):
            problems.append(f"line {number}: not a pinned entry with hashes: {line.strip()}")
    return problems + without_hash


def direct(project: Path, extras: Iterable[str]) -> set[str]:
    """Names that the project file asks for, with these extras, as a lock spells them."""
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    asked = list(table["dependencies"])
    for extra in extras:
        asked.extend(table["optional-dependencies"][extra])
    return {canonical(line) for line in asked}


def canonical(requirement: str) -> str:
    match = REQUIREMENT.match(requirement)
    assert match is not None, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def missing(project: Path, extras: Iterable[str], lock: str) -> list[str]:
    locked = {name.split(" ")[0] for name in pins(lock)}
    return sorted(f"{name}: run script/lock" for name in direct(project, extras) - locked)

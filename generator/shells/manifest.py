"""What a published folder holds: file -> key. A folder without one is unfinished."""

import json
from collections.abc import Mapping
from pathlib import Path

NAME = ".manifest.json"


def read(folder: Path) -> dict[str, str] | None:
    """The manifest of a finished folder; None when there is none or it is damaged."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write(folder: Path, keys: Mapping[str, str]) -> None:
    (folder / NAME).write_text(json.dumps(keys), encoding="utf-8")


def discard(folder: Path) -> None:
    """From here until the next `write` the folder counts as unfinished."""
    (folder / NAME).unlink(missing_ok=True)

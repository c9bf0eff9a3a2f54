"""Joins the stylesheets into the two bundles that pages link, and lists every other asset."""

from collections.abc import Iterator
from pathlib import Path

BUNDLES = {
    "assets/qianxiao.css": ("tokens.css", "base.css", "parts.css"),
    "assets/forms.css": ("forms.css",),
}


def assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(file, bytes) of everything that `site/assets` publishes."""
    for file, parts in BUNDLES.items():
        yield file, b"".join((folder / "css" / part).read_bytes() for part in parts)
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and relative.parts[0] != "css":
            yield f"assets/{relative.as_posix()}", path.read_bytes()

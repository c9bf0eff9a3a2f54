"""Joins the stylesheets that every page links into one, and lists every other asset."""

from collections.abc import Iterator
from pathlib import Path

BUNDLE = "assets/qianxiao.css"
BUNDLED = ("tokens.css", "base.css", "parts.css")


def assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(file, bytes) of everything that `site/assets` publishes.

    A stylesheet outside the bundle is linked by the pages whose front matter names it (`style:`).
    """
    yield BUNDLE, b"".join((folder / "css" / part).read_bytes() for part in BUNDLED)
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if not path.is_file() or relative.name in BUNDLED:
            continue
        file = relative.name if relative.parts[0] == "css" else relative.as_posix()
        yield f"assets/{file}", path.read_bytes()

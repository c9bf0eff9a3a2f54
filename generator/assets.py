"""Joins what a page loads in one request, stylesheets or scripts, and lists every other asset."""

from collections.abc import Iterator
from pathlib import Path

BUNDLE = "assets/qianxiao.css"
BUNDLED = ("tokens.css", "base.css", "parts.css")
JOINED_SCRIPTS = ("finder",)
"""Folders under js/ whose files, one a subject, are published as one script."""


def assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(file, bytes) of everything that `site/assets` publishes.

    A stylesheet outside the bundle is linked by the pages whose front matter names it (`style:`).
    """
    yield BUNDLE, b"".join((folder / "css" / part).read_bytes() for part in BUNDLED)
    for name in JOINED_SCRIPTS:
        parts = sorted((folder / "js" / name).glob("*.js"))
        yield f"assets/js/{name}.js", b"".join(part.read_bytes() for part in parts)
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if not path.is_file() or relative.name in BUNDLED:
            continue
        if relative.parent.name in JOINED_SCRIPTS:
            continue
        file = relative.name if relative.parts[0] == "css" else relative.as_posix()
        yield f"assets/{file}", path.read_bytes()

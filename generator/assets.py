"""Joins what a page loads in one request, and names each style and script by its hash.

A page links the hashed name, which a browser keeps for ever. The same file stands under its plain
name too, for pages that were not built with it, and `assets/names.json` says which is which.
"""

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

BUNDLE = "qianxiao.css"
BUNDLED = ("tokens.css", "base.css", "parts.css")
JOINED_SCRIPTS = ("finder",)
"""Folders under js/ whose files, one a subject, are published as one script."""
NAMED_BY_HASH = frozenset({".css", ".js"})


def assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(file, bytes) of everything that `site/assets` publishes.

    A stylesheet outside the bundle is linked by the pages whose front matter names it (`style:`).
    """
    found = dict(_plain(folder))
    names = _names(found)
    for name, content in found.items():
        yield f"assets/{name}", content
        if name in names:
            yield f"assets/{names[name]}", content
    yield "assets/names.json", json.dumps(names, sort_keys=True).encode()


def hashed_names(folder: Path) -> dict[str, str]:
    """qianxiao.css -> qianxiao.0123456789.css, js/filter.js -> js/filter.0123456789.js."""
    return _names(dict(_plain(folder)))


def _plain(folder: Path) -> Iterator[tuple[str, bytes]]:
    yield BUNDLE, b"".join((folder / "css" / part).read_bytes() for part in BUNDLED)
    for name in JOINED_SCRIPTS:
        parts = sorted((folder / "js" / name).glob("*.js"))
        yield f"js/{name}.js", b"".join(part.read_bytes() for part in parts)
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if not path.is_file() or relative.name in BUNDLED:
            continue
        if relative.parent.name in JOINED_SCRIPTS:
            continue
        yield (
            relative.name if relative.parts[0] == "css" else relative.as_posix(),
            path.read_bytes(),
        )


def _names(found: dict[str, bytes]) -> dict[str, str]:
    names = {}
    for name, content in found.items():
        stem, _, suffix = name.rpartition(".")
        if f".{suffix}" in NAMED_BY_HASH:
            names[name] = f"{stem}.{blake2b(content, digest_size=5).hexdigest()}.{suffix}"
    return names

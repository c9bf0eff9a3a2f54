"""Which files belong to the repository, as git lists them; nothing generated, nothing private."""

import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Paths relative to ROOT, in git's order; a file deleted but not yet committed is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    paths = (Path(name) for name in listed.split("\0") if name)
    return tuple(path for path in paths if (ROOT / path).is_file())


def under(folders: Iterable[str], *suffixes: str) -> list[Path]:
    """Tracked files in these top folders whose names end in one of these suffixes."""
    wanted = set(folders)
    return [path for path in tracked() if path.parts[0] in wanted and path.name.endswith(suffixes)]


def posix(path: Path) -> str:
    return str(PurePosixPath(path))

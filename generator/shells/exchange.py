"""Puts one folder in the place of another in one step of the file system."""

import ctypes
import os
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def exchange(new: Path, live: Path) -> None:
    """`new` becomes `live`, and the old `live`, if there was one, becomes `new`."""
    if not live.exists():
        live.parent.mkdir(parents=True, exist_ok=True)
        new.rename(live)
        return
    if _exchange_at_once(new, live):
        return
    # Not Linux, or a file system that cannot: for an instant no folder stands there.
    aside = new.with_name(new.name + ".aside")
    live.rename(aside)
    new.rename(live)
    aside.rename(new)


def _exchange_at_once(new: Path, live: Path) -> bool:
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(
        rename(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(live), RENAME_EXCHANGE) == 0
    )

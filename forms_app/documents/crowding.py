"""How many families may have photos in hand at once: most of the threads, the rest serve pages.

A photo takes ten times as long as a page. Where a crowd sends photos, every thread would wait for a
decoder, and nobody could fill in a page. Counted in each process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app

from forms_app.errors import Busy

PLACES = "qianxiao.photo_places"


def most(threads: int) -> int:
    """Three quarters of a process's threads, at least one."""
    return max(threads * 3 // 4, 1)


def init_app(app: Flask, *, threads: int) -> None:
    app.extensions[PLACES] = threading.BoundedSemaphore(most(threads))


@contextmanager
def place() -> Iterator[None]:
    """Hold a place while photos are drawn anew. Raises Busy at once when there is none."""
    places: threading.BoundedSemaphore = current_app.extensions[PLACES]
    if not places.acquire(blocking=False):
        raise Busy("too many photos at once")
    try:
        yield
    finally:
        places.release()

"""The shipped settings of gunicorn for `bench.bare`, which has no schema to check and no outbox."""

import runpy
from pathlib import Path

from gunicorn.workers.base import Worker

globals().update(
    runpy.run_path(str(Path(__file__).resolve().parent.parent / "deploy" / "gunicorn.conf.py"))
)


def post_worker_init(worker: Worker) -> None:
    """Say once that the socket listens."""
    if worker.age == 1:
        host, port = worker.sockets[0].getsockname()[:2]
        print(f"ready http://{host}:{port}", flush=True)

"""How gunicorn runs the forms app: one process with threads, more only on PostgreSQL."""

import os
import sys
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

# SQLite's first-in-first-out write lock lives in the process, so it allows no second worker.
workers = int(os.environ.get("QIANXIAO_WORKERS", "1"))
worker_class = "gthread"
threads = int(os.environ.get("QIANXIAO_THREADS", "16"))
timeout = 60
graceful_timeout = 30
keepalive = 5

# A request line never needs more, and a form page has a few dozen headers at most.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190

loglevel = "warning"
accesslog = None  # the proxy in front keeps its own; a query code never enters a log here
control_socket_disable = True
forwarded_allow_ips = "127.0.0.1"
if Path("/dev/shm").is_dir():  # noqa: S108, a heartbeat file that must not wait for a disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def on_starting(server: Arbiter) -> None:
    """Refuse a second worker on SQLite, wherever the number came from."""
    on_postgres = os.environ.get("QIANXIAO_DATABASE_URL", "").startswith("postgresql")
    if server.cfg.workers > 1 and not on_postgres:
        sys.exit("QIANXIAO_WORKERS: more than one worker needs QIANXIAO_DATABASE_URL=postgresql…")


def post_worker_init(worker: Worker) -> None:
    """Refuse an old database, start the outbox, say once that the socket listens."""
    # Imported in the worker alone: what the master holds, a reload would hand on unchanged.
    from forms_app.deployment import require_schema  # noqa: PLC0415
    from forms_app.outbox import keep_draining  # noqa: PLC0415

    require_schema(worker.wsgi)
    keep_draining(worker.wsgi)
    if worker.age == 1:
        host, port = worker.sockets[0].getsockname()[:2]
        print(f"ready http://{host}:{port}", flush=True)

"""How gunicorn runs the forms app: one process with threads, more only on PostgreSQL."""

import errno
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker
from gunicorn.workers.gthread import TConn, ThreadWorker

# gthread waits for a client without end, so a handful of stalled ones would hold every thread.
FIRST_SECONDS = 10.0
SLOWEST = 500  # bytes a second; what has arrived buys a slow line its time
SEND_SECONDS = 60.0


class PatientSocket(socket.socket):
    """A client's socket that gives up on a request that stalls, and on a reader that stalls.

    Where gunicorn sets a time of its own, that one holds.
    """

    began, received = 0.0, 0

    def setblocking(self, flag: bool) -> None:
        """gthread calls this before it reads a request: the clock starts."""
        super().setblocking(flag)
        self.began, self.received = time.monotonic(), 0

    def recv(self, size: int, flags: int = 0) -> bytes:
        if self.gettimeout() is not None:
            return super().recv(size, flags)
        left = self.began + FIRST_SECONDS + self.received / SLOWEST - time.monotonic()
        self.settimeout(max(left, 0.001))
        try:
            data = super().recv(size, flags)
        except TimeoutError:
            raise self._gone() from None
        finally:
            self.settimeout(None)
        self.received += len(data)
        return data

    def sendall(self, data: bytes, flags: int = 0) -> None:
        if self.gettimeout() is not None:
            return super().sendall(data, flags)
        self.settimeout(SEND_SECONDS)
        try:
            return super().sendall(data, flags)
        except TimeoutError:
            raise self._gone() from None
        finally:
            self.settimeout(None)

    def _gone(self) -> OSError:
        """Both ways are shut, or the worker would linger two seconds over each farewell."""
        with suppress(OSError):
            self.shutdown(socket.SHUT_RDWR)
        return ConnectionResetError(errno.ECONNRESET, "the client stalled")


class PatientWorker(ThreadWorker):
    """gthread with sockets that end."""

    def enqueue_req(self, conn: TConn) -> None:
        if not isinstance(conn.sock, PatientSocket):
            family, kind, protocol = conn.sock.family, conn.sock.type, conn.sock.proto
            conn.sock = PatientSocket(family, kind, protocol, fileno=conn.sock.detach())
        super().enqueue_req(conn)


# SQLite's first-in-first-out write lock lives in the process, so it allows no second worker.
workers = int(os.environ.get("QIANXIAO_WORKERS", "1"))
worker_class = PatientWorker
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
    """Refuse an old database, warm up, start the outbox, say once that the socket listens."""
    # Imported in the worker alone: what the master holds, a reload would hand on unchanged.
    from forms_app.deployment import require_schema, warm_up  # noqa: PLC0415
    from forms_app.outbox import keep_draining  # noqa: PLC0415

    require_schema(worker.wsgi)
    warm_up(worker.wsgi)
    keep_draining(worker.wsgi)
    if worker.age == 1:
        host, port = worker.sockets[0].getsockname()[:2]
        print(f"ready http://{host}:{port}", flush=True)

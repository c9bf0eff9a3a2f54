"""The server's clock: the only place that asks for the time, so that a test can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "UTC+8")

_set_by_test: ContextVar[datetime | None] = ContextVar("set_by_test", default=None)


def now() -> datetime:
    """The moment, in UTC, with its offset."""
    return _set_by_test.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in China, where deadlines are read."""
    return now().astimezone(BEIJING).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at `moment` inside the block, in this thread only."""
    token = _set_by_test.set(moment)
    try:
        yield
    finally:
        _set_by_test.reset(token)

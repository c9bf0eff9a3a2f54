"""The server's clock: the only place that asks for the time, so that a test can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone

from forms_app.languages.texts import said

BEIJING = timezone(timedelta(hours=8), "UTC+8")

_stopped: list[datetime] = []


def now() -> datetime:
    """The moment, in UTC, with its offset."""
    return _stopped[-1] if _stopped else datetime.now(UTC)


def today() -> date:
    """The calendar day in China, where deadlines are read."""
    return now().astimezone(BEIJING).date()


def day_words(moment: datetime) -> str:
    """`2026年12月8日`, the day in China."""
    day = moment.astimezone(BEIJING)
    return said("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)


def moment_words(moment: datetime) -> str:
    """`2026年12月8日 09:05`, China's time."""
    time = f"{moment.astimezone(BEIJING):%H:%M}"
    return said("{day} {time}", day=day_words(moment), time=time)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at `moment` inside the block, for every thread; for tests only."""
    _stopped.append(moment)
    try:
        yield
    finally:
        _stopped.pop()

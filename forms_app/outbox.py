"""Work that must happen after a commit: a row beside the change, claimed under a lease, done once.

The row commits with the change that asks for it, so neither exists without the other. Drained in
the process by default; the same table is what workers on PostgreSQL drain.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Index, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app import clock
from forms_app.extensions import db
from forms_app.models import Base

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5

Work = Callable[[Session, Mapping[str, Any]], None]
_WORK: dict[str, Work] = {}
OutsideWork = Callable[[Mapping[str, Any]], None]
_OUTSIDE: dict[str, OutsideWork] = {}


class Job(Base):
    """One thing to do. Unique by kind, business key and version: asking twice is asking once."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("kind", "business_key", "version"),
        Index("ix_job_open", "done_at", "lease_until", "created_at"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    business_key: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(default=1)
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Identifiers only, never a personal value."""
    attempt: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    parked_because: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


def does(kind: str) -> Callable[[Work], Work]:
    """Name the function that does jobs of one kind."""

    def register(work: Work) -> Work:
        if kind in _WORK:
            raise ValueError(f"two functions do {kind}")
        _WORK[kind] = work
        return work

    return register


def does_outside(kind: str) -> Callable[[OutsideWork], OutsideWork]:
    """Name a function that waits for somebody outside: it holds no transaction while it does.

    It opens short ones of its own, and must itself know what it has done: it may be called again.
    """

    def register(work: OutsideWork) -> OutsideWork:
        if kind in _OUTSIDE:
            raise ValueError(f"two functions do {kind}")
        _OUTSIDE[kind] = work
        return work

    return register


def ask(
    session: Session,
    kind: str,
    *,
    business_key: str,
    version: int = 1,
    payload: Mapping[str, Any] | None = None,
) -> Job:
    """Put a job beside the change in the same transaction; an equal job is returned as it is."""
    same = session.scalar(
        select(Job).where(
            Job.kind == kind, Job.business_key == business_key, Job.version == version
        )
    )
    if same is not None:
        return same
    job = Job(kind=kind, business_key=business_key, version=version, payload=dict(payload or {}))
    session.add(job)
    session.flush()
    return job


def drain(*, most: int = 100, inside_only: bool = False) -> int:
    """Do open jobs, oldest first; return how many were done. A failing job is parked in the end.

    `inside_only` is for a request: no reader waits for a gateway.
    """
    done = 0
    for _ in range(most):
        claimed = _claim(inside_only=inside_only)
        if claimed is None:
            break
        done += _do(*claimed)
    return done


def keep_draining(app: Flask, *, seconds: float = 5.0) -> threading.Event:
    """Look for open jobs every so often, in a thread of the web process; set the event to end it.

    What a request could not finish after its commit is done here. A look reads only, so that an
    empty outbox costs no writer its turn. Nothing that goes wrong ends the thread: the jobs are in
    the database, and the next look finds them.
    """
    end = threading.Event()

    def look() -> None:
        while not end.wait(seconds):
            try:
                with app.app_context():
                    if _has_open_jobs():
                        drain()
            except Exception as error:  # A dead thread would leave every later job undone.
                # The class only: an error's text may quote what a person typed.
                log.error("the outbox is looked at again later: %s", type(error).__name__)

    threading.Thread(target=look, name="outbox", daemon=True).start()
    return end


def _open_jobs() -> tuple[ColumnElement[bool], ...]:
    leased = or_(Job.lease_until.is_(None), Job.lease_until < clock.now())
    return (Job.done_at.is_(None), Job.parked_because.is_(None), leased)


def _has_open_jobs() -> bool:
    with db.reading_session() as session:
        return session.scalar(select(Job.id).where(*_open_jobs()).limit(1)) is not None


def _claim(*, inside_only: bool = False) -> tuple[str, int] | None:
    """Take one open job under a lease; the attempt number is the fence against a slow worker."""
    moment = clock.now()
    with db.writing_session() as session:
        job = session.scalar(
            select(Job)
            .where(*_open_jobs(), *([Job.kind.not_in(_OUTSIDE)] if inside_only else []))
            .order_by(Job.created_at, Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if job is None:
            return None
        job.attempt += 1
        job.lease_until = moment + LEASE
        claimed = (job.id, job.attempt)
        session.commit()
        return claimed


def _do(job_id: str, attempt: int) -> int:
    with db.reading_session() as session:
        job = session.get_one(Job, job_id)
        kind, payload = job.kind, dict(job.payload)
    if kind not in _OUTSIDE:
        return _do_inside(job_id, attempt)
    try:
        _OUTSIDE[kind](payload)
    except Exception as error:  # As below: the queue goes on, the job is kept.
        _give_back(job_id, attempt, error)
        return 0
    with db.writing_session() as session:
        job = session.get_one(Job, job_id, with_for_update=True)
        if job.attempt != attempt or job.done_at is not None:
            return 0
        job.done_at = clock.now()
        session.commit()
    return 1


def _do_inside(job_id: str, attempt: int) -> int:
    with db.writing_session() as session:
        job = session.get_one(Job, job_id, with_for_update=True)
        if job.attempt != attempt or job.done_at is not None:
            return 0
        try:
            _WORK[job.kind](session, job.payload)
        except Exception as error:  # A job of any kind must not stop the queue; it is kept.
            session.rollback()
            _give_back(job_id, attempt, error)
            return 0
        job.done_at = clock.now()
        session.commit()
        return 1


def _give_back(job_id: str, attempt: int, error: Exception) -> None:
    with db.writing_session() as session:
        job = session.get_one(Job, job_id, with_for_update=True)
        if job.attempt != attempt:
            return
        job.lease_until = clock.now() + LEASE * attempt
        if attempt >= MOST_ATTEMPTS:
            # The class only: an error's text may quote what a person typed.
            job.parked_because = type(error).__name__
        session.commit()

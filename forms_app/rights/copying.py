"""A copy of one's data: asked for, written down, and packed as one file. Flushes, never commits.

The archive holds a page to read, the same as JSON, and the pictures. Asked for again within a few
minutes it is the same request, and the same bytes while nothing changed.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime, timedelta

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import papers
from forms_app.applications.models import Application
from forms_app.documents import storage
from forms_app.languages import speaking
from forms_app.languages.texts import said
from forms_app.rights.models import CopyRequest
from forms_app.rights.told import Copy, collect
from forms_app.rights.told_data import as_data
from forms_app.workflow import Actor

SAME_WITHIN = timedelta(minutes=10)
OPEN_FOR = timedelta(minutes=30)
"""After that a browser that is given back opens the archive no more; it is asked for anew."""
PAGE = said("我的资料.html")
DATA = said("我的资料.json")
PRIVATE = 0o600 << 16


def ask(session: Session, application: Application, *, actor: Actor) -> CopyRequest:
    """Write the request down; a second press within ten minutes finds the first."""
    session.flush()
    session.refresh(application, with_for_update=True)
    last = _last(session, application, account_id=actor.account_id, within=SAME_WITHIN)
    if last is not None:
        return last
    request = CopyRequest(
        application_id=application.id,
        account_id=actor.account_id,
        shown_as=actor.shown_as,
        at=clock.now(),
    )
    session.add(request)
    session.flush()
    return request


def open_for_family(session: Session, application: Application) -> CopyRequest | None:
    """The family's own request of the last half hour."""
    return _last(session, application, account_id=None, within=OPEN_FOR)


def requests_of(session: Session, application: Application) -> list[CopyRequest]:
    """Every request, the newest first, whoever asked."""
    return list(
        session.scalars(
            select(CopyRequest)
            .where(CopyRequest.application_id == application.id)
            .order_by(CopyRequest.at.desc(), CopyRequest.id)
        )
    )


def _last(
    session: Session, application: Application, *, account_id: str | None, within: timedelta
) -> CopyRequest | None:
    return session.scalar(
        select(CopyRequest)
        .where(
            CopyRequest.application_id == application.id,
            CopyRequest.account_id.is_(None)
            if account_id is None
            else CopyRequest.account_id == account_id,
            CopyRequest.at > clock.now() - within,
        )
        .order_by(CopyRequest.at.desc(), CopyRequest.id)
        .limit(1)
    )


def student_of(session: Session, application: Application) -> str:
    return papers.student_name(papers.sent_answers(session, application))


def archive(session: Session, application: Application, request: CopyRequest) -> bytes:
    """The ZIP. At most a few dozen pictures of 300 kB, so it is made in memory.

    In Chinese whoever asks: it is a record of what stands in the database.
    """
    copy = collect(session, application, at=request.at)
    pictures = _pictures(copy)
    missing = [name for name, it in pictures if it is None]
    with speaking.in_language(speaking.CHINESE):
        page = render_template("rights/copy_file.html", copy=copy, missing=missing)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        _put(file, PAGE, page.encode(), at=request.at, shrink=True)
        data = json.dumps(as_data(copy), ensure_ascii=False, indent=1)
        _put(file, DATA, data.encode(), at=request.at, shrink=True)
        for name, content in pictures:
            if content is not None:
                _put(file, name, content, at=request.at, shrink=False)
    return packed.getvalue()


def _pictures(copy: Copy) -> list[tuple[str, bytes | None]]:
    """Name in the archive and bytes; None where the disk lost one, which the page then says."""
    found: list[tuple[str, bytes | None]] = []
    for picture in copy.pictures:
        try:
            found.append((picture.name, storage.get(picture.file_name)))
        except FileNotFoundError:
            found.append((picture.name, None))
    return found


def _put(file: zipfile.ZipFile, name: str, content: bytes, *, at: datetime, shrink: bool) -> None:
    local = at.astimezone(clock.BEIJING)
    entry = zipfile.ZipInfo(name, date_time=local.timetuple()[:6])
    entry.external_attr = PRIVATE
    entry.compress_type = zipfile.ZIP_DEFLATED if shrink else zipfile.ZIP_STORED
    file.writestr(entry, content)

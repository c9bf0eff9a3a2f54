"""A family sends its papers; who may see them, how they lie on the disk, when they go."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.accounts.models import Account
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import Event
from forms_app.documents import crowding, services, storage
from forms_app.documents.models import Document
from forms_app.errors import NotFound
from forms_app.privacy import View
from forms_app.sealing import SealBroken
from forms_app.workflow import Role, advance
from tests.forms_app.applications.journey import Family
from tests.forms_app.applications.starting import applied
from tests.forms_app.documents import files
from tests.forms_app.review.factories import COLLEGE

LogIn = Callable[[FlaskClient, Account], FlaskClient]
PHOTO = files.photo(400, 300)


@pytest.fixture
def family(client: FlaskClient) -> Family:
    opened = Family(client)
    applied(opened)
    return opened


def send(
    family: Family, *contents: bytes, kind: str = "毕业证", name: str = "a.jpg"
) -> TestResponse:
    pictures = [(BytesIO(content), name) for content in contents]
    return family.client.post(
        "/apply/documents",
        data={**tokens(family), "kind": kind, "pictures": pictures},
        content_type="multipart/form-data",
    )


def tokens(family: Family) -> dict[str, str]:
    """What every form of the page carries."""
    page = family.read("/apply/documents")
    return {
        name: html.unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[0])
        for name in ("csrf_token", "whose")
    }


def documents(session: Session) -> list[Document]:
    session.expire_all()
    return list(session.scalars(select(Document).order_by(Document.created_at, Document.id)))


def test_a_family_sends_two_pictures_and_sees_them(family: Family, session: Session) -> None:
    assert send(family, PHOTO, PHOTO).location == "/apply/documents"
    page = family.read("/apply/documents")
    assert "毕业证：2 张已送到。" in page
    first = documents(session)[0]
    answer = family.client.get(f"/apply/documents/{first.id}.jpg")
    assert answer.mimetype == "image/jpeg"
    assert answer.data.startswith(b"\xff\xd8\xff")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_picture_lies_sealed_under_a_random_name(
    family: Family, session: Session, app: Flask
) -> None:
    send(family, PHOTO, name="../../阿力木·买买提 户口簿.jpg")
    (row,) = documents(session)
    folder: Path = app.config["QIANXIAO"].data / "documents"
    (file,) = [path for path in folder.rglob("*") if path.is_file() and path.name == row.file_name]
    assert file.read_bytes().find(b"\xff\xd8\xff") == -1
    assert file.parent.stat().st_mode & 0o077 == 0
    assert storage.get(row.file_name).startswith(b"\xff\xd8\xff")
    other = storage.put(b"another")
    (folder / other[:2] / other).write_bytes(file.read_bytes())
    with pytest.raises(SealBroken):
        storage.get(other)


def test_a_refused_file_loses_nothing_that_was_sent_before(
    family: Family, session: Session
) -> None:
    send(family, PHOTO)
    answer = send(family, PHOTO, b"<html>")
    assert answer.status_code == 200
    assert "第2张：这不是照片" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert len(documents(session)) == 1


def test_more_than_six_pictures_of_one_paper_are_refused_with_what_is_left(
    family: Family, session: Session
) -> None:
    send(family, *[PHOTO] * 5)
    assert "毕业证最多6张，还能加1张" in send(family, PHOTO, PHOTO).text
    assert send(family, PHOTO).status_code == 303
    assert len(documents(session)) == 6
    assert "加毕业证的照片" not in family.read("/apply/documents")


def test_when_too_many_send_photos_the_next_one_is_asked_to_wait_and_pages_go_on(
    family: Family, session: Session, app: Flask
) -> None:
    with ExitStack() as others:
        for _ in range(crowding.most(app.config["QIANXIAO"].threads)):
            others.enter_context(crowding.place())
        page = family.read("/apply/documents")
        answer = send(family, PHOTO)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "什么都没有丢" in answer.text
    assert documents(session) == []
    assert "加毕业证的照片" in page
    assert send(family, PHOTO).status_code == 303


def test_a_refused_photo_gives_its_place_back(family: Family, app: Flask) -> None:
    for _ in range(app.config["QIANXIAO"].threads):
        assert "这不是照片" in send(family, b"<html>").text


class Unread:
    """The body of a request that must not be read."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")


def test_a_body_without_end_is_refused_before_it_is_read(family: Family) -> None:
    answer = family.client.post(
        "/apply/documents",
        environ_overrides={"wsgi.input": Unread(), "CONTENT_LENGTH": str(1024**3)},
    )
    assert answer.status_code == 413
    assert "一次最多 32 MB" in answer.text


def test_no_other_page_takes_a_large_body(family: Family) -> None:
    answer = family.client.post(
        "/apply/tasks/contact",
        environ_overrides={"wsgi.input": Unread(), "CONTENT_LENGTH": str(4 * 1024**2)},
    )
    assert answer.status_code == 413


def test_nobody_opens_a_picture_of_another_family(
    family: Family, session: Session, app: Flask
) -> None:
    send(family, PHOTO)
    (row,) = documents(session)
    stranger = Family(app.test_client())
    stranger.begin()
    assert stranger.client.get(f"/apply/documents/{row.id}.jpg").status_code == 404
    assert app.test_client().get(f"/apply/documents/{row.id}.jpg").status_code == 303


def test_papers_wait_for_the_second_consent(client: FlaskClient, session: Session) -> None:
    family = Family(client)
    family.begin(sensitive_data="")
    assert "先在<a" in family.read("/apply/documents")
    application = session.scalars(select(Application)).one()
    assert not services.has_consent(application)


def test_a_picture_that_was_taken_away_is_seen_by_nobody(family: Family, session: Session) -> None:
    send(family, PHOTO)
    (row,) = documents(session)
    address, sent = f"/apply/documents/{row.id}/remove", tokens(family)
    assert family.client.post(address, data={**sent, "csrf_token": "x"}).status_code == 409
    assert family.client.post(address, data=sent).status_code == 303
    assert documents(session)[0].removed_at is not None
    assert family.client.get(f"/apply/documents/{row.id}.jpg").status_code == 404


def test_a_college_sees_the_certificate_and_the_desk_everything(
    family: Family,
    session: Session,
    app: Flask,
    make_account: Callable[..., Account],
    login: LogIn,
) -> None:
    send(family, PHOTO)
    send(family, PHOTO, kind="户口簿")
    rows = {row.kind: row for row in documents(session)}
    certificate, booklet = rows["毕业证"], rows["户口簿"]
    address = f"/staff/applications/{certificate.application_id}/documents"
    college = login(app.test_client(), make_account(college_id=COLLEGE))
    desk = login(app.test_client(), make_account(Role.COUNTY_DESK, division="513431"))
    far = login(app.test_client(), make_account(Role.COUNTY_DESK, division="622901"))

    assert "还有户口簿，只有县里能看" in college.get(address).text
    assert college.get(f"{address}/{certificate.id}.jpg").status_code == 200
    assert college.get(f"{address}/{booklet.id}.jpg").status_code == 404
    assert desk.get(f"{address}/{booklet.id}.jpg").data.startswith(b"\xff\xd8\xff")
    assert far.get(f"{address}/{certificate.id}.jpg").status_code == 404
    looks = session.scalars(select(View.what).order_by(View.at, View.id)).all()
    assert sorted(looks) == ["看材料目录", "看材料：户口簿", "看材料：毕业证"]
    assert "看材料：户口簿" in family.read("/apply/status")


def test_pictures_go_ninety_days_after_the_decision_and_no_sooner(
    family: Family, session: Session
) -> None:
    send(family, PHOTO)
    application = session.scalars(select(Application)).one()
    advance(session, application, Event.WITHDRAW, actor=as_family(application.id))
    session.commit()
    name = documents(session)[0].file_name
    with clock.standing_at(clock.now() + timedelta(days=89)):
        assert name not in services.sweep(session)
    with clock.standing_at(clock.now() + timedelta(days=91)):
        assert name in services.sweep(session)
        session.commit()
    assert documents(session) == []


def test_a_file_that_no_row_names_is_swept_a_day_later(session: Session) -> None:
    name = storage.put(b"left behind")
    path = storage.folder() / name[:2] / name
    for hours, is_swept in ((1, False), (25, True)):
        written = (clock.now() - timedelta(hours=hours)).timestamp()
        os.utime(path, (written, written))
        assert (name in services.sweep(session)) is is_swept
    storage.delete(name)


def test_an_ended_application_takes_no_more_papers(family: Family, session: Session) -> None:
    application = session.scalars(select(Application)).one()
    advance(session, application, Event.WITHDRAW, actor=as_family(application.id))
    session.commit()
    page = family.read("/apply/documents")
    assert "不能再加" in page
    assert "加毕业证的照片" not in page
    with pytest.raises(NotFound):
        services.get(session, application, "0" * 32)

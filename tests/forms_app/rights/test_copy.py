"""A family gets everything that is kept of it, at once, as one file; nobody gets it in secret."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import services
from forms_app.applications.drafts import as_family
from forms_app.documents import storage
from forms_app.extensions import db
from forms_app.rights import copying
from forms_app.rights.models import CopyRequest
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import GUARDIAN, NAME, PHONE, Family, identity_number
from tests.forms_app.applications.starting import begun
from tests.forms_app.review import pages
from tests.forms_app.rights.lookups import application_of, send_photo, stored_files

Browser = Callable[[str], FlaskClient]


def fetch(family: Family) -> zipfile.ZipFile:
    sent = family.send("/apply/copy")
    assert (sent.status_code, sent.location) == (303, "/apply/copy.zip")
    answer = family.client.get("/apply/copy.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="copy.zip"'
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_everything_is_in_it_as_a_page_as_data_and_as_pictures(
    family: Family, session: Session, browser_of: Browser
) -> None:
    assert send_photo(family).status_code == 303
    application = application_of(session)
    browser_of("desk").get(f"/staff/applications/{application.id}")
    factories.return_to_family(session, application, fields=["school"])
    session.commit()
    family.fill("school", school="示例县第三初级中学")
    family.submit()

    file = fetch(family)
    assert file.testzip() is None
    assert file.namelist() == ["我的资料.html", "我的资料.json", "材料/01-户口簿.jpg"]
    page = file.read("我的资料.html").decode()
    data = json.loads(file.read("我的资料.json"))
    number = application.answers.identity_number
    for word in (NAME, number, PHONE, GUARDIAN, factories.REASON, "退回补正", "打开报名"):
        assert word in page, word
    assert [one["number"] for one in data["versions"]] == [2, 1]
    schools = [one["answers"]["school"] for one in data["versions"]]
    assert schools == ["示例县第三初级中学", "示例县第一初级中学"]
    assert data["looks"][0]["what"] == "打开报名"
    assert {one["words"] for one in data["history"]} >= {factories.REASON}
    assert len(data["consents"]) == 5
    assert all(one["text"] for one in data["consents"])
    assert any(PHONE in one["who"] for one in data["messages"])
    assert data["requests"][-1]["what"] == "取了一份全部资料"
    with Image.open(io.BytesIO(file.read("材料/01-户口簿.jpg"))) as picture:
        assert picture.format == "JPEG"
    # Nothing that only we could read: no identifier of a row, an account or an office.
    # And no 取件码, or a desk that hands the file over could open the application with it.
    code = application.code or "no code"
    for hidden in (application.id, application.code_index, "account", "history_id", code):
        assert hidden not in page + json.dumps(data)
    assert family.code not in page


def test_a_draft_is_given_out_too_and_what_is_typed_and_not_sent(client: FlaskClient) -> None:
    family = Family(client)
    begun(family)
    family.fill("student", identity_number=identity_number())
    data = json.loads(fetch(family).read("我的资料.json"))
    assert data["versions"] == []
    assert data["draft"]["name"] == NAME
    assert data["number"] is None


def test_what_a_person_typed_is_text_on_the_page(client: FlaskClient) -> None:
    family = Family(client)
    begun(family)
    family.fill("school", school="<script>alert(1)</script>")
    page = fetch(family).read("我的资料.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_asked_twice_it_is_one_request_and_the_same_bytes(family: Family, session: Session) -> None:
    first = fetch(family)
    with clock.standing_at(clock.now() + timedelta(minutes=3)):
        family.send("/apply/copy")
        again = family.client.get("/apply/copy.zip").data
    assert first.fp is not None
    first.fp.seek(0)
    assert first.fp.read() == again
    assert session.scalar(select(func.count()).select_from(CopyRequest)) == 1
    with clock.standing_at(clock.now() + timedelta(minutes=11)):
        family.send("/apply/copy")
    assert session.scalar(select(func.count()).select_from(CopyRequest)) == 2
    assert family.read("/apply/copy").count("家里人") == 2


def test_two_presses_in_the_same_moment_are_one_request(
    app: Flask, family: Family, session: Session
) -> None:
    identifier = application_of(session).id
    session.commit()
    start = threading.Barrier(4)
    moment = clock.now()

    def press() -> None:
        start.wait()
        with app.app_context(), db.writing_session() as own:
            copying.ask(own, services.get(own, identifier), actor=as_family(identifier))
            own.commit()

    with clock.standing_at(moment):
        threads = [threading.Thread(target=press) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert session.scalar(select(func.count()).select_from(CopyRequest)) == 1


def test_the_address_alone_gives_nothing_and_gives_nothing_any_more_after_half_an_hour(
    app: Flask, family: Family
) -> None:
    assert family.client.get("/apply/copy.zip").location == "/apply/copy"
    fetch(family)
    with clock.standing_at(clock.now() + timedelta(minutes=31)):
        assert family.client.get("/apply/copy.zip").location == "/apply/copy"
    assert "要先按下面的按钮" in family.read("/apply/copy")
    stranger = app.test_client().get("/apply/copy.zip")
    assert (stranger.location or "").startswith("/apply/open")


def test_a_borrowed_phone_is_warned_of_before(family: Family) -> None:
    page = family.read("/apply/copy")
    assert "用的是别人的手机" in page
    assert page.index("用的是别人的手机") < page.index("下载全部资料</button>")
    assert "只按“关好再还”删不掉它" in page


def test_a_picture_that_the_disk_lost_is_said_and_breaks_nothing(
    family: Family, session: Session
) -> None:
    send_photo(family)
    storage.delete(stored_files(session)[0].name)
    file = fetch(family)
    assert file.namelist() == ["我的资料.html", "我的资料.json"]
    assert "这一张找不到了" in file.read("我的资料.html").decode()


def test_a_desk_takes_it_for_a_family_and_the_family_reads_who_did(
    family: Family, session: Session, browser_of: Browser
) -> None:
    desk = browser_of("desk")
    address = f"/staff/applications/{application_of(session).id}/copy"
    opened = desk.get(address)
    unseen = pages.press(desk, opened)
    assert "先看户口簿原件，再勾" in unseen.text
    assert session.scalar(select(CopyRequest.id)) is None
    taken = pages.press(desk, opened, has_seen="y")
    assert NAME in zipfile.ZipFile(io.BytesIO(taken.data)).read("我的资料.html").decode()
    assert "替家里人取全部资料" in family.read("/apply/status")
    page = family.read("/apply/copy")
    assert "服务点" in page
    assert "看过户口簿，替你们取的" in page


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 403), ("signer", 403), ("far_desk", 404), ("admin", 403)]
)
def test_nobody_else_takes_one(
    family: Family, session: Session, browser_of: Browser, who: str, status: int
) -> None:
    address = f"/staff/applications/{application_of(session).id}/copy"
    assert browser_of(who).get(address).status_code == status
    assert browser_of(who).post(address, data={"has_seen": "y"}).status_code == status
    assert session.scalar(select(CopyRequest.id)) is None

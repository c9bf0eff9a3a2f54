"""Which office finds a signed sheet, and what is asked for before anything of it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import cycles
from forms_app.applications.consenting.models import ConsentEntry
from forms_app.applications.drafts import as_family
from forms_app.documents.consent_sheets import serials, services
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.models import Document
from forms_app.errors import Conflict
from generator.schema.campaign import Admission, ConsentText
from tests.forms_app.applications.guardians import GUARDIAN_PAGE, row
from tests.forms_app.applications.journey import GUARDIAN, NAME, PHONE, Family
from tests.forms_app.documents.sheets import (
    COPIED,
    PAGE,
    PHOTO,
    at,
    confirm,
    only_sheet,
    part,
    printed,
    send_photos,
    tokens,
)
from tests.forms_app.review.pages import text

Browser = Callable[[str], FlaskClient]
ELSEWHERE = "没有找到"


@pytest.mark.parametrize("who", ["other", "far_desk"])
def test_another_office_finds_no_sheet_with_the_serial(
    who: str, drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet, stranger = printed(drafted, session), browser_of(who)
    send_photos(drafted, PHOTO)
    assert stranger.get(at(sheet)).status_code == 404
    picture = session.scalars(select(Document)).one()
    assert stranger.get(f"{at(sheet)}/{picture.id}.jpg").status_code == 404
    shown = stranger.get("/staff/consent-sheets", query_string={"serial": sheet.serial})
    assert ELSEWHERE in text(shown)
    assert serials.shown(sheet.serial) not in text(stranger.get("/staff/consent-sheets"))


def test_a_college_s_list_holds_sheets_of_counties_without_a_desk_only(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet, college = printed(drafted, session), browser_of("officer")
    send_photos(drafted, PHOTO)
    assert serials.shown(sheet.serial) in text(college.get("/staff/consent-sheets"))
    desk = browser_of("prefecture")
    assert serials.shown(sheet.serial) in text(desk.get("/staff/consent-sheets"))
    assert serials.shown(sheet.serial) not in text(college.get("/staff/consent-sheets"))
    assert college.get(at(sheet)).status_code == 200


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"given_by": ""}, "写上监护人的姓名"),
        ({"relation": ""}, "选一项"),
        ({"relation": "学生本人"}, "不满18岁的，要监护人签"),
        ({"signed_on": ""}, "写上签字的那一天"),
        ({"signed_on": "去年"}, "写上签字的那一天"),
        ({"signed_on": "2026-12-02"}, "这一天还没有到"),
        ({"signed_on": "2026-11-30"}, "早不过那天"),
        ({"looked_at": ""}, "选一项"),
        ({"has_signature": ""}, "没有签名和手印"),
        ({"colleges": ""}, "选一项"),
        ({"colleges": "也许"}, "选一项"),
    ],
)
def test_what_is_missing_on_the_copy_is_asked_for_and_nothing_is_recorded(
    changed: dict[str, str],
    says: str,
    drafted: Family,
    session: Session,
    browser_of: Browser,
) -> None:
    sheet = printed(drafted, session)
    send_photos(drafted, PHOTO)
    answer = confirm(browser_of("desk"), sheet, **changed)
    assert answer.status_code == 200
    assert says in text(answer)
    assert only_sheet(session).state == "sent"
    assert session.scalars(select(ConsentEntry)).all() == []


def test_a_picture_that_changed_since_the_desk_looked_is_looked_at_anew(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet, desk = printed(drafted, session), browser_of("desk")
    send_photos(drafted, PHOTO)
    page = desk.get(at(sheet))
    send_photos(drafted, PHOTO)
    answer = desk.post(at(sheet), data={**part(page, "confirm"), **COPIED})
    assert "照片刚换过" in text(answer)
    assert session.scalars(select(ConsentEntry)).all() == []
    picture = services.pictures_of(session, only_sheet(session))[0]
    removed = drafted.client.post(f"{PAGE}/{picture.id}/remove", data=tokens(drafted.read(PAGE)))
    assert removed.location == PAGE
    assert only_sheet(session).state == "printed"
    assert "还没有送出去核对" in drafted.read(PAGE)
    assert send_photos(drafted).location == PAGE
    assert only_sheet(session).state == "sent"


def test_texts_that_changed_after_printing_are_signed_anew(
    drafted: Family, session: Session, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, desk = printed(drafted, session), browser_of("desk")
    send_photos(drafted, PHOTO)
    page = desk.get(at(sheet))
    texts = cycles.consent_texts

    def newer(rules: Admission) -> tuple[ConsentText, ...]:
        return tuple(one.model_copy(update={"version": "2026-12-01"}) for one in texts(rules))

    monkeypatch.setattr(cycles, "consent_texts", newer)
    answer = desk.post(at(sheet), data={**part(page, "confirm"), **COPIED})
    assert "文字刚换过新的" in text(answer)
    assert session.scalars(select(ConsentEntry)).all() == []
    assert "这张不能用了" in drafted.read(PAGE)
    assert drafted.client.get(f"{PAGE}.pdf").status_code == 404
    drafted.send(PAGE)
    session.expire_all()
    states = session.scalars(select(ConsentSheet.state).order_by(ConsentSheet.printed_at)).all()
    assert sorted(states) == ["ended", "printed"]
    assert session.scalars(select(Document.removed_at)).one() is not None


def test_nothing_is_sent_without_a_picture_and_nothing_but_pictures(
    drafted: Family, session: Session
) -> None:
    printed(drafted, session)
    assert "还没有照片" in send_photos(drafted).text
    assert "这不是照片" in send_photos(drafted, b"#!/bin/sh").text
    assert "最多6张" in send_photos(drafted, *[PHOTO] * 7).text
    send_photos(drafted, *[PHOTO] * 5)
    assert "还能加1张" in send_photos(drafted, PHOTO, PHOTO).text
    assert len(services.pictures_of(session, only_sheet(session))) == 5


def test_the_pictures_are_no_ordinary_papers(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet = printed(drafted, session)
    send_photos(drafted, PHOTO)
    picture = session.scalars(select(Document)).one()
    assert drafted.client.get(f"/apply/documents/{picture.id}.jpg").status_code == 200
    gone = drafted.client.post(
        f"/apply/documents/{picture.id}/remove", data=tokens(drafted.read(PAGE))
    )
    assert gone.status_code == 404
    assert "签字同意书" not in drafted.read("/apply/documents")
    confirm(browser_of("desk"), sheet)
    with pytest.raises(Conflict, match="已经办完"):
        services.take_away(
            session, only_sheet(session), picture.id, actor=as_family(row(session).id)
        )


def test_the_qr_code_s_page_names_nobody_and_an_unknown_serial_is_not_found(
    drafted: Family, session: Session, client: FlaskClient, browser_of: Browser, app: Flask
) -> None:
    sheet = printed(drafted, session)
    anybody = app.test_client()
    page = text(anybody.get(f"/consent-sheet/{sheet.serial}"))
    assert "还没有送来" in page
    for secret in (NAME, GUARDIAN, PHONE):
        assert secret not in page
    send_photos(drafted, PHOTO)
    assert "等核对" in text(anybody.get(f"/consent-sheet/{sheet.serial}"))
    for serial in ("nonsense", serials.new(), "A" * 12):
        assert anybody.get(f"/consent-sheet/{serial}").status_code == 404
        assert browser_of("desk").get(f"/staff/consent-sheets/{serial}").status_code == 404


def test_a_sheet_does_not_overrule_what_the_guardian_answered_after_it_was_sent(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet = printed(drafted, session)
    send_photos(drafted, PHOTO)
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        drafted.send("/apply/tasks/guardian", **GUARDIAN_PAGE)
        drafted.send("/apply/consents/colleges")
        before = row(session).answers.consents
        answer = confirm(browser_of("desk"), sheet)
        assert "以后面的为准" in text(answer)
        assert row(session).answers.consents == before
        # The family says that it still stands.
        picture = services.pictures_of(session, only_sheet(session))[0]
        drafted.client.post(f"{PAGE}/{picture.id}/remove", data=tokens(drafted.read(PAGE)))
        send_photos(drafted, PHOTO)
        assert confirm(browser_of("desk"), sheet).status_code == 303
        assert all(one.agreed for one in row(session).answers.consents[:3])


def test_what_is_recorded_is_no_longer_open_to_the_college(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet, college = printed(drafted, session), browser_of("officer")
    send_photos(drafted, PHOTO)
    assert college.get(at(sheet)).status_code == 200
    confirm(college, sheet)
    assert college.get(at(sheet)).status_code == 404
    assert browser_of("desk").get(at(sheet)).status_code == 200


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_longest_texts_take_more_pages_and_are_all_there(
    drafted: Family, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, longest = cycles.consent_texts, "一段很长的话。" * 1142

    def long(rules: Admission) -> tuple[ConsentText, ...]:
        return tuple(one.model_copy(update={"text": longest}) for one in texts(rules))

    printed(drafted, session)
    monkeypatch.setattr(cycles, "consent_texts", long)
    content = drafted.client.get(f"{PAGE}.pdf")
    assert content.status_code == 200
    pages = PdfReader(BytesIO(content.data)).pages
    assert len(pages) > 2
    assert sum(page.extract_text().count("很长") for page in pages) > 5000


@pytest.mark.parametrize("typed", ["\ud7ff\u202e", "😀" * 300, "<script>", "0" * 5000, "' OR 1=1"])
def test_whatever_an_office_types_is_an_answer_and_no_fault(
    typed: str, drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet, desk = printed(drafted, session), browser_of("desk")
    send_photos(drafted, PHOTO)
    fields = ("given_by", "relation", "signed_on", "looked_at", "colleges", "seen")
    for name in fields:
        assert confirm(desk, sheet, **{name: typed}).status_code in {200, 303}, name
    assert only_sheet(session).state == "sent"
    found = desk.get("/staff/consent-sheets", query_string={"serial": typed})
    assert found.status_code == 200
    assert typed not in desk.get("/staff/consent-sheets").text

"""Consent on a signed sheet: printed, photographed, seen by an office, recorded or sent back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import cycles
from forms_app.applications.answers import Relation, SignedSheet
from forms_app.applications.consenting.asking import Reply
from forms_app.applications.consenting.models import ConsentEntry
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.documents.consent_sheets import serials, services
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.models import Document
from forms_app.documents.services import expired
from forms_app.errors import TransitionNotAllowed
from forms_app.extensions import db
from forms_app.invariants import verify
from forms_app.privacy import View
from tests.forms_app.applications.guardians import CHILD, GUARDIAN_PAGE, begin, row
from tests.forms_app.applications.journey import GUARDIAN, NAME, PHONE, Family
from tests.forms_app.applications.starting import applied
from tests.forms_app.documents.sheets import (
    COPIED,
    PAGE,
    PHOTO,
    at,
    confirm,
    only_sheet,
    part,
    printed,
    refuse,
    send_photos,
)
from tests.forms_app.review.factories import Office
from tests.forms_app.review.pages import text
from tests.forms_app.rights.lookups import database_files, found_in

Browser = Callable[[str], FlaskClient]
ELSEWHERE = "没有找到"


def pdf_of(family: Family) -> tuple[str, str]:
    """The words of the sheet, and what its QR code says."""
    content = family.client.get(f"{PAGE}.pdf").data
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    drawn = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil()
    return words.replace("\n", ""), zxingcpp.read_barcodes(drawn)[0].text


def test_a_signed_sheet_that_a_desk_has_seen_is_a_consent(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet = printed(drafted, session)
    words, code = pdf_of(drafted)
    assert serials.shown(sheet.serial) in words
    assert code.endswith(f"/consent-sheet/{sheet.serial}")
    assert NAME in words
    for one in cycles.consent_texts(cycles.rules_of(row(session))):
        assert one.title in words
        assert one.text.split("\n\n")[-1] in words
        assert f"版本 {one.version}" in words
    assert send_photos(drafted, PHOTO, PHOTO).location == PAGE
    assert "等人核对" in drafted.read(PAGE)
    assert "签字的同意书送到了" in drafted.read("/apply/status")
    assert not [one for one in row(session).answers.consents if one.agreed]

    desk = browser_of("desk")
    assert serials.shown(sheet.serial) in text(desk.get("/staff/consent-sheets"))
    assert confirm(desk, sheet, publicity="同意").location == "/staff/consent-sheets"

    given = {one.kind.value: one for one in row(session).answers.consents}
    assert {kind: one.agreed for kind, one in given.items()} == {
        "admission": True,
        "sensitive_data": True,
        "colleges": True,
        "later_contact": False,
        "publicity": True,
    }
    for one in given.values():
        assert (one.method, one.by_code, one.given_by) == ("纸质", False, "吉克·阿普")
        assert one.sheet is not None
        assert one.sheet.serial == serials.shown(sheet.serial)
        assert (one.sheet.seen, str(one.sheet.signed_on)) == ("照片", "2026-12-01")
    page = drafted.read("/apply/consents")
    assert "2026年12月1日签" in page
    assert "服务点看过照片" in page
    assert "签字的同意书记下了" in drafted.read(PAGE)
    # Ticked on the page later, a signed paper stays a signed paper.
    drafted.send("/apply/tasks/guardian", **{**GUARDIAN_PAGE, "publicity": "y"})
    assert {one.method for one in row(session).answers.consents if one.agreed} == {"纸质"}
    assert drafted.submit().location == "/apply/receipt"
    assert not [one for one in verify(session) if one.broken]


def test_a_sheet_is_sent_back_in_words_that_the_family_reads_and_comes_again(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet, desk = printed(drafted, session), browser_of("desk")
    send_photos(drafted, PHOTO)
    assert "写清楚缺什么" in text(refuse(desk, sheet, "  "))
    assert refuse(desk, sheet, "第2页没有拍到手印。").location == at(sheet)
    page = drafted.read(PAGE)
    assert "退回了，还不算同意" in page
    assert "第2页没有拍到手印。" in page
    assert "退回了" in drafted.read("/apply/status")
    assert session.scalars(select(ConsentEntry)).all() == []
    send_photos(drafted, PHOTO)
    assert len(services.pictures_of(session, only_sheet(session))) == 2
    assert confirm(desk, sheet).status_code == 303
    assert row(session).answers.consents[0].agreed


def test_under_fourteen_no_name_is_printed_and_nothing_is_kept_before_the_desk_says_so(
    family: Family, session: Session, browser_of: Browser
) -> None:
    begin(family, **CHILD)
    assert "印一张，在纸上签" in family.read("/apply/ask")
    sheet = printed(family, session)
    words, _ = pdf_of(family)
    assert "先不要写孩子的名字" in words
    assert "学生姓名" not in words
    send_photos(family, PHOTO)
    kept = row(session).answers
    assert (kept.birth_date, kept.name, kept.guardian_name) == (None, None, None)
    plain = [one.encode() for one in (GUARDIAN, PHONE, NAME, "2014-01-02", "吉克·阿普")]
    assert found_in(database_files(session), plain) == []
    assert family.fill("home").status_code == 200
    assert confirm(browser_of("desk"), sheet).status_code == 303
    assert row(session).state == State.DRAFT
    assert found_in(database_files(session), plain) == []
    ticked = {**GUARDIAN_PAGE, **CHILD, "guardian_name": "吉克·阿普", "guardian_relation": "父亲"}
    assert family.send("/apply/tasks/guardian", **ticked).status_code == 303
    assert family.fill("home").status_code == 303
    assert {one.method for one in row(session).answers.consents if one.agreed} == {"纸质"}


def test_a_refusal_on_paper_ends_the_waiting_and_stores_nothing_of_a_child(
    family: Family, session: Session, browser_of: Browser
) -> None:
    begin(family, **CHILD)
    sheet = printed(family, session)
    send_photos(family, PHOTO)
    assert confirm(browser_of("desk"), sheet, colleges="不同意").status_code == 303
    assert row(session).state == State.DRAFT
    assert "监护人没有同意" in family.read("/apply/status")
    assert family.fill("home").status_code == 200
    # Another talk, another sheet.
    assert family.send(PAGE).location == PAGE
    assert session.scalar(select(func.count()).select_from(ConsentSheet)) == 2


def test_it_is_taken_back_on_paper_as_easily_as_it_was_given(
    family: Family, session: Session, browser_of: Browser
) -> None:
    applied(family)
    sheet, desk = printed(family, session), browser_of("desk")
    send_photos(family, PHOTO)
    asked = confirm(desk, sheet, colleges="不同意")
    assert "这份报名马上撤回" in text(asked)
    assert row(session).state == State.SUBMITTED
    fields = {**part(asked, "confirm"), **COPIED, "colleges": "不同意", "sure": "1"}
    assert desk.post(at(sheet), data=fields).status_code == 303
    application = row(session)
    assert application.state == State.WITHDRAWN
    assert application.consent_withdrawn_at is not None


def test_one_given_on_paper_is_taken_back_with_the_family_s_own_button(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet = printed(drafted, session)
    send_photos(drafted, PHOTO)
    confirm(browser_of("desk"), sheet)
    drafted.submit()
    drafted.send("/apply/consents/colleges")
    assert row(session).state == State.WITHDRAWN


def test_a_desk_that_has_the_paper_in_hand_photographs_and_records_it(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet, college = printed(drafted, session), browser_of("officer")
    typed = serials.shown(sheet.serial).lower()
    found = college.get("/staff/consent-sheets", query_string={"serial": typed})
    assert found.location == at(sheet)
    page = college.get(at(sheet))
    data = {**part(page, "send"), "pictures": [(BytesIO(PHOTO), "a.jpg")]}
    sent = college.post(at(sheet), data=data, content_type="multipart/form-data")
    assert sent.status_code == 303, text(sent)
    picture = session.scalars(select(Document)).one()
    removed = f"{at(sheet)}/{picture.id}/remove"
    college.post(removed, data=part(page, "send"))
    assert services.pictures_of(session, only_sheet(session)) == []
    college.post(
        at(sheet),
        data={**part(page, "send"), "pictures": [(BytesIO(PHOTO), "a.jpg")]},
        content_type="multipart/form-data",
    )
    assert confirm(college, sheet, looked_at="原件").status_code == 303
    one = row(session).answers.consents[0].sheet
    assert one is not None
    assert one.seen == "原件"
    looks = session.scalars(select(View.shown_as).where(View.subject_id == sheet.id)).all()
    assert looks


def test_twelve_at_once_print_one_sheet_and_record_it_once(
    app: Flask, drafted: Family, session: Session, office: Office
) -> None:
    identifier, desk, refused = row(session).id, office["desk"], list[str]()
    session.commit()

    def press(_number: int) -> None:
        with app.app_context(), db.writing_session() as own:
            application = own.get_one(Application, identifier)
            services.print_sheet(own, application, actor=as_family(identifier))
            own.commit()

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(press, range(12)))
    sheet = only_sheet(session)
    send_photos(drafted, PHOTO)
    seen, found = services.last_number(session, sheet), sheet.id
    given = Reply(
        given_by="吉克·阿普",
        relation=Relation.FATHER,
        agreed=("admission", "sensitive_data", "colleges"),
        texts=sheet.texts,
        sheet=SignedSheet(
            serial=sheet.serial, signed_on=date(2026, 12, 1), seen="照片", confirmed_by="县里"
        ),
    )
    session.commit()

    def record(_number: int) -> None:
        with app.app_context(), db.writing_session() as own:
            try:
                one = own.get_one(ConsentSheet, found)
                services.confirm(own, one, given, actor=desk, seen=seen)
                own.commit()
            except TransitionNotAllowed as refusal:
                refused.append(refusal.message)

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(record, range(12)))
    assert len(refused) == 11
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(ConsentEntry)) == 3
    assert only_sheet(session).state == "confirmed"
    assert not [one for one in verify(session) if one.broken]


def test_the_pictures_stay_as_proof_while_other_papers_go(
    drafted: Family, session: Session, browser_of: Browser
) -> None:
    sheet = printed(drafted, session)
    send_photos(drafted, PHOTO)
    confirm(browser_of("desk"), sheet)
    drafted.submit()
    drafted.send("/apply/withdraw")
    session.commit()
    late = clock.now() + timedelta(days=400)
    assert session.scalars(expired(late)).all() == []

"""A stranger finds nothing: neither a third college, nor another authority, nor one too early."""

import pytest
from sqlalchemy.orm import Session

from generator.divisions.places import prefix_of
from tests.forms_app import pairing
from tests.forms_app.browsing import send
from tests.forms_app.pairing import People

pytestmark = pytest.mark.usefixtures("no_press")

PAGES = ("", "/party/assisting", "/clauses", "/tasks", "/teachers", "/lock", "/preview.pdf")
LOCKED_PAGES = ("/paper.pdf", "/record")


def test_a_third_college_gets_404_everywhere(session: Session, who: People) -> None:
    agreement = pairing.in_force(session, who)
    address = f"/staff/agreements/{agreement.id}"
    officer, signer = who.browser(who.third), who.browser(who.third_signer)
    assert agreement.serial not in officer.get("/staff/agreements").text
    for page in (*PAGES, *LOCKED_PAGES):
        assert officer.get(address + page).status_code == 404
    for page in ("", *LOCKED_PAGES, "/sign", "/refuse"):
        assert signer.get(address + page).status_code == 404
    commitment = f"/staff/agreements/of/{agreement.commitment_id}"
    assert officer.get(commitment).status_code == 404
    for button in (commitment, f"{address}/lock", f"{address}/seen"):
        assert send(officer, button, page="/staff/password").status_code == 404


def test_an_authority_sees_its_own_division_and_only_what_is_in_force(
    session: Session, who: People
) -> None:
    agreement = pairing.signed_one(session, who)
    address = f"/staff/agreements/{agreement.id}"
    here, elsewhere = who.browser(who.authority), who.browser(who.authority_elsewhere)
    assert here.get(address).status_code == 404
    assert agreement.serial not in here.get("/staff/filings").text
    pairing.sign(session, agreement, who.receiving_signer)
    assert agreement.serial in here.get("/staff/filings").text
    for page in ("", *LOCKED_PAGES):
        assert here.get(address + page).status_code == 200
        assert elsewhere.get(address + page).status_code == 404
    assert agreement.serial not in elsewhere.get("/staff/filings").text
    for page in ("file", "send-back"):
        assert elsewhere.get(f"/staff/filings/{agreement.id}/{page}").status_code == 404


def test_roles_that_have_no_part_are_refused(session: Session, who: People) -> None:
    agreement = pairing.locked(session, who)
    officer, signer = who.browser(who.assisting), who.browser(who.assisting_signer)
    assert officer.get(f"/staff/agreements/{agreement.id}/sign").status_code == 403
    assert signer.get(f"/staff/agreements/{agreement.id}/lock").status_code == 403
    assert officer.get("/staff/filings").status_code == 403


def test_a_division_covers_what_lies_inside() -> None:
    assert [prefix_of(code) for code in ("510000", "513400", "513431", "100000")] == [
        "51",
        "5134",
        "513431",
        "10",
    ]

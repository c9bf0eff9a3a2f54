"""Filing, and what the public may then see: never a person, a sum, or anything unfiled."""

import io
import json
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.agreements import filings, papers, public
from forms_app.agreements.models import Agreement
from forms_app.config import Mode
from forms_app.errors import FieldError, NotFound
from forms_app.running import settings
from tests.forms_app import pairing
from tests.forms_app.browsing import send, token_in
from tests.forms_app.conftest import MORNING
from tests.forms_app.pairing import People

pytestmark = pytest.mark.usefixtures("no_press")


def filed(session: Session, who: People) -> Agreement:
    agreement = pairing.in_force(session, who)
    filings.file(
        session,
        agreement,
        number="凉人社备〔2026〕1号",
        filed_on=clock.today(),
        actor=who.authority.as_actor(),
    )
    session.commit()
    return agreement


def test_the_authority_of_the_division_files_what_is_in_force(
    session: Session, client: FlaskClient, who: People
) -> None:
    agreement = pairing.in_force(session, who)
    authority = who.browser(who.authority)
    page = authority.get("/staff/filings").text
    assert agreement.serial in page
    assert "等备案 1" in page
    assert client.get(f"/pairings-filed/{agreement.serial}").status_code == 404
    address = f"/staff/filings/{agreement.id}/file"
    early = send(authority, address, number="甲1", filed_on="2026-11-30")
    assert "不能早于双方签完的那一天" in early.text
    answer = send(authority, address, number="甲1", filed_on="2026-12-01")
    assert answer.status_code == 303
    assert authority.get(address).status_code == 409
    public_page = client.get(f"/pairings-filed/{agreement.serial}").text
    assert "汽车发动机拆装实训台" in public_page
    assert "不是真的帮扶" in public_page
    assert agreement.serial in client.get("/pairings-filed").text


def test_a_day_that_has_not_come_is_no_filing(session: Session, who: People) -> None:
    agreement = pairing.in_force(session, who)
    with pytest.raises(FieldError):
        filings.file(
            session,
            agreement,
            number="1",
            filed_on=clock.today() + timedelta(days=1),
            actor=who.authority.as_actor(),
        )


def test_what_is_sent_back_stays_in_force_and_both_sides_read_why(
    session: Session, who: People
) -> None:
    agreement = pairing.in_force(session, who)
    authority = who.browser(who.authority)
    send(authority, f"/staff/filings/{agreement.id}/send-back", reason="缺年度任务")
    session.refresh(agreement)
    assert agreement.state == "in_force"
    for account in (who.assisting, who.assisting_signer, who.receiving, who.receiving_signer):
        browser = who.browser(account)
        assert "主管部门退回" in browser.get("/staff/agreements").text
        assert "缺年度任务" in browser.get(f"/staff/agreements/{agreement.id}").text
    filings.file(
        session,
        agreement,
        number="1",
        filed_on=clock.today(),
        actor=who.authority.as_actor(),
    )
    assert agreement.state == "filed"


def test_the_data_file_holds_promises_and_no_person_and_no_sum(
    session: Session, client: FlaskClient, who: People
) -> None:
    assert client.get("/published/pairings.json").json == {
        "format": 1,
        "made_on": "2026-12-01",
        "pairings": [],
    }
    agreement = filed(session, who)
    answer = client.get("/published/pairings.json")
    (entry,) = json.loads(answer.data)["pairings"]
    assert entry["agreement_number"] == agreement.serial
    assert entry["sample"] is True
    assert entry["assisting"]["id"] == pairing.ASSISTING
    assert [item["quantity"] for item in entry["items"]] == [2, 1, 12]
    assert "value" not in answer.text
    for secret in ("院长", "老师", "245600", "245,600"):
        assert secret not in answer.text
        assert secret not in client.get(f"/pairings-filed/{agreement.serial}").text
        assert secret not in client.get(f"/v/{agreement.serial}").text


def test_a_trial_is_published_in_a_demonstration_alone(
    session: Session, client: FlaskClient, who: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = filed(session, who)
    assert settings().mode is Mode.DEMONSTRATION
    assert len(public.filed(session, with_trials=True)) == 1
    assert public.filed(session, with_trials=False) == []
    with pytest.raises(NotFound):
        public.filed_one(session, agreement.serial, with_trials=False)


def test_the_newest_filing_stands_first(session: Session, who: People) -> None:
    older, newer = filed(session, who), filed(session, who)
    older.filed_on = date(2026, 11, 1)
    session.commit()
    listed = [one.serial for one in public.filed(session, with_trials=True)]
    assert listed == [newer.serial, older.serial]


def test_verification_compares_digits_and_files(
    session: Session, client: FlaskClient, who: People
) -> None:
    agreement = pairing.signed_one(session, who)
    paper = papers.stored(session, agreement)
    address = f"/v/{agreement.serial}"
    right = client.get(f"{address}?h={paper.data_sha256[:16]}").text
    assert "数据指纹对得上" in right
    assert "等乙方签字" in right
    assert "数据指纹对不上" in client.get(f"{address}?h=0123456789abcdef").text
    plain = client.get(address).text
    assert "对得上" not in plain
    assert "对不上" not in plain

    def compared(content: bytes) -> str:
        data = {"csrf_token": token_in(client.get(address).text)}
        return client.post(address, data={**data, "file": (io.BytesIO(content), "x.pdf")}).text

    assert "<b>一致。</b>" in compared(paper.content)
    assert "<b>对不上。</b>" in compared(paper.content + b" ")
    assert "请先选文件" in send(client, address).text


def test_too_large_a_file_is_refused_before_it_is_read(
    session: Session, client: FlaskClient, who: People
) -> None:
    token = token_in(client.get("/v/XZ-2026-0001").text)
    answer = client.post(
        "/v/XZ-2026-0001",
        data={"csrf_token": token},
        environ_overrides={"CONTENT_LENGTH": str(settings().largest_body + 1)},
    )
    assert answer.status_code == 413


def test_an_unknown_an_unlocked_and_a_strange_number_look_alike(
    session: Session, client: FlaskClient, who: People
) -> None:
    agreement = pairing.drafted(session, who)
    pages = {
        client.get(f"/v/{serial}?h=0123456789abcdef").text.replace(serial, "").split("csrf")[0]
        for serial in (agreement.serial, "XZ-2020-0001")
    }
    assert len(pages) == 1
    (page,) = pages
    strange = client.get("/v/call-this-number").text
    assert "查不到可以核对的协议" in strange
    assert "call-this-number" not in strange.split("<main", 1)[1]
    assert "查不到可以核对的协议" in page
    assert "示例技师学院" not in page


def test_the_clock_of_the_data_file_is_the_day_in_china(client: FlaskClient) -> None:
    with clock.standing_at(MORNING.replace(hour=0, minute=5)):
        assert client.get("/published/pairings.json").json["made_on"] == "2026-12-01"

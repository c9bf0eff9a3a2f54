"""From a confirmed commitment to a filed agreement in everybody's browser, with the real paper."""

import json
from dataclasses import replace
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.agreements.models import Agreement
from forms_app.commitments.versions import last_terms
from tests.forms_app import pairing
from tests.forms_app.browsing import send, token_in
from tests.forms_app.pairing import PASSWORD, People
from tests.generator.printing import reading

HOSTILE = "<b>台</b>{{ 7*7 }}<img src=file:///etc/passwd>"
PARTY = {
    "name": "示例学校全称",
    "credit_code": "",
    "representative": "示例院长",
    "address": "示例市",
    "contact": "示例老师 外联处",
    "phone": "",
}


def press(browser: FlaskClient, address: str, page: str) -> str:
    """Press a lone button found on `page`; answers where it leads."""
    answer = send(browser, address, page=page)
    assert answer.status_code == 303
    return str(answer.location)


def fill(browser: FlaskClient, page: str, /, **fields: Any) -> None:
    token = token_in(browser.get(page).text)
    answer = browser.post(page, data={"csrf_token": token, **fields})
    assert answer.status_code == 303, answer.text


def test_the_whole_way(session: Session, client: FlaskClient, who: People) -> None:
    hostile = replace(pairing.BENCH, what=HOSTILE, evidence="验收单<i>")
    commitment = pairing.confirmed(session, who, facts=(hostile, *pairing.ITEMS[1:]))
    ours, theirs = who.browser(who.assisting), who.browser(who.receiving)
    begin = f"/staff/agreements/of/{commitment.id}"
    assert "开始准备" not in theirs.get(begin).text
    address = press(ours, begin, begin)
    assert theirs.get(begin).location == address

    assert "锁定以前还差" in ours.get(address).text
    fill(ours, f"{address}/party/assisting", **PARTY)
    fill(theirs, f"{address}/party/receiving", **PARTY)
    assert theirs.get(f"{address}/party/assisting").status_code == 409
    page = ours.get(address).text
    assert "锁定以前还差" not in page
    assert "人社部发〔2018〕63号" in page
    fill(ours, f"{address}/clauses", policies="《甲法》\n《乙文件》（1号）", money="")
    fill(ours, f"{address}/tasks", task_2027="设备到位", measure_2027="验收合格")
    fill(theirs, f"{address}/teachers", teachers="示例教师，烹饪，跟岗", agrees="y")
    fill(ours, f"{address}/teachers", teachers="示例教师，烹饪，跟岗", agrees="y")

    draft = ours.get(f"{address}/preview.pdf")
    assert draft.mimetype == "application/pdf"
    for sheet in reading.page_texts(draft.data):
        assert "草稿·无效" in sheet
    assert ours.get(f"{address}/paper.pdf").status_code == 404
    press(ours, f"{address}/lock", f"{address}/lock")
    assert ours.get(f"{address}/preview.pdf").status_code == 404

    signers = [who.browser(who.assisting_signer), who.browser(who.receiving_signer)]
    assert signers[1].get(f"{address}/sign").status_code == 409
    for signer in signers:
        seen = signer.get(f"{address}/sign").text.split('name="sha256" value="')[1][:64]
        fill(signer, f"{address}/sign", sha256=seen, has_read="y", password=PASSWORD)
    assert "正在帮扶" in theirs.get(f"/staff/commitments/{commitment.id}").text

    authority = who.browser(who.authority)
    downloads = {
        one.get(f"{address}/paper.pdf").data for one in (ours, theirs, *signers, authority)
    }
    (content,) = downloads
    check_paper(session, content)
    record = authority.get(f"{address}/record").text
    assert "示例院长" not in record
    assert record.count(seen[:4]) >= 3

    agreement = session.scalars(select(Agreement)).one()
    fill(authority, f"/staff/filings/{agreement.id}/file", number="备1", filed_on="2026-12-01")
    public = client.get(f"/pairings-filed/{agreement.serial}").text
    assert "&lt;b&gt;台&lt;/b&gt;{{ 7*7 }}" in public
    assert "<b>台</b>" not in public
    assert "已备案" in theirs.get(address).text


def check_paper(session: Session, content: bytes) -> None:
    """The data inside the PDF, the table on its pages and the commitment say the same."""
    agreement = session.scalars(select(Agreement)).one()
    terms = last_terms(session, agreement.commitment)
    embedded = json.loads(reading.attachments(content)["agreement.json"])
    assert [
        (item["kind"], item["what"], item["quantity"], item["unit"], item["yuan"], item["due"])
        for item in embedded["items"]
    ] == [
        (
            item.kind,
            item.what,
            str(item.quantity),
            item.unit,
            None if item.value is None else str(item.value),
            item.due.isoformat(),
        )
        for item in terms.items
    ]
    rows = reading.tables(content)[0][1:]
    words = [f"{item.kind}：{item.what}" for item in terms.items]
    assert ["".join(row[1].split()) for row in rows] == ["".join(one.split()) for one in words]
    text = reading.text(content)
    assert "".join(HOSTILE.split()) in text
    assert "示例·无效" in text
    assert agreement.serial in text
    assert "示例教师" in text
    assert "root:" not in text

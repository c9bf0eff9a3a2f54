"""A commitment as both colleges see it: written page by page, sent, answered, compared."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.commitments.models import Commitment
from forms_app.running import catalogue
from tests.forms_app import pairing
from tests.forms_app.browsing import send, token_in
from tests.forms_app.pairing import People

ITEM: dict[str, Any] = {
    "kind": "实训设备",
    "what": "汽车发动机拆装实训台",
    "specialty": "",
    "quantity": "2",
    "unit": "套",
    "value": "245,600",
    "due": "2027-12-20",
    "evidence": "验收单",
}
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}'\"&amp;"


def write(browser: FlaskClient, who: People) -> str:
    """A draft with one specialty and one item, typed page by page; answers its address."""
    answer = send(
        browser,
        "/staff/commitments/new",
        receiving=who.receiving.organisation_id,
        starts_on="2027-01-01",
        ends_on="2029-12-31",
        purpose="办好汽车维修",
    )
    assert answer.status_code == 303
    address = answer.location.removesuffix("/specialties")
    answer = send(browser, answer.location, specialties=[pairing.specialty()])
    assert answer.location == address
    answer = send(browser, f"{address}/items/new", **ITEM)
    assert answer.status_code == 303
    return str(address)


def press(browser: FlaskClient, address: str, button: str, **fields: Any) -> str:
    """Press a lone button of the page; answers the page that follows."""
    answer = send(browser, f"{address}/{button}", page=address, **fields)
    assert answer.status_code == 303
    return browser.get(answer.location).text


def test_a_commitment_is_written_sent_changed_and_confirmed(session: Session, who: People) -> None:
    ours, theirs = who.browser(who.assisting), who.browser(who.receiving)
    assert "还没有" in ours.get("/staff/commitments").text
    address = write(ours, who)
    assert theirs.get(address).status_code == 404
    assert "等受援学校确认" in press(ours, address, "propose")
    page = theirs.get("/staff/commitments").text
    assert "等我们办" in page
    assert "汽车发动机拆装实训台" in theirs.get(address).text

    answer = send(theirs, f"{address}/change", reason="两套不够，\n要三套。")
    assert answer.status_code == 303
    assert "要三套。" in ours.get(address).text
    item = session.scalars(select(Commitment)).one().items[0].id
    send(ours, f"{address}/items/{item}", **{**ITEM, "quantity": "3"})
    before = theirs.get(address).text
    assert "正在修改" in before
    assert ">2套<" in before
    press(ours, address, "propose")
    page = theirs.get(address).text
    assert "第 2 版改了什么" in page
    assert "<del>2套</del>" in page
    assert "<ins>3套</ins>" in page

    assert "你看的是旧的" in press(theirs, address, "confirm", version="1")
    assert "已经确认" in press(theirs, address, "confirm", version="2")
    assert "双方都同意了" in ours.get(address).text
    for button in ("propose", "withdraw"):
        assert "这一步现在做不了" in press(ours, address, button)


def test_an_item_is_copied_removed_and_put_back(session: Session, who: People) -> None:
    ours = who.browser(who.assisting)
    address = write(ours, who)
    item = session.scalars(select(Commitment)).one().items[0].id
    assert "共 2 项" in press(ours, f"{address}", f"items/{item}/copy")
    page = press(ours, address, f"items/{item}/remove")
    assert "共 1 项" in page
    assert "去掉的项目（1）" in page
    assert "共 2 项" in press(ours, address, f"items/{item}/restore")


def test_what_was_sent_is_not_written_in_until_it_is_taken_back(
    session: Session, who: People
) -> None:
    ours = who.browser(who.assisting)
    address = write(ours, who)
    item = session.scalars(select(Commitment)).one().items[0].id
    page = ours.get(f"{address}/items/{item}").text
    press(ours, address, "propose")
    assert ours.get(f"{address}/items/new").status_code == 409
    late = ours.post(f"{address}/items/{item}", data={"csrf_token": token_in(page), **ITEM})
    assert late.status_code == 409
    assert "收回" in press(ours, address, "withdraw")
    assert ours.get(f"{address}/items/new").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("kind", "", "请选一个类别。"),
        ("kind", "没有这一类", "请从列表里选一个。"),
        ("what", " \u200b ", "请写清楚帮什么。"),
        ("what", "长" * 101, "太长了，最多 100 个字。"),
        ("what", "龘\U00030edd", "印不出来"),
        ("specialty", "somewhere-else", "请从列表里选一个。"),
        ("quantity", "两", "只写数字，例如 12。"),
        ("quantity", "0", "数量在 1 到"),
        ("quantity", "9" * 30, "只写数字，例如 12。"),
        ("value", "-5", "只写数字，例如 12。"),
        ("value", "999999999", "最多 100,000,000 元"),
        ("due", "明年", "请写成这样：2027-06-30。"),
        ("due", "2031-01-01", "完成日期要在 2027年1月1日 到 2029年12月31日 之间。"),
        ("unit", "", "请写单位"),
        ("evidence", "", "请写凭据"),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field(
    who: People, field: str, typed: str, said: str
) -> None:
    ours = who.browser(who.assisting)
    address = write(ours, who)
    answer = send(ours, f"{address}/items/new", **{**ITEM, "what": "第二项", field: typed})
    assert answer.status_code == 200
    assert said in answer.text
    assert f'href="#{field}"' in answer.text
    assert "共 1 项" in ours.get(address).text


def test_a_term_must_have_an_order_and_a_partner(who: People) -> None:
    ours = who.browser(who.assisting)
    answer = send(
        ours,
        "/staff/commitments/new",
        receiving=who.assisting.organisation_id,
        starts_on="2029-01-01",
        ends_on="2027-01-01",
        purpose="",
    )
    assert answer.status_code == 200
    for said in ("请从列表里选一个。", "结束要晚于开始。", "请用一句话写"):
        assert said in answer.text


def test_a_specialty_under_which_something_is_promised_stays(who: People, session: Session) -> None:
    ours = who.browser(who.assisting)
    address = write(ours, who)
    send(ours, f"{address}/items/new", **{**ITEM, "specialty": pairing.specialty()})
    other = list(catalogue().specialties)[1]
    answer = send(ours, f"{address}/specialties", specialties=[other])
    assert "还写在这个专业下面" in answer.text


def test_a_draft_without_items_says_what_is_missing_and_cannot_be_sent(
    session: Session, who: People
) -> None:
    commitment = pairing.draft(session, who, facts=())
    ours = who.browser(who.assisting)
    address = f"/staff/commitments/{commitment.id}"
    assert "至少写一项" in ours.get(address).text
    assert "至少写一项" in press(ours, address, "propose")


def test_a_third_college_finds_nothing(session: Session, who: People) -> None:
    commitment = pairing.proposed(session, who)
    item = commitment.items[0].id
    stranger = who.browser(who.third)
    address = f"/staff/commitments/{commitment.id}"
    assert commitment.purpose not in stranger.get("/staff/commitments").text
    for page in ("", "/basics", "/specialties", "/items/new", f"/items/{item}", "/change"):
        assert stranger.get(address + page).status_code == 404
    for button in ("propose", "withdraw", "confirm", f"items/{item}/copy", f"items/{item}/remove"):
        answer = send(stranger, f"{address}/{button}", page="/staff/password")
        assert answer.status_code == 404
    assert stranger.get("/staff/commitments/' or 1=1 --").status_code == 404


def test_a_receiving_college_writes_no_commitment_and_sees_only_what_was_sent(
    session: Session, who: People
) -> None:
    commitment = pairing.proposed(session, who)
    theirs = who.browser(who.receiving)
    assert "写一份帮扶承诺" not in theirs.get("/staff/commitments").text
    assert theirs.get(f"/staff/commitments/{commitment.id}/items/new").status_code == 409
    assert who.browser(who.authority).get("/staff/commitments").status_code == 403


def test_typed_text_stays_text(who: People) -> None:
    ours = who.browser(who.assisting)
    address = write(ours, who)
    send(ours, f"{address}/items/new", **{**ITEM, "what": HOSTILE})
    page = ours.get(address).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page

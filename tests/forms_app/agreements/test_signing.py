"""Signing: in order, by those who may, over the hash of the very file; and being told."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from forms_app import outbox
from forms_app.accounts.models import Account
from forms_app.agreements import notices, papers, services, signing
from forms_app.agreements.models import Agreement, Notice, Signature, StoredPaper
from forms_app.agreements.papers import PaperAltered
from forms_app.agreements.states import State
from forms_app.errors import TransitionNotAllowed
from forms_app.extensions import db
from forms_app.models import History
from tests.forms_app import pairing
from tests.forms_app.browsing import send
from tests.forms_app.pairing import PASSWORD, People

pytestmark = pytest.mark.usefixtures("no_press")


def alter(session: Session, agreement: Agreement, **columns: object) -> None:
    """Change the stored paper behind the app's back, as somebody with the database could."""
    session.execute(
        update(StoredPaper).where(StoredPaper.agreement_id == agreement.id).values(**columns)
    )
    session.commit()


def test_the_second_signature_brings_both_into_force_and_keeps_one_hash(
    session: Session, who: People
) -> None:
    agreement = pairing.signed_one(session, who)
    assert (agreement.state, agreement.commitment.state) == ("signed_one", "confirmed")
    pairing.sign(session, agreement, who.receiving_signer)
    assert (agreement.state, agreement.commitment.state) == ("in_force", "active")
    paper = papers.intact(session, agreement)
    assert [(one.place, one.sha256) for one in agreement.signatures] == [
        (1, paper.sha256),
        (2, paper.sha256),
    ]


def test_the_order_is_kept_and_only_signers_sign(session: Session, who: People) -> None:
    agreement = pairing.locked(session, who)
    for wrong in (who.receiving_signer, who.assisting, who.receiving, who.third_signer):
        with pytest.raises(TransitionNotAllowed):
            pairing.sign(session, agreement, wrong)
        session.rollback()
    pairing.sign(session, agreement, who.assisting_signer)
    with pytest.raises(TransitionNotAllowed):
        pairing.sign(session, agreement, who.assisting_signer)
    session.rollback()
    assert len(agreement.signatures) == 1


def test_a_page_that_showed_another_file_signs_nothing(session: Session, who: People) -> None:
    agreement = pairing.locked(session, who)
    with pytest.raises(TransitionNotAllowed):
        signing.sign(
            session, agreement, seen_sha256="0" * 64, actor=who.assisting_signer.as_actor()
        )


def test_the_signer_ticks_and_gives_the_password_again(session: Session, who: People) -> None:
    agreement = pairing.locked(session, who)
    sha256 = papers.stored(session, agreement).sha256
    signer = who.browser(who.assisting_signer)
    address = f"/staff/agreements/{agreement.id}/sign"
    assert f"{sha256[:4]} {sha256[4:8]}" in signer.get(address).text
    fields = {"sha256": sha256, "has_read": "y", "password": PASSWORD}
    for missing, said in (("has_read", "打开文件看过"), ("password", "请输入登录密码")):
        answer = send(signer, address, **{**fields, missing: ""})
        assert (answer.status_code, said in answer.text) == (200, True)
    wrong = send(signer, address, **{**fields, "password": "not the password"})
    assert "密码不对" in wrong.text
    assert (
        session.scalar(select(Account.failed_logins).where(Account.id == who.assisting_signer.id))
        == 1
    )
    assert session.scalar(select(func.count()).select_from(Signature)) == 0
    assert send(signer, address, **fields).status_code == 303
    assert session.scalar(select(Signature.account_id)) == who.assisting_signer.id
    assert signer.get(address).status_code == 409


def test_ten_wrong_passwords_lock_the_signature_too(session: Session, who: People) -> None:
    agreement = pairing.locked(session, who)
    signer = who.browser(who.assisting_signer)
    address = f"/staff/agreements/{agreement.id}/sign"
    fields = {"sha256": papers.stored(session, agreement).sha256, "has_read": "y"}
    for _ in range(10):
        send(signer, address, **fields, password="wrong")
    assert "密码不对" in send(signer, address, **fields, password=PASSWORD).text
    assert session.scalar(select(func.count()).select_from(Signature)) == 0


@pytest.mark.parametrize("columns", ["content", "content and row", "row"])
def test_altered_bytes_are_noticed_at_signature_download_and_check(
    session: Session, who: People, columns: str
) -> None:
    agreement = pairing.signed_one(session, who)
    content = papers.stored(session, agreement).content.replace(b"12", b"13", 1)
    other = papers.hashlib.sha256(content).hexdigest()
    changes: dict[str, dict[str, object]] = {
        "content": {"content": content},
        "content and row": {"content": content, "sha256": other},
        "row": {"sha256": other},
    }
    assert services.check_hashes(session) == []
    alter(session, agreement, **changes[columns])
    with pytest.raises(PaperAltered):
        pairing.sign(session, agreement, who.receiving_signer)
    session.rollback()
    assert agreement.state == State.SIGNED_ONE
    address = f"/staff/agreements/{agreement.id}"
    browser = who.browser(who.receiving_signer)
    for page in ("/paper.pdf", "/record", "/sign"):
        answer = browser.get(address + page)
        assert answer.status_code == 409
        assert "和锁定时的不一样" in answer.text
    assert "存下的文件有问题" in browser.get(f"/v/{agreement.serial}").text
    assert [line.split(":")[0] for line in services.check_hashes(session)] == [agreement.serial]


def test_a_paper_that_was_changed_with_all_its_witnesses_in_the_row_is_still_noticed(
    session: Session, who: People
) -> None:
    """Before anybody has signed, the history alone remembers the hash."""
    agreement = pairing.locked(session, who)
    content = papers.stored(session, agreement).content + b" "
    alter(session, agreement, content=content, sha256=papers.hashlib.sha256(content).hexdigest())
    assert "the history" in services.check_hashes(session)[0]
    row = session.scalars(select(History).where(History.event == "lock")).one()
    assert len(row.details["sha256"]) == 64


def test_a_paper_that_is_gone_is_counted(session: Session, who: People) -> None:
    agreement = pairing.locked(session, who)
    session.delete(papers.stored(session, agreement))
    session.commit()
    assert services.check_hashes(session) == [f"{agreement.serial}: the locked paper is missing"]
    assert services.count_papers(session) == 0


def test_a_refusal_tells_everyone_who_signed(session: Session, who: People) -> None:
    agreement = pairing.signed_one(session, who)
    refusing = who.browser(who.receiving_signer)
    address = f"/staff/agreements/{agreement.id}"
    assert "写清楚原因" in send(refusing, f"{address}/refuse", reason=" ").text
    answer = send(refusing, f"{address}/refuse", reason="第二条的金额不对")
    assert answer.status_code == 303
    assert outbox.drain() == 0, "it was told at once"
    told = set(session.scalars(select(Notice.account_id)))
    assert told == {who.assisting.id, who.assisting_signer.id, who.receiving.id}
    signed = who.browser(who.assisting_signer)
    page = signed.get("/staff/agreements").text
    assert "没有签成，已经签的作废" in page
    assert "第二条的金额不对" in signed.get(address).text
    send(signed, f"{address}/seen", page=address)
    assert "已经签的作废" not in signed.get("/staff/agreements").text
    assert "没有签成" in signed.get("/staff/agreements").text
    assert outbox.drain() == 0


def test_telling_twice_is_telling_once(session: Session, who: People) -> None:
    agreement = pairing.in_force(session, who)
    entry = session.scalars(select(History).where(History.event == "sign_second")).one()
    payload = {"agreement_id": agreement.id, "history_id": entry.id}
    notices.tell(session, payload)
    first = session.scalar(select(func.count()).select_from(Notice))
    notices.tell(session, payload)
    assert session.scalar(select(func.count()).select_from(Notice)) == first == 3


def test_two_signers_at_once_make_one_signature_each(
    app: Flask, session: Session, who: People, make_account: Callable[..., Account]
) -> None:
    agreement = pairing.locked(session, who)
    colleague = make_account(who.assisting_signer.as_actor().role, college_id=pairing.ASSISTING)
    partner = make_account(who.receiving_signer.as_actor().role, college_id=pairing.RECEIVING)
    for pair in ((who.assisting_signer, colleague), (who.receiving_signer, partner)):
        outcomes = at_once(app, agreement, [account for account in pair for _ in range(3)])
        assert sorted(outcomes) == ["refused"] * 5 + ["signed"]
    session.expire_all()
    assert [one.place for one in agreement.signatures] == [1, 2]
    assert (agreement.state, agreement.commitment.state) == ("in_force", "active")


def at_once(app: Flask, agreement: Agreement, accounts: list[Account]) -> list[str]:
    """Every account signs in a thread and session of its own, all starting together."""
    gate = threading.Barrier(len(accounts))
    outcomes: list[str] = []

    def run(account: Account) -> None:
        with app.app_context(), db.writing_session() as own:
            gate.wait()
            try:
                mine = services.get(own, agreement.id, actor=account.as_actor())
                pairing.sign(own, mine, account)
                outcomes.append("signed")
            except TransitionNotAllowed:
                outcomes.append("refused")

    threads = [threading.Thread(target=run, args=(account,)) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes

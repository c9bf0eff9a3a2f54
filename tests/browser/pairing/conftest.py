"""A stage for the pages of pairing assistance: one commitment or agreement in each state."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import outbox
from forms_app.accounts import sessions
from forms_app.accounts.models import Account
from forms_app.agreements import filings, papers, signing
from forms_app.commitments import items, services
from forms_app.commitments.models import Commitment
from forms_app.extensions import db
from forms_app.running import catalogue
from forms_app.workflow import Role
from generator.printing.agreement import AgreementPaper
from generator.printing.render import RenderedPdf
from tests.browser.conftest import MORNING, LiveServer
from tests.forms_app import pairing
from tests.forms_app.conftest import organisation_for
from tests.forms_app.pairing import People

LONG = "新能源汽车动力电池检测与维修一体化教学实训台（含教材、教具、配套工位和三年维保）"


@dataclass(frozen=True)
class Stage:
    """Addresses by name, and the people who may open them."""

    who: People
    addresses: dict[str, str]

    def token(self, account: Account) -> str:
        """A login of this account, as the cookie holds it."""
        with self.who.app.app_context(), db.writing_session() as session:
            token = sessions.start(session, account)
            session.commit()
            return token


@pytest.fixture(scope="module")
def stage(live_server: LiveServer) -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patched, live_server.app.app_context():
        patched.setattr(papers, "render_pdf", quick_pdf)
        with db.writing_session() as session:
            who = pairing.people(live_server.app, maker(session), unused)
            addresses = set_up(session, who)
            session.commit()
        outbox.drain()
        yield Stage(who, addresses)


def quick_pdf(paper: AgreementPaper) -> RenderedPdf:
    """The pages show a file's hash, not its inside."""
    content = b"%PDF-1.7\n" + paper.data
    sha256 = hashlib.sha256(content).hexdigest()
    return RenderedPdf(content=content, sha256=sha256, pages=6, data=paper.data)


def maker(session: Session):  # type: ignore[no-untyped-def]
    def make(role: Role, *, college_id: str | None = None, division: str | None = None) -> Account:
        number = len(session.scalars(select(Account.id)).all()) + 1
        organisation = organisation_for(session, role, college_id, division)
        account = Account(
            login=f"pairing{number:02}",
            shown_as="校企合作处",
            role=role,
            organisation_id=organisation.id,
            organisation=organisation,
            is_sample=True,
        )
        session.add(account)
        session.flush()
        return account

    return make


def unused(browser: FlaskClient, _account: Account) -> FlaskClient:
    return browser


def set_up(session: Session, who: People) -> dict[str, str]:
    filed = pairing.in_force(session, who)
    filings.file(
        session,
        filed,
        number="示例备〔2026〕1号",
        filed_on=MORNING.date(),
        actor=who.authority.as_actor(),
    )
    sent_back = pairing.in_force(session, who)
    filings.send_back(
        session, sent_back, reason="年度任务没有写。\n请补充。", actor=who.authority.as_actor()
    )
    refused = pairing.signed_one(session, who)
    signing.refuse(
        session, refused, reason="第二项的金额不对", actor=who.receiving_signer.as_actor()
    )
    agreements = {
        "drafting": pairing.drafted(session, who),
        "locked": pairing.locked(session, who),
        "signed_one": pairing.signed_one(session, who),
        "refused": refused,
        "sent_back": sent_back,
        "filed": filed,
    }
    commitments = {
        "draft": long_draft(session, who),
        "empty": pairing.draft(session, who, facts=()),
        "changed": changed(session, who),
        "confirmed": pairing.confirmed(session, who),
    }
    addresses = {name: f"/staff/agreements/{one.id}" for name, one in agreements.items()}
    addresses |= {name: f"/staff/commitments/{one.id}" for name, one in commitments.items()}
    addresses["begin"] = f"/staff/agreements/of/{commitments['confirmed'].id}"
    addresses["item"] = f"{addresses['draft']}/items/{commitments['draft'].live_items[0].id}"
    addresses["filing"] = f"/staff/filings/{sent_back.id}"
    addresses["verify"] = f"/v/{filed.serial}"
    addresses["public"] = f"/pairings-filed/{filed.serial}"
    return addresses


def long_draft(session: Session, who: People) -> Commitment:
    """Long words, a removed item, a reason why it came back."""
    bench = replace(pairing.BENCH, what=LONG, specialty=pairing.specialty())
    commitment = pairing.proposed(session, who, facts=(bench, *pairing.ITEMS))
    services.ask_change(
        session, commitment, reason="两套不够，\n要三套。", actor=who.receiving.as_actor()
    )
    ours = who.assisting.as_actor()
    items.remove(session, commitment, commitment.items[-1], actor=ours)
    session.commit()
    return commitment


def changed(session: Session, who: People) -> Commitment:
    """Sent twice, with something new, something gone and something different."""
    commitment = pairing.proposed(session, who)
    ours = who.assisting.as_actor()
    services.ask_change(session, commitment, reason="再多一套", actor=who.receiving.as_actor())
    first, second, _third = commitment.items
    more = replace(items.facts_of(first), quantity=3, value=368_400)
    items.change(session, commitment, first, facts=more, actor=ours)
    items.remove(session, commitment, second, actor=ours)
    new = replace(pairing.BENCH, what=LONG)
    items.add(session, commitment, facts=new, actor=ours)
    services.propose(session, commitment, catalogue=catalogue(), actor=ours)
    session.commit()
    return commitment

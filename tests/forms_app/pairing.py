"""Two sample colleges, their people and an authority; commitments and agreements made by them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts import passwords
from forms_app.accounts.models import Account
from forms_app.agreements import drafting, papers, signing
from forms_app.agreements.models import Agreement
from forms_app.agreements.states import Party
from forms_app.commitments import items, services
from forms_app.commitments.items import ItemFacts
from forms_app.commitments.models import Commitment
from forms_app.commitments.services import Basics
from forms_app.running import catalogue
from forms_app.workflow import Role
from generator.printing.agreement import Party as PaperParty
from generator.schema.enums import AidItemKind

ASSISTING, RECEIVING, THIRD = "sample-college-09", "sample-college-01", "sample-college-02"
PREFECTURE, ELSEWHERE = "513400", "653100"
PASSWORD = "the seal lies in the third drawer"
SITE = "https://portal.example"

BASICS = Basics(
    purpose="三年内把汽车维修办成特色专业", starts_on=date(2027, 1, 1), ends_on=date(2029, 12, 31)
)
BENCH = ItemFacts(
    kind=AidItemKind.EQUIPMENT,
    what="汽车发动机拆装实训台",
    specialty=None,
    quantity=2,
    unit="套",
    value=245_600,
    due=date(2027, 12, 20),
    evidence="验收单、照片",
)
ROOM = replace(
    BENCH,
    kind=AidItemKind.FACILITY,
    what="专业资料室",
    quantity=1,
    unit="间",
    value=None,
    due=date(2028, 6, 30),
)
TEACHERS = replace(
    BENCH,
    kind=AidItemKind.TEACHER_TRAINING,
    what="骨干教师跟岗一学期",
    quantity=12,
    unit="人",
    value=60_000,
    evidence="结业证书",
)
ITEMS = (BENCH, ROOM, TEACHERS)


@cache
def password_hash() -> str:
    return passwords.hashed(PASSWORD)


@dataclass
class People:
    """Everybody who has a part, and the browser of each."""

    app: Flask
    log_in: Callable[[FlaskClient, Account], FlaskClient]
    assisting: Account
    receiving: Account
    assisting_signer: Account
    receiving_signer: Account
    authority: Account
    authority_elsewhere: Account
    third: Account
    third_signer: Account

    def browser(self, account: Account) -> FlaskClient:
        return self.log_in(self.app.test_client(), account)


def people(
    app: Flask,
    make_account: Callable[..., Account],
    log_in: Callable[[FlaskClient, Account], FlaskClient],
) -> People:
    def made(role: Role, college: str | None = None, division: str | None = None) -> Account:
        account = make_account(role, college_id=college, division=division)
        account.password_hash = password_hash()
        return account

    officer, signer = Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER
    return People(
        app=app,
        log_in=log_in,
        assisting=made(officer, ASSISTING),
        receiving=made(officer, RECEIVING),
        assisting_signer=made(signer, ASSISTING),
        receiving_signer=made(signer, RECEIVING),
        authority=made(Role.AUTHORITY, division=PREFECTURE),
        authority_elsewhere=made(Role.AUTHORITY, division=ELSEWHERE),
        third=made(officer, THIRD),
        third_signer=made(signer, THIRD),
    )


def specialty() -> str:
    """The first specialty of the catalogue."""
    return next(iter(catalogue().specialties))


def draft(session: Session, who: People, *, facts: tuple[ItemFacts, ...] = ITEMS) -> Commitment:
    """A commitment that the assisting college could send."""
    actor = who.assisting.as_actor()
    commitment = services.start(
        session, receiving=who.receiving.organisation, basics=BASICS, actor=actor
    )
    services.change_specialties(session, commitment, specialties=[specialty()], actor=actor)
    for one in facts:
        items.add(session, commitment, facts=one, actor=actor)
    session.commit()
    return commitment


def proposed(session: Session, who: People, **more: tuple[ItemFacts, ...]) -> Commitment:
    commitment = draft(session, who, **more)
    services.propose(session, commitment, catalogue=catalogue(), actor=who.assisting.as_actor())
    session.commit()
    return commitment


def confirmed(session: Session, who: People, **more: tuple[ItemFacts, ...]) -> Commitment:
    commitment = proposed(session, who, **more)
    services.confirm(session, commitment, version=1, actor=who.receiving.as_actor())
    session.commit()
    return commitment


def drafted(session: Session, who: People, **more: tuple[ItemFacts, ...]) -> Agreement:
    """An agreement that could be locked."""
    actor = who.assisting.as_actor()
    commitment = confirmed(session, who, **more)
    agreement = drafting.start(session, commitment, catalogue=catalogue(), actor=actor)
    for side, name in ((Party.ASSISTING, "甲"), (Party.RECEIVING, "乙")):
        party = PaperParty(
            name=getattr(agreement.details, side).name,
            representative=f"示例{name}院长",
            address=f"示例{name}市",
            contact=f"示例{name}老师",
        )
        drafting.write_party(session, agreement, side=side, party=party, actor=actor)
    drafting.write_clauses(
        session, agreement, policies=("《中华人民共和国职业教育法》",), money="", actor=actor
    )
    session.commit()
    return agreement


def locked(session: Session, who: People) -> Agreement:
    agreement = drafted(session, who)
    paper = papers.paper_of(session, agreement, made_at=clock.now(), site_address=SITE)
    printed = papers.print_paper(paper)
    papers.lock(session, agreement, printed=printed, actor=who.assisting.as_actor())
    session.commit()
    return agreement


def sign(session: Session, agreement: Agreement, signer: Account) -> None:
    sha256 = papers.stored(session, agreement).sha256
    signing.sign(session, agreement, seen_sha256=sha256, actor=signer.as_actor())
    session.commit()


def signed_one(session: Session, who: People) -> Agreement:
    agreement = locked(session, who)
    sign(session, agreement, who.assisting_signer)
    return agreement


def in_force(session: Session, who: People) -> Agreement:
    agreement = signed_one(session, who)
    sign(session, agreement, who.receiving_signer)
    return agreement


def midday() -> datetime:
    return datetime(2026, 12, 1, 12, 0, tzinfo=clock.BEIJING)

"""Drafts with every answer, and a return by the college, made through the services."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Organisation
from forms_app.applications import consents
from forms_app.applications.answers import Answers, Relation
from forms_app.applications.cycles import admission
from forms_app.applications.drafts import start
from forms_app.applications.models import Application
from forms_app.applications.states import Event
from forms_app.running import catalogue
from forms_app.workflow import Actor, Role, advance
from tests.forms_app.applications.journey import CYCLE, NAME, PHONE, PROGRAMME, ZHAOJUE

REASON = "毕业学校写的是小学，请写初中的名字。"
_keys = itertools.count(1)


def answers(**changes: Any) -> dict[str, Any]:
    """Everything that is needed to send, the consents of the cycle included."""
    given = consents.record(
        admission(CYCLE),
        before=Answers(),
        agreed=["admission", "sensitive_data", "colleges"],
        given_by="吉克·拉莫",
        relation=Relation.MOTHER,
    )
    return {
        "filled_in_by": "监护人",
        "birth_date": date(2011, 4, 5),
        "guardian_name": "吉克·拉莫",
        "guardian_relation": Relation.MOTHER,
        "consents": given,
        "name": NAME,
        "home_county": ZHAOJUE,
        "mail_to_village_committee": True,
        "phone": PHONE,
        "household_kind": "脱贫户",
        "schooling": "今年初中毕业",
        "school": "示例县第一初级中学",
        "physical_answer": "没有",
        "adjustment": "都不",
        "boarding": "需要",
        **changes,
    }


def draft(session: Session, **changes: Any) -> Application:
    programme = catalogue().programmes[PROGRAMME]
    return start(
        session,
        client_key=f"draft {next(_keys)}",
        programme=programme,
        values=answers(**changes),
    )


def officer(session: Session) -> Actor:
    """An officer of the first choice's college."""
    college = catalogue().college_of(PROGRAMME)
    organisation = session.scalars(
        select(Organisation).where(Organisation.college_id == college.id)
    ).one()
    return Actor(
        shown_as=f"{organisation.name} 招生办",
        account_id="0" * 32,
        role=Role.COLLEGE_OFFICER,
        organisation_id=organisation.id,
    )


def return_to_family(session: Session, application: Application, *, fields: list[str]) -> None:
    actor = officer(session)
    advance(session, application, Event.TAKE, actor=actor)
    advance(session, application, Event.RETURN, actor=actor, reason=REASON)
    application.returned_fields = fields
    application.answer_due = clock.now() + timedelta(days=7)
    session.flush()

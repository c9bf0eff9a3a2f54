"""A stage for the pages of review and of seats: applications in every state, and who opens them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts import sessions
from forms_app.accounts.models import Account
from forms_app.allocation import services as allocation
from forms_app.applications.answers import Adjustment, Answers
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.states import Event
from forms_app.extensions import db
from forms_app.review import services as review
from forms_app.workflow import Role, advance
from tests.browser.conftest import LiveServer
from tests.browser.going import follow
from tests.forms_app.allocation.given import decline, eligible, offered
from tests.forms_app.conftest import organisation_for
from tests.forms_app.review.factories import (
    ELSEWHERE,
    FIRST,
    SECOND,
    Office,
    resubmit,
    seen,
    submitted,
)

LONG = "阿卜杜热合曼江·买买提伊敏吐尔逊古丽·示例学生𬭊"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Stage:
    """Addresses of files by name, codes of families, and the people who may open them."""

    server: LiveServer
    office: Office
    files: dict[str, str]
    families: dict[str, tuple[str, str]]
    """Name -> 取件码 and birth date."""

    def enter(self, page: Page, who: str) -> None:
        """Give the page the login of this person."""
        with self.server.app.app_context(), db.writing_session() as session:
            token = sessions.start(session, self.office.account(who))
            session.commit()
            name = sessions.cookie_name()
        page.context.add_cookies([{"name": name, "value": token, "url": self.server.address}])

    def come_back(self, page: Page, name: str) -> None:
        """The family opens its application, as it does, with its code."""
        code, birth_date = self.families[name]
        page.goto("/apply/open")
        page.locator("main form input.text").first.fill(code)
        for box, part in zip(
            page.locator("main .dates input").all(), birth_date.split("-"), strict=True
        ):
            box.fill(part)
        follow(page.locator("main form button").first)
        page.wait_for_url("**/apply/status")


@pytest.fixture(scope="module")
def stage(live_server: LiveServer) -> Iterator[Stage]:
    with live_server.app.app_context(), db.writing_session() as session:
        office = Office(maker(session))
        made = set_up(session, office)
        office.account("other")
        session.commit()
        yield Stage(
            live_server,
            office,
            {name: f"/staff/applications/{one.id}" for name, one in made.items()},
            {name: (one.code or "", birth_date(one.answers)) for name, one in made.items()},
        )


def birth_date(answers: Answers) -> str:
    return answers.birth_date.isoformat() if answers.birth_date else ""


def maker(session: Session) -> Callable[..., Account]:
    def make(
        role: Role,
        *,
        college_id: str | None = None,
        division: str | None = None,
        shown_as: str = "招生办",
    ) -> Account:
        organisation = organisation_for(session, role, college_id, division)
        account = Account(
            login=f"review{next(_numbers):02}",
            shown_as=shown_as,
            role=role,
            organisation_id=organisation.id,
            organisation=organisation,
            is_sample=True,
        )
        session.add(account)
        session.commit()
        return account

    return make


def set_up(session: Session, office: Office) -> dict[str, Application]:
    officer = office["officer"]

    def taken(**changes: Any) -> Application:
        application = submitted(session, **changes)
        review.take(session, application, actor=officer, seen=seen(session, application))
        return application

    with clock.standing_at(clock.now() - timedelta(days=20)):
        late, _ = offered(session, office, name="示例学生丁")
    with clock.standing_at(clock.now() - timedelta(days=9)):
        old = submitted(session, name="示例学生乙", programmes=(ELSEWHERE, FIRST))
    with clock.standing_at(clock.now() - timedelta(days=4)):
        corrected = returned(session, office, taken(name="示例学生𬭊"))
        resubmit(session, corrected, school="示例县第二中学", score=412.5, full_score=600.0)
        waiting = returned(session, office, taken(name="示例学生丙"))
    proposed = taken(name="示例学生戊")
    review.propose_refusal(
        session,
        proposed,
        reason="报的专业要先读完高中。\n这名学生是初中毕业。",
        other_route="改报初中起点的专业，六月底前都可以改",
        actor=officer,
        seen=seen(session, proposed),
    )
    withdrawn = submitted(session, name="示例学生己")
    advance(session, withdrawn, Event.WITHDRAW, actor=as_family(withdrawn.id))
    accepted, made = offered(session, office, name="示例学生庚", programmes=(FIRST, SECOND))
    allocation.accept(session, accepted, offer_id=made.id, actor=as_family(accepted.id))
    return {
        "old": old,
        "late": late,
        "corrected": corrected,
        "waiting": waiting,
        "reviewing": taken(name=LONG, household_kind="脱贫户"),
        "proposed": proposed,
        "withdrawn": withdrawn,
        "eligible": eligible(session, office, is_green=True, programmes=(FIRST, SECOND, ELSEWHERE)),
        "offered": offered(session, office, programmes=(FIRST, ELSEWHERE))[0],
        "only": offered(session, office, programmes=(FIRST,))[0],
        "goes_on": decline(session, *offered(session, office, programmes=(FIRST, ELSEWHERE))),
        "adjusted": adjusted(session, office),
        "accepted": accepted,
    }


def adjusted(session: Session, office: Office) -> Application:
    """One who declined the only 志愿 and was offered another programme of the college."""
    application, made = offered(
        session, office, programmes=(FIRST,), adjustment=Adjustment.SAME_COLLEGE
    )
    decline(session, application, made)
    allocation.offer(session, application, programme_id=SECOND, actor=office["officer"])
    return application


def returned(session: Session, office: Office, application: Application) -> Application:
    review.return_to_family(
        session,
        application,
        fields=["school", "score"],
        reason="毕业学校写全名。\n成绩写总分和满分。",
        due=clock.today() + timedelta(days=3),
        actor=office["officer"],
        seen=seen(session, application),
    )
    return application

"""Applications as a family would have sent them, made through the models and the workflow."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.accounts.models import Account, Organisation
from forms_app.applications import child_index
from forms_app.applications.answers import Adjustment, Answers, Boarding, Choice, Relation
from forms_app.applications.drafts import as_family, birth_index, give_code
from forms_app.applications.models import Application, ApplicationChoice, ApplicationVersion
from forms_app.applications.states import Event
from forms_app.running import catalogue
from forms_app.sealing import keyring
from forms_app.workflow import Actor, Role, advance, begin, history_of

ZHAOJUE = "513431"
BUTUO = "513429"
LINXIA = "622901"
FIRST = "sample-programme-01"
SECOND = "sample-programme-02"
ELSEWHERE = "sample-programme-03"
COLLEGE = "sample-college-01"
OTHER_COLLEGE = "sample-college-02"
THIRD_COLLEGE = "sample-college-03"

_numbers = itertools.count(1)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(number: int, *, county: str = ZHAOJUE, born: str = "20110405") -> str:
    """A number of the right form; the child does not exist.

    The upper half of the serials: families of other tests on the same server have the lower one.
    """
    first = f"{county}{born}{500 + number % 500:03}"
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


def answers(**changes: Any) -> Answers:
    """Everything that a review reads, filled in."""
    choices = changes.pop("programmes", (FIRST, ELSEWHERE))
    values: dict[str, Any] = {
        "name": "示例·学生甲",
        "identity_number": identity_number(1),
        "birth_date": date(2011, 4, 5),
        "sex": "女",
        "ethnicity": "彝族",
        "home_county": ZHAOJUE,
        "home_village": "示例乡示例村",
        "phone": "13800000000",
        "phone_belongs_to": "母亲",
        "guardian_name": "示例·监护人",
        "guardian_relation": Relation.MOTHER,
        "guardian_phone": "13800000000",
        "household_kind": "脱贫户",
        "household_proof_number": "A-17",
        "school": "示例县示例中学",
        "graduation_year": 2027,
        "adjustment": Adjustment.NONE,
        "boarding": Boarding.NEEDED,
        "choices": tuple(Choice(programme_id=one) for one in choices),
    }
    return Answers(**(values | changes))


def submitted(session: Session, **changes: Any) -> Application:
    """A trial that was sent just now; `programmes` are its choices in order."""
    number = next(_numbers)
    changes.setdefault("identity_number", identity_number(number))
    sent = answers(**changes)
    application = Application(
        cycle="sample-admission-2027",
        is_trial=True,
        client_key=f"key-{number}",
        code_index="",
        code_generation=0,
        home_county=sent.home_county,
        identity_index=keyring().index(sent.identity_number or "", purpose="identity"),
    )
    give_code(application)
    if sent.birth_date is not None:
        application.birth_index = birth_index(application.id, sent.birth_date.isoformat())
    application.answers_text = sent.model_dump_json()
    application.child_index = child_index.of(sent)
    family = as_family(application.id)
    begin(session, application, Event.START, actor=family)
    _choose(session, application, sent)
    application.number = f"26-{number:06}"
    application.submitted_at = clock.now()
    _freeze(session, application, sent, 1)
    advance(session, application, Event.SUBMIT, actor=family)
    session.flush()
    return application


def resubmit(session: Session, application: Application, **changes: Any) -> None:
    """The family corrects these answers and sends them again."""
    sent = application.answers.model_copy(update=changes)
    application.answers_text = sent.model_dump_json()
    application.returned_fields = []
    application.answer_due = None
    last = session.scalars(
        select(ApplicationVersion.number).where(ApplicationVersion.application_id == application.id)
    ).all()
    _freeze(session, application, sent, max(last) + 1)
    advance(session, application, Event.RESUBMIT, actor=as_family(application.id))


def _choose(session: Session, application: Application, sent: Answers) -> None:
    for rank, choice in enumerate(sent.choices, start=1):
        college = catalogue().college_of(choice.programme_id)
        organisation = session.scalars(
            select(Organisation).where(Organisation.college_id == college.id)
        ).one()
        application.choices.append(
            ApplicationChoice(
                rank=rank, programme_id=choice.programme_id, organisation_id=organisation.id
            )
        )


def _freeze(session: Session, application: Application, sent: Answers, number: int) -> None:
    version = ApplicationVersion(application_id=application.id, number=number, sent_by="家里人")
    version.answers_text = sent.model_dump_json()
    session.add(version)
    session.flush()


def seen(session: Session, application: Application) -> int:
    """The number that a page drawn now carries."""
    return history_of(session, application)[-1].number


PEOPLE: dict[str, dict[str, Any]] = {
    "officer": {"role": Role.COLLEGE_OFFICER, "college_id": COLLEGE},
    "colleague": {"role": Role.COLLEGE_OFFICER, "college_id": COLLEGE, "shown_as": "教务科"},
    "signer": {"role": Role.COLLEGE_SIGNER, "college_id": COLLEGE, "shown_as": "签字人"},
    "other": {"role": Role.COLLEGE_OFFICER, "college_id": OTHER_COLLEGE},
    "third": {"role": Role.COLLEGE_OFFICER, "college_id": THIRD_COLLEGE},
    "desk": {"role": Role.COUNTY_DESK, "division": ZHAOJUE, "shown_as": "服务点"},
    "prefecture": {"role": Role.COUNTY_DESK, "division": "513400", "shown_as": "州里"},
    "far_desk": {"role": Role.COUNTY_DESK, "division": LINXIA, "shown_as": "服务点"},
    "school": {"role": Role.SCHOOL, "division": ZHAOJUE, "shown_as": "老师"},
    "far_school": {"role": Role.SCHOOL, "division": LINXIA, "shown_as": "老师"},
    "village": {"role": Role.VILLAGE, "division": ZHAOJUE, "shown_as": "村里"},
    "authority": {"role": Role.AUTHORITY, "division": "513400", "shown_as": "备案人"},
    "admin": {"role": Role.ADMINISTRATOR, "shown_as": "管理员"},
}


@dataclass
class Office:
    """Members of staff by role, as actors and as accounts, made once a test."""

    make_account: Any
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, name: str) -> Account:
        if name not in self.accounts:
            self.accounts[name] = self.make_account(**PEOPLE[name])
        return self.accounts[name]

    def __getitem__(self, name: str) -> Actor:
        return self.account(name).as_actor()

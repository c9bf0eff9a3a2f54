"""Each consent is taken back as easily as it was given, and nothing of it is ever overwritten."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.accounts.models import Account
from forms_app.applications import papers, services
from forms_app.applications.consenting import ledger, withdrawing
from forms_app.applications.consenting.models import ConsentEntry
from forms_app.applications.drafts import as_family
from forms_app.applications.models import Application
from forms_app.applications.row_policy import visible_to
from forms_app.applications.states import State
from forms_app.errors import Conflict
from forms_app.extensions import db
from forms_app.workflow import Actor, Role
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import GUARDIAN, GUARDIAN_PAGE, PAGES, Family
from tests.forms_app.applications.starting import applied, begun, filled

PAGE = "/apply/consents"
REQUIRED = ("admission", "sensitive_data", "colleges")
OPTIONAL = ("later_contact", "publicity")
CHILD = {"birth_year": "2014", "birth_month": "1", "birth_day": "2"}
Login = Callable[[FlaskClient, Account], FlaskClient]


def row(session: Session) -> Application:
    session.expire_all()
    return session.scalars(select(Application)).one()


def records(session: Session) -> list[tuple[str, bool]]:
    rows = session.scalars(select(ConsentEntry).order_by(ConsentEntry.number))
    return [(one.kind, one.agreed) for one in rows]


def take_back(family: Family, kind: str) -> str:
    """The button, and the page that asks once more where there is one; the text after it."""
    answer = family.send(PAGE, kind=kind, step="take_back")
    if kind in REQUIRED:
        assert answer.location == f"{PAGE}/{kind}"
        answer = family.send(answer.location)
    assert (answer.status_code, answer.location) == (303, PAGE)
    return family.read(PAGE)


@pytest.mark.parametrize("kind", OPTIONAL)
def test_an_optional_consent_ends_with_one_press_and_comes_back_with_one(
    kind: str, family: Family, session: Session
) -> None:
    family.begin(later_contact="y", publicity="y")
    family.fill_all()
    family.submit()
    before = records(session)
    page = take_back(family, kind)
    assert "✗ 现在没有同意" in page
    assert row(session).state == State.SUBMITTED
    assert row(session).consent_withdrawn_at is None
    family.send(PAGE, kind=kind, step="give")
    given = row(session).answers.consents
    assert all(one.agreed for one in given)
    assert records(session) == [*before, (kind, False), (kind, True)]


@pytest.mark.parametrize("kind", REQUIRED)
def test_a_required_consent_says_what_ends_and_then_closes_the_file_to_colleges(
    kind: str, family: Family, session: Session
) -> None:
    applied(family)
    asked = family.read(f"{PAGE}/{kind}")
    assert "这份报名马上撤回" in asked
    assert row(session).state == State.SUBMITTED
    officer = factories.officer(session)
    take_back(family, kind)
    application = row(session)
    assert application.state == State.WITHDRAWN
    assert application.consent_withdrawn_at is not None
    assert not session.scalars(select(Application).where(visible_to(officer))).all()
    assert not application.standing_of(officer)
    assert family.client.get("/apply/again").location == "/apply/status"
    family.send(PAGE, kind=kind, step="give")
    assert "去重新送到学校" in family.read(PAGE)
    family.send("/apply/again")
    application = row(session)
    assert (application.state, application.consent_withdrawn_at) == (State.SUBMITTED, None)
    assert session.scalars(select(Application).where(visible_to(officer))).all() == [application]


def test_no_college_opens_an_ended_application_without_its_consents(
    family: Family, session: Session
) -> None:
    applied(family)
    officer = factories.officer(session)
    row(session).state = State.UNPLACED
    session.commit()
    assert session.scalars(select(Application).where(visible_to(officer))).all()
    take_back(family, "colleges")
    assert row(session).state == State.UNPLACED
    assert not session.scalars(select(Application).where(visible_to(officer))).all()


def test_the_service_refuses_to_send_anew_while_a_consent_is_missing(
    family: Family, session: Session
) -> None:
    applied(family)
    take_back(family, "sensitive_data")
    application = row(session)
    with pytest.raises(Conflict, match="重新同意"):
        services.apply_again(session, application, actor=as_family(application.id))


def test_a_draft_without_a_consent_is_not_sent(family: Family, session: Session) -> None:
    filled(family)
    take_back(family, "colleges")
    assert "监护人同意前三项" in family.read("/apply/check")
    assert "填过的还在。要把填过的也删掉" in family.read(PAGE)
    assert row(session).state == State.DRAFT
    family.send(PAGE, kind="colleges", step="give")
    assert "填过的还在" not in family.read(PAGE)
    assert family.submit().location == "/apply/receipt"


def test_a_child_s_consent_can_be_taken_back_and_then_nothing_more_is_stored(
    family: Family, session: Session
) -> None:
    family.begin(**CHILD)
    family.fill("home")
    assert "不能再存新的内容" in family.read(f"{PAGE}/sensitive_data")
    take_back(family, "sensitive_data")
    before = row(session).answers
    answer = family.fill("home", mail_address="另一个地址")
    assert answer.status_code == 200
    assert row(session).answers == before
    # Two at once, too: each can be given again for itself.
    take_back(family, "admission")
    family.send(PAGE, kind="sensitive_data", step="give")
    family.send(PAGE, kind="admission", step="give")
    assert family.fill("home", mail_address="另一个地址").status_code == 303


def test_a_second_press_changes_nothing(family: Family, session: Session) -> None:
    applied(family)
    take_back(family, "colleges")
    before = records(session)
    application = row(session)
    text = withdrawing.text_of(application, "colleges")
    withdrawing.take_back(session, application, text, actor=as_family(application.id))
    assert records(session) == before
    assert family.client.get(f"{PAGE}/colleges").location == PAGE


def test_twelve_presses_at_once_make_one_record(
    app: Flask, family: Family, session: Session
) -> None:
    applied(family)
    identifier = row(session).id
    session.commit()

    def press(_number: int) -> None:
        with app.app_context(), db.writing_session() as own:
            application = own.get_one(Application, identifier)
            text = withdrawing.text_of(application, "colleges")
            withdrawing.take_back(own, application, text, actor=as_family(identifier))
            own.commit()

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(press, range(12)))
    assert records(session).count(("colleges", False)) == 1
    assert row(session).state == State.WITHDRAWN


def test_nothing_is_overwritten_and_the_family_reads_all_of_it(
    family: Family, session: Session
) -> None:
    family.begin(later_contact="y")
    first = [one.record for one in session.scalars(select(ConsentEntry))]
    assert {one.given_by for one in first} == {GUARDIAN}
    family.send("/apply/tasks/guardian", **{**GUARDIAN_PAGE, "later_contact": ""})
    family.send("/apply/tasks/guardian", **{**GUARDIAN_PAGE, "guardian_name": "吉克·阿妈"})
    kept = [one.record for one in session.scalars(select(ConsentEntry).order_by(ConsentEntry.id))]
    assert all(one in kept for one in first)
    page = family.read(PAGE)
    assert page.count("收回：") >= 1
    assert page.count(GUARDIAN) >= len(first)
    assert "吉克·阿妈" in page
    copy = ledger.of(session, row(session))
    assert [one.at for one in copy] == sorted(one.at for one in copy)


def test_a_consent_given_on_paper_is_not_turned_into_a_click(
    family: Family, session: Session
) -> None:
    begun(family)
    application = row(session)
    on_paper = tuple(
        one.model_copy(update={"method": "纸质"}) for one in application.answers.consents
    )
    changed = application.answers.model_copy(update={"consents": on_paper})
    application.answers_text = changed.model_dump_json()
    session.commit()
    family.send("/apply/tasks/guardian", **{**GUARDIAN_PAGE, "guardian_phone": ""})
    consent = row(session).answers.consents[0]
    assert (consent.agreed, consent.method) == (True, "纸质")
    family.send("/apply/tasks/guardian", **{**GUARDIAN_PAGE, "admission": ""})
    assert not row(session).answers.consents[0].agreed


def test_a_helper_reads_and_presses_nothing(family: Family, session: Session) -> None:
    begun(family)
    application = row(session)
    helper = Actor(shown_as="帮忙的老师", application_id=application.id, sitting_id="0" * 32)
    text = withdrawing.text_of(application, "colleges")
    before = records(session)
    with pytest.raises(Conflict, match="不能替家里人"):
        withdrawing.take_back(session, application, text, actor=helper)
    with pytest.raises(Conflict, match="不能替家里人"):
        withdrawing.give_again(session, application, text, actor=helper)
    assert records(session) == before


def test_without_a_guardian_s_name_the_page_says_where_to_write_it(
    family: Family, session: Session
) -> None:
    nobody = {**GUARDIAN_PAGE, "guardian_name": "", "guardian_relation": "", "later": "y"}
    family.begin(**{**nobody, **dict.fromkeys(REQUIRED, "")})
    answer = family.send(PAGE, kind="admission", step="give")
    assert answer.status_code == 303
    assert "先在第 1 件里写上监护人是谁" in family.read(PAGE)
    assert records(session) == []


@pytest.mark.parametrize("kind", ["", "nothing", "../admission"])
def test_an_unknown_kind_is_not_found(kind: str, family: Family) -> None:
    begun(family)
    assert family.send(PAGE, kind=kind, step="give").status_code == 404


def test_the_desk_and_the_paper_say_that_it_was_taken_back(
    family: Family,
    session: Session,
    client: FlaskClient,
    app: Flask,
    login: Login,
    make_account: Callable[..., Account],
) -> None:
    family.begin(later_contact="y")
    family.fill_all()
    family.submit()
    take_back(family, "later_contact")
    take_back(family, "colleges")
    application = row(session)
    with app.test_request_context():
        printed = papers.application_paper(session, application).consents
    assert [one.given for one in printed] == [True, True, False, False, False]
    desk = login(app.test_client(), make_account(Role.COUNTY_DESK, division="513431"))
    page = desk.get(f"/staff/applications/{application.id}").get_data(as_text=True)
    assert "家里人收回了要同意的同意书" in page
    assert "以后可以联系：不同意" in page
    college = login(app.test_client(), make_account(college_id="sample-college-01"))
    assert college.get(f"/staff/applications/{application.id}").status_code == 404
    queue = college.get("/staff/applications?filter=closed").get_data(as_text=True)
    assert "内容看不到了" in queue
    assert PAGES["student"]["name"] not in queue

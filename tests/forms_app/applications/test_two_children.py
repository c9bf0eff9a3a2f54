"""Two children in one browser: a page that was drawn for one never reads or writes the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.accounts.access import Visitor, access_of
from forms_app.applications.access_code import shown
from forms_app.applications.drafts import mark_of
from forms_app.applications.fields import BY_NAME
from forms_app.applications.models import Application
from forms_app.applications.opening import reissue_code
from forms_app.models import Base
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import BORN, Family, hidden_fields
from tests.forms_app.applications.starting import begun
from tests.forms_app.applications.test_opening import prefixed

ANOTHER = "这一页是另一份报名的"
PAGES: dict[str, Callable[[Family], object]] = {
    "/apply/tasks/contact": lambda family: family.begin(),
    "/apply/tasks/choices": lambda family: family.begin(),
    "/apply/check": lambda family: (family.begin(), family.fill_all()),
    "/apply/withdraw": lambda family: family.apply(),
}


def everything(session: Session) -> dict[str, list[str]]:
    """All rows but the counted tries, which an opening with the right pair writes, too."""
    session.expire_all()
    tables = [one for name, one in Base.metadata.tables.items() if name != "opening_tries"]
    return {one.name: sorted(map(repr, session.execute(select(one)))) for one in tables}


def code_of(family: Family) -> str:
    return family.read("/apply/code").split('class="code">')[1][:11]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_one_child_does_nothing_to_the_child_opened_in_another_tab(
    app: Flask, client: FlaskClient, session: Session, address: str
) -> None:
    family, elsewhere = Family(client), Family(app.test_client())
    PAGES[address](family)
    first = code_of(family)
    page = hidden_fields(family.read(address))
    PAGES[address](elsewhere)
    assert family.send("/apply/open", code=code_of(elsewhere), **BORN).status_code == 303
    before = everything(session)

    answer = client.post(address, data={**page, "phone": "13712345678", "remove": "x"})

    assert answer.status_code == 409
    assert ANOTHER in answer.text
    assert everything(session) == before
    if address == "/apply/tasks/contact":
        assert "<dd>13712345678</dd>" in answer.text
        carried = hidden_fields(answer.text) | {"phone_belongs_to": "学生"}
        done = client.post(address, data=carried | prefixed(first, BORN))
        assert done.status_code == 303
        assert 'value="13712345678"' in family.read(address)
        assert code_of(family) == first
        assert 'value="13712345678"' not in elsewhere.read(address)


def test_the_code_of_a_third_child_does_not_let_the_page_in(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    family, elsewhere = Family(client), Family(app.test_client())
    begun(family)
    page = hidden_fields(family.read("/apply/tasks/contact"))
    other = elsewhere.begin()
    client.post("/apply/leave", data={"csrf_token": page["csrf_token"]})
    asked = client.post("/apply/tasks/contact", data={**page, "phone": "13712345678"})
    before = everything(session)
    fields = hidden_fields(asked.text) | prefixed(other, BORN)
    answer = client.post("/apply/tasks/contact", data=fields)
    assert answer.status_code == 409
    assert ANOTHER in answer.text
    assert everything(session) == before


@pytest.mark.parametrize("whose", [None, "", "made-up", "ÿ", "of another child"])
def test_every_form_of_a_family_is_refused_without_its_own_mark(
    app: Flask, client: FlaskClient, session: Session, whose: str | None
) -> None:
    family, elsewhere = Family(client), Family(app.test_client())
    begun(family)
    elsewhere.begin()
    token = hidden_fields(family.read("/apply/tasks/contact"))["csrf_token"]
    fields = {"csrf_token": token}
    if whose == "of another child":
        fields["whose"] = hidden_fields(elsewhere.read("/apply/tasks/contact"))["whose"]
    elif whose is not None:
        fields["whose"] = whose
    before = everything(session)
    walked = 0
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if access is None or access.visitor is not Visitor.FAMILY:
            continue
        if "POST" in (rule.methods or set()):
            address = rule.rule.replace("<name>", "student")
            answer = client.post(address, data=fields)
            assert (answer.status_code, ANOTHER in answer.text) == (409, True), address
            walked += 1
    assert walked >= 6
    assert everything(session) == before


def test_equal_answers_of_two_children_have_different_marks(session: Session) -> None:
    one, two = factories.draft(session), factories.draft(session)
    assert one.answers == two.answers
    task = BY_NAME["contact"]
    assert mark_of(one, task) != mark_of(two, task)


def test_a_page_drawn_before_a_new_code_is_kept_and_written_after_it(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    begun(family)
    page = hidden_fields(family.read("/apply/tasks/contact"))
    application = session.scalars(select(Application)).one()
    reissue_code(session, application, actor=factories.officer(session))
    session.commit()
    code = shown(application.code or "")
    typed = {**page, "phone": "13712345678", "phone_belongs_to": "学生"}
    asked = client.post("/apply/tasks/contact", data=typed)
    carried = hidden_fields(asked.text) | prefixed(code, BORN)
    assert client.post("/apply/tasks/contact", data=carried).status_code == 303
    session.expire_all()
    assert application.answers.phone == "13712345678"

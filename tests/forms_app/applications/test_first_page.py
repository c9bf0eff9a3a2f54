"""The first page makes one draft for one child, whatever is pressed twice or in two tabs."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app.applications.family import MOST_KEYS
from forms_app.applications.models import Application
from forms_app.applications.opening import reissue_code
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import (
    GUARDIAN_PAGE,
    SECOND,
    START,
    Family,
    hidden_fields,
)

OTHER = {"birth_year": "2012", "birth_month": "7", "birth_day": "8", "guardian_name": "乙妈妈"}


def drafts(session: Session) -> list[Application]:
    session.expire_all()
    return list(session.scalars(select(Application).order_by(Application.created_at)))


def contents(session: Session) -> dict[str, tuple[str, int]]:
    return {one.id: (one.answers_text or "", one.answers_version) for one in drafts(session)}


def send(client: FlaskClient, fields: dict[str, str], **changes: str) -> TestResponse:
    return client.post(START, data={**fields, **GUARDIAN_PAGE, **changes})


def test_two_first_pages_open_at_once_are_two_children(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    second_address = START.replace("sample-programme-01", SECOND)
    one = hidden_fields(family.read(START))
    two = hidden_fields(family.read(second_address))
    assert send(client, one).status_code == 303
    first = family.read("/apply/code")
    family.fill("student", name="孩子甲", has_no_identity_number="y")
    before = contents(session)
    answer = client.post(second_address, data={**two, **GUARDIAN_PAGE, **OTHER})
    assert answer.status_code == 303
    assert family.read("/apply/code") != first
    after = contents(session)
    assert len(after) == 2
    assert before.items() <= after.items()
    chosen = {one.answers.choices[0].programme_id for one in drafts(session)}
    assert chosen == {"sample-programme-01", SECOND}


def test_going_back_and_writing_another_child_asks_first_and_then_makes_another_draft(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    fields = hidden_fields(family.read(START))
    assert send(client, fields).status_code == 303
    family.fill("contact")
    before = contents(session)
    for changes in ({"birth_day": "6"}, {"guardian_name": "乙妈妈"}, OTHER):
        asked = send(client, fields, **changes)
        assert asked.status_code == 409
        assert "这一页已经存过一份" in asked.text
        assert "/apply/tasks/guardian" in asked.text
        assert contents(session) == before
    assert 'value="乙妈妈"' in asked.text
    again = hidden_fields(asked.text)
    for _ in range(2):
        assert send(client, again, **OTHER).status_code == 303
    after = contents(session)
    assert len(after) == 2
    assert before.items() <= after.items()


def test_going_back_to_tick_one_box_more_changes_the_same_draft(
    client: FlaskClient, session: Session
) -> None:
    fields = hidden_fields(Family(client).read(START))
    for changes in ({}, {"publicity": "y"}, {"publicity": "y"}):
        assert send(client, fields, **changes).location == "/apply/code"
    (draft,) = drafts(session)
    assert draft.answers_version == 2
    assert any(one.kind == "publicity" and one.agreed for one in draft.answers.consents)


def test_a_page_with_mistakes_keeps_its_key_and_an_old_one_gets_another(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    fields = hidden_fields(family.read(START))
    wrong = send(client, fields, guardian_name="")
    assert hidden_fields(wrong.text)["client_key"] == fields["client_key"]
    for _ in range(MOST_KEYS):
        family.read(START)
    late = send(client, fields)
    assert "再按一次就好" in late.text
    assert send(client, hidden_fields(late.text)).status_code == 303
    assert len(drafts(session)) == 1


def test_the_key_of_a_first_page_opens_nothing_after_leaving_or_in_another_browser(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    family, other = Family(client), Family(app.test_client())
    fields = hidden_fields(family.read(START))
    assert send(client, fields).status_code == 303
    before = contents(session)
    fields["csrf_token"] = hidden_fields(family.read("/apply/tasks/contact"))["csrf_token"]
    client.post("/apply/leave", data={"csrf_token": fields["csrf_token"]})
    for browser in (client, other.client):
        fields |= {"csrf_token": hidden_fields(Family(browser).read(START))["csrf_token"]}
        assert "再按一次就好" in send(browser, fields).text
        assert re.match("/apply/open", browser.get("/apply/tasks").location or "")
    assert contents(session) == before


def test_the_key_of_a_first_page_is_out_with_the_old_code(
    client: FlaskClient, session: Session
) -> None:
    fields = hidden_fields(Family(client).read(START))
    send(client, fields)
    (draft,) = drafts(session)
    reissue_code(session, draft, actor=factories.officer(session))
    assert send(client, fields).location == "/apply/open"
    assert client.get("/apply/tasks").location == "/apply/open?back=/apply/tasks"


def test_a_wrong_phone_of_the_guardian_s_is_not_sent_to_a_box_that_is_not_there(
    family: Family,
) -> None:
    answer = family.send(START, **{**GUARDIAN_PAGE, "guardian_phone": "1380000"})
    assert "没有电话，这一格就空着" in answer.text
    assert "选“没有电话”" not in answer.text
    assert 'value="1380000"' in answer.text


def test_the_two_questions_come_back_where_the_next_one_stands(family: Family) -> None:
    start = "/apply/start?programme=sample-programme-01"
    assert "#next" in family.read(start)
    asked = family.read(f"{start}&schooling=今年初中毕业&county_name=昭觉")
    assert '<fieldset class="field" id="next">' in asked
    assert asked.count('id="next"') == 1
    done = family.read(f"{start}&schooling=今年初中毕业&county=513431")
    assert '<h2 id="next">' in done


def test_the_bare_address_leads_to_how_one_applies(family: Family) -> None:
    answer = family.client.get("/apply/")
    assert (answer.status_code, answer.location) == (302, "/how-to-apply/")

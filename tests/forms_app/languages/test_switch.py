"""The switch keeps what was typed, saves nothing, and is remembered."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from forms_app import outbox
from forms_app.applications.messages import SUBJECT
from forms_app.applications.models import Application
from forms_app.languages import pseudo
from forms_app.languages.texts import said
from forms_app.messaging import Channel
from forms_app.messaging.envelope import Envelope
from tests.forms_app.applications.journey import (
    GUARDIAN_PAGE,
    PHONE,
    PROGRAMME,
    START,
    Family,
    hidden_fields,
    identity_number,
)

RTL = "test-rtl"
CONTACT = "/apply/tasks/contact"


def cookie_of(client: FlaskClient) -> str | None:
    found = client.get_cookie("language")
    return found.value if found else None


def test_there_is_no_switch_where_there_is_one_language(client: FlaskClient) -> None:
    page = Family(client).read("/apply/open")
    assert 'name="language"' not in page
    assert "#languages" not in page


def test_the_switch_stands_behind_the_form_so_that_enter_still_presses_the_forms_own_button(
    spoken: Flask, client: FlaskClient
) -> None:
    page = Family(client).read("/apply/open")
    assert page.index("</form>") < page.index('name="language"')
    assert page.index('href="#languages"') < page.index("<main")
    buttons = re.findall(r'<button[^>]*name="language" value="([a-z-]+)"[^>]*form="typed"', page)
    assert buttons == ["zh", "test-ltr", RTL]


def test_a_page_comes_back_in_the_other_language_with_all_that_was_typed(
    spoken: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    answer = family.send(START, **GUARDIAN_PAGE, language=RTL)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'dir="rtl"' in page
    for value in (GUARDIAN_PAGE["guardian_name"], GUARDIAN_PAGE["guardian_phone"], "2011"):
        assert f'value="{value}"' in page
    assert re.search(r'checked[^>]*name="admission"', page)
    assert '<option selected value="母亲">⟦' in page
    assert 'class="summary"' not in page
    assert session.scalars(select(Application)).all() == []
    assert cookie_of(client) == RTL
    # The page that came back is saved like any other.
    again = client.post(START, data={**hidden_fields(page), **GUARDIAN_PAGE})
    assert again.status_code == 303


def test_errors_are_said_again_in_the_other_language(spoken: Flask, client: FlaskClient) -> None:
    family = Family(client)
    family.begin()
    wrong = family.send(CONTACT, phone="12").get_data(as_text=True)
    assert "手机号要有11位" in wrong
    assert 'form="typed" name="had_errors"' in wrong
    answer = family.send(CONTACT, phone="12", language=RTL, had_errors="1")
    page = answer.get_data(as_text=True)
    assert "⟦ا手机号要有11位" in page
    assert 'value="12"' in page


def test_nothing_is_saved_by_the_switch_even_where_all_is_right(
    spoken: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    family.begin()
    answer = family.send(CONTACT, phone=PHONE, phone_belongs_to="监护人", language=RTL)
    assert answer.status_code == 200
    application = session.scalars(select(Application)).one()
    assert application.answers.phone is None


def test_the_language_is_kept_sealed_with_the_application_and_spoken_on_the_next_phone(
    spoken: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    code = family.begin()
    family.send(CONTACT, language=RTL)
    application = session.scalars(select(Application)).one()
    assert application.language == RTL
    stored = session.execute(text("SELECT language_sealed FROM application")).scalar_one()
    assert RTL.encode() not in bytes(stored)
    other = Family(spoken.test_client())
    opened = other.send("/apply/open", code=code, birth_year="2011", birth_month="4", birth_day="5")
    assert opened.status_code == 303
    assert cookie_of(other.client) == RTL
    assert 'dir="rtl"' in other.read("/apply/tasks")


def test_who_chose_a_language_on_this_phone_keeps_it(
    spoken: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    code = family.begin()
    family.send(CONTACT, language=RTL)
    other = Family(spoken.test_client())
    other.client.set_cookie("language", "zh")
    other.send("/apply/open", code=code, birth_year="2011", birth_month="4", birth_day="5")
    assert '<html lang="zh-CN">' in other.read("/apply/tasks")


def test_a_helpers_choice_is_not_kept_for_the_family(
    spoken: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    family.begin()
    family.send(
        "/apply/helper",
        kind="老师",
        helper_name="张老师",
        helper_phone=PHONE,
        institution="示例县第一初级中学",
        authority="监护人在旁边",
    )
    family.send(CONTACT, language=RTL)
    assert session.scalars(select(Application)).one().language is None
    assert cookie_of(client) == RTL


def test_a_page_without_a_form_has_a_switch_of_its_own(
    spoken: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    family.begin()
    page = family.read("/apply/status")
    action = re.search(r'<form method="post" action="(/language[^"]*)"', page)
    assert action is not None
    answer = client.post(action[1], data={"language": RTL})
    assert (answer.status_code, answer.location) == (303, "/apply/status")
    assert 'dir="rtl"' in family.read("/apply/status")
    assert session.scalars(select(Application)).one().language == RTL


def test_a_form_that_is_fetched_takes_its_fields_along(spoken: Flask, client: FlaskClient) -> None:
    page = Family(client).read(f"/apply/start?programme={PROGRAMME}")
    button = re.search(r'<button[^>]*formaction="(/language[^"]*)"', page)
    assert button is not None
    assert 'form="typed" formmethod="post"' in button[0]
    fields = {"programme": PROGRAMME, "county_name": "昭觉", "language": RTL}
    back = client.post(button[1], data=fields)
    assert back.status_code == 303
    shown = Family(client).read(back.location)
    assert 'value="昭觉"' in shown
    assert 'dir="rtl"' in shown


def test_a_page_for_photos_says_that_they_have_to_be_chosen_again(
    spoken: Flask, client: FlaskClient
) -> None:
    family = Family(client)
    family.begin()
    page = family.read("/apply/documents")
    assert "换了以后要再选一次" in page
    assert 'form="typed"' not in page
    assert "换了以后要再选一次" not in family.read(CONTACT)


def test_the_way_back_never_leads_to_another_host(spoken: Flask, client: FlaskClient) -> None:
    for back in ("//other.example", "https://other.example/x", "/\\other.example", "x", "/a\nb"):
        answer = client.post("/language", query_string={"back": back}, data={"language": RTL})
        assert answer.location == "/", back


def test_a_language_that_is_not_offered_changes_nothing(spoken: Flask, client: FlaskClient) -> None:
    client.set_cookie("language", "xx")
    assert '<html lang="zh-CN">' in Family(client).read("/apply/open")
    client.post("/language", data={"language": "../etc"})
    assert cookie_of(client) == "xx"


def test_on_a_borrowed_phone_the_choice_ends_with_the_browser(
    spoken: Flask, client: FlaskClient
) -> None:
    family = Family(client)
    family.begin()
    family.send(CONTACT, language=RTL)
    token = hidden_fields(family.read(CONTACT))["csrf_token"]
    answer = client.post("/apply/leave", data={"csrf_token": token})
    kept = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("language=")]
    assert len(kept) == 1
    assert "Max-Age" not in kept[0]
    assert "Expires" not in kept[0]


def test_a_page_that_lost_its_cookie_still_changes_its_language_without_saving(
    spoken: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    code = family.begin()
    fields = hidden_fields(family.read(CONTACT))
    client.delete_cookie("visit")
    asked = client.post(CONTACT, data={**fields, "phone": PHONE, "language": RTL})
    page = asked.get_data(as_text=True)
    assert 'dir="rtl"' in page
    carried = hidden_fields(page)
    born = {"birth_year": "2011", "birth_month": "4", "birth_day": "5"}
    more = {f"coming_back-{name}": value for name, value in (born | {"code": code}).items()}
    back = client.post(CONTACT, data={**carried, **more, "coming_back": "1"})
    assert f'value="{PHONE}"' in back.get_data(as_text=True)
    assert session.scalars(select(Application)).one().answers.phone is None


def test_copies_of_the_status_go_out_in_the_language_of_the_family(
    spoken: Flask, client: FlaskClient, session: Session
) -> None:
    sent: list[Envelope] = []
    spoken.extensions["qianxiao.senders"], before = (
        {Channel.SMS: sent.append},
        spoken.extensions["qianxiao.senders"],
    )
    try:
        family = Family(client)
        family.begin()
        family.send(CONTACT, language=RTL)
        family.fill_all(number=identity_number())
        assert family.submit().status_code == 303
        outbox.drain()
    finally:
        spoken.extensions["qianxiao.senders"] = before
    assert len(sent) == 1
    assert sent[0].subject == said(SUBJECT).spoken(pseudo.languages()[1])
    assert sent[0].text.startswith("⟦ا【千校】")

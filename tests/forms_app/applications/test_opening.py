"""取件码 and birth date: what a stranger may learn, what a lost cookie may cost (N5, N6)."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import access_code
from forms_app.applications.models import Application, OpeningTries
from forms_app.applications.opening import (
    MOST_WRONG_FROM_ADDRESS,
    TooManyTries,
    WrongPair,
    open_application,
    reissue_code,
)
from forms_app.errors import Conflict
from forms_app.extensions import db
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import BORN, GUARDIAN_PAGE, START, Family, hidden_fields
from tests.forms_app.applications.starting import begun

OTHER_DAY = {**BORN, "birth_day": "6"}
CHANGING = re.compile(r'value="[^"]*"|[0-9A-Z]{5}-[0-9A-Z]{5}')


def test_a_stranger_reads_the_same_for_a_code_that_exists_and_one_that_does_not(
    app: Flask, client: FlaskClient
) -> None:
    real = begun(Family(client))
    pages = []
    for code in (real, access_code.shown(access_code.new())):
        stranger = Family(app.test_client())
        tries = [stranger.send("/apply/open", code=code, **OTHER_DAY) for _ in range(7)]
        pages.append([(one.status_code, CHANGING.sub("", one.text)) for one in tries])
    assert pages[0] == pages[1]
    assert "还可以试4次" in pages[0][0][1]
    assert "先停用" in pages[0][5][1]
    assert "示例帮办点" in pages[0][5][1]


def test_after_five_wrong_tries_even_the_right_date_goes_to_the_desk_and_nothing_is_lost(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    code = begun(family)
    other = Family(app.test_client())
    for _ in range(5):
        other.send("/apply/open", code=code, **OTHER_DAY)
    refused = other.send("/apply/open", code=code, **BORN)
    assert "先停用" in refused.text
    assert "填过的内容都在" in refused.text
    assert "九件事" in family.read("/apply/tasks")
    application = session.scalars(select(Application)).one()
    desk = factories.officer(session)
    reissue_code(session, application, actor=desk)
    session.commit()
    assert family.client.get("/apply/tasks").location == "/apply/open?back=/apply/tasks"
    new = access_code.shown(application.code or "")
    assert other.send("/apply/open", code=new, **BORN).location == "/apply/status"
    assert f"由 {desk.shown_as} 重开" in other.read("/apply/code")


def test_a_right_pair_forgets_the_slips_before_it(app: Flask, client: FlaskClient) -> None:
    code = begun(Family(client))
    other = Family(app.test_client())
    for _ in range(3):
        for _ in range(4):
            other.send("/apply/open", code=code, **OTHER_DAY)
        assert other.send("/apply/open", code=code, **BORN).status_code == 303


def test_many_wrong_codes_from_one_address_wait_an_hour(app: Flask, session: Session) -> None:
    draft = factories.draft(session)
    for _ in range(MOST_WRONG_FROM_ADDRESS):
        with pytest.raises(WrongPair):
            open_application(
                session, code=access_code.new(), birth_date=date(2011, 4, 5), address="198.51.100.7"
            )
    right = {"code": draft.code or "", "birth_date": date(2011, 4, 5)}
    with pytest.raises(TooManyTries):
        open_application(session, address="198.51.100.7", **right)
    assert open_application(session, address="198.51.100.8", **right) is draft
    with clock.standing_at(clock.now() + timedelta(minutes=61)):
        assert open_application(session, address="198.51.100.7", **right) is draft


def tries(session: Session) -> list[tuple[str, int]]:
    rows = session.scalars(select(OpeningTries).order_by(OpeningTries.key_index))
    return [(row.key_index, row.wrong) for row in rows]


def test_an_address_that_is_refused_leaves_no_more_rows(app: Flask, session: Session) -> None:
    born, address = date(2011, 4, 5), "198.51.100.7"
    for _ in range(MOST_WRONG_FROM_ADDRESS):
        with pytest.raises(WrongPair):
            open_application(session, code=access_code.new(), birth_date=born, address=address)
    before = tries(session)
    for _ in range(5):
        with pytest.raises(TooManyTries):
            open_application(session, code=access_code.new(), birth_date=born, address=address)
    session.flush()
    assert tries(session) == before


@pytest.mark.parametrize("is_given_out", [True, False])
def test_a_locked_code_may_be_tried_again_after_a_day(
    app: Flask, session: Session, is_given_out: bool
) -> None:
    draft = factories.draft(session)
    code = (draft.code or "") if is_given_out else access_code.new()
    wrong, right = date(2011, 4, 6), date(2011, 4, 5)

    def attempt(birth_date: date) -> str:
        try:
            open_application(session, code=code, birth_date=birth_date, address="a school")
        except Conflict as refusal:
            return type(refusal).__name__
        return "opened"

    start = clock.now()
    for day in range(2):
        # The last slip counts: five within one day, however they are spread over it.
        for hour in range(5):
            with clock.standing_at(start + timedelta(days=2 * day, hours=hour)):
                assert attempt(wrong) == "WrongPair"
        for hour in (4, 27):
            with clock.standing_at(start + timedelta(days=2 * day, hours=hour)):
                assert attempt(right) == "DeskMustHelp"
    with clock.standing_at(start + timedelta(days=3, hours=5)):
        assert attempt(right) == ("opened" if is_given_out else "WrongPair")
    assert draft.answers.birth_date == right


def test_a_slip_in_the_code_is_told_without_asking_the_database(
    client: FlaskClient, session: Session
) -> None:
    code = Family(client).begin().replace("-", "")
    wrong = code[:3] + ("A" if code[3] != "A" else "C") + code[4:]
    answer = Family(client).send("/apply/open", code=wrong, **BORN)
    assert "有一个字符不对" in answer.text


def test_an_expired_token_shows_the_filled_page_again(client: FlaskClient) -> None:
    family = Family(client)
    begun(family)
    address = "/apply/tasks/contact"
    fields = {**hidden_fields(family.read(address)), "csrf_token": "old", "phone": "13712345678"}
    answer = client.post(address, data={**fields, "phone_belongs_to": "老师"})
    assert "页面放久了，再按一次就好" in answer.text
    assert 'value="13712345678"' in answer.text
    again = hidden_fields(answer.text)
    done = client.post(address, data={**fields, **again, "phone_belongs_to": "老师"})
    assert done.status_code == 303
    assert 'value="13712345678"' in family.read(address)


def test_a_page_sent_without_its_cookie_is_kept_and_written_after_the_code(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    code = begun(family)
    address = "/apply/tasks/contact"
    typed = {**hidden_fields(family.read(address)), "phone": "13712345678", "has_no_phone": ""}
    other = Family(app.test_client())
    asked = other.client.post(address, data=typed)
    assert "再输一次取件码" in asked.text
    carried = hidden_fields(asked.text)
    assert carried["phone"] == "13712345678"
    wrong = other.client.post(address, data=carried | prefixed(code, OTHER_DAY))
    assert "对不上" in wrong.text
    assert session.scalars(select(Application)).one().answers.phone is None
    carried = hidden_fields(wrong.text)
    shown = other.client.post(address, data=carried | prefixed(code, BORN))
    assert "再按一次就好" in shown.text
    assert 'value="13712345678"' in shown.text
    fields = hidden_fields(shown.text) | {"phone": "13712345678", "phone_belongs_to": "学生"}
    assert other.client.post(address, data=fields).status_code == 303
    session.expire_all()
    assert session.scalars(select(Application)).one().answers.phone == "13712345678"


def prefixed(code: str, born: dict[str, str]) -> dict[str, str]:
    return {f"coming_back-{name}": value for name, value in {"code": code, **born}.items()}


def test_leaving_a_borrowed_phone_closes_everything(client: FlaskClient) -> None:
    family = Family(client)
    begun(family)
    form = hidden_fields(family.read("/apply/tasks/contact"))
    token = {"csrf_token": form["csrf_token"]}
    assert client.post("/apply/leave", data=token).location == "/apply/open"
    assert client.get("/apply/tasks").location == "/apply/open?back=/apply/tasks"
    assert "再输一次取件码" in client.post("/apply/tasks/contact", data=form).text


def test_a_cookie_played_back_after_leaving_opens_nothing_and_other_phones_go_on(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    family, own_phone = Family(client), Family(app.test_client())
    first_page = hidden_fields(family.read(START))
    code = family.begin()
    own_phone.send("/apply/open", code=code, **BORN)
    form = hidden_fields(family.read("/apply/tasks/contact"))
    cookie = client.get_cookie("visit")
    assert cookie is not None
    for _ in range(2):  # Pressed twice, from the same page.
        client.set_cookie("visit", cookie.value)
        client.post("/apply/leave", data={"csrf_token": form["csrf_token"]})

    client.set_cookie("visit", cookie.value)
    assert client.get("/apply/tasks").location == "/apply/open?back=/apply/tasks"
    client.set_cookie("visit", cookie.value)
    typed = {**form, "phone": "13712345678", "phone_belongs_to": "学生"}
    assert "再输一次取件码" in client.post("/apply/tasks/contact", data=typed).text
    client.set_cookie("visit", cookie.value)
    again = client.post(START, data={**first_page, **GUARDIAN_PAGE})
    assert "再按一次就好" in again.text
    assert session.scalars(select(Application)).one().answers.phone is None

    assert "九件事" in own_phone.read("/apply/tasks")
    client.set_cookie("visit", cookie.value)
    assert family.send("/apply/open", code=code, **BORN).location == "/apply/status"
    assert "九件事" in family.read("/apply/tasks")


def test_the_longest_office_fits_beside_the_code_that_it_gave_out(
    app: Flask, session: Session
) -> None:
    desk = replace(factories.officer(session), shown_as="办" * 241)
    draft = factories.draft(session)
    reissue_code(session, draft, actor=desk)
    session.expire_all()
    assert draft.code_given_by == desk.shown_as


def test_two_children_apply_from_one_phone(client: FlaskClient, session: Session) -> None:
    family = Family(client)
    first, second = family.begin(), family.begin()
    assert first != second
    assert len(session.scalars(select(Application)).all()) == 2


def test_the_way_back_is_a_page_of_the_family_or_the_status(
    app: Flask, client: FlaskClient
) -> None:
    code = begun(Family(client))
    for asked in ("//evil.example/apply", "https://evil.example", "/staff", "/apply/\\evil"):
        other = Family(app.test_client())
        fields = hidden_fields(other.read("/apply/open"))
        answer = other.client.post(
            "/apply/open", query_string={"back": asked}, data={**fields, "code": code, **BORN}
        )
        assert answer.location == "/apply/status"


def test_guesses_sent_all_at_once_are_counted_one_by_one(app: Flask, session: Session) -> None:
    code = factories.draft(session).code or ""
    session.commit()

    def guess(_number: int) -> str:
        with app.app_context(), db.writing_session() as own:
            try:
                open_application(own, code=code, birth_date=date(2010, 1, 1), address="a school")
            except Conflict as refusal:
                own.commit()
                return type(refusal).__name__
        return "opened"

    with ThreadPoolExecutor(16) as threads:
        outcomes = Counter(threads.map(guess, range(40)))
    assert outcomes == {"WrongPair": 5, "DeskMustHelp": 35}

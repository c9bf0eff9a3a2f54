"""A class is loaded row by row behind the page: seen, broken off, gone on with, never twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock, outbox
from forms_app.applications.helping.models import HelperEdit, Sitting
from forms_app.applications.messages import Message
from forms_app.applications.models import Application
from forms_app.intake import loading
from forms_app.intake.models import ClassEntry, ClassRow
from forms_app.rights import retention
from tests.forms_app.intake.sheets import count, good, press, send, sheet
from tests.forms_app.review.pages import text

Browser = Callable[[str], FlaskClient]


def test_the_page_says_how_far_it_is_with_and_without_a_script(
    session: Session, browser_of: Browser
) -> None:
    desk = browser_of("desk")
    address = press(desk, sheet([good() for _ in range(3)])).location
    page = desk.get(address)
    assert "存过 0 行，共 3 行" in text(page)
    assert '<progress max="3" value="0"' in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert "印取件码单，" not in text(page)
    for name in (good()["name"], good()["guardian"]):
        assert name not in page.text
    outbox.drain(most=2)
    assert "存过 2 行，共 3 行" in text(desk.get(address))
    outbox.drain()
    page = desk.get(address)
    assert "存好了 3 行，共 3 行" in text(page)
    assert "progress" not in page.text
    assert (count(session, ClassRow), count(session, Application)) == (0, 3)


def test_one_sitting_holds_the_sheet_and_each_family_is_told(
    session: Session, browser_of: Browser
) -> None:
    rows = [good(guardian_phone="13700003333") for _ in range(3)]
    send(browser_of("desk"), sheet(rows), "load")
    found = session.scalars(select(Sitting)).all()
    assert len({one.visit_index for one in found}) == 1
    assert len({one.application_id for one in found}) == 3
    assert {(one.kind, one.name, one.authority) for one in found} == {
        ("老师", "示例老师", "打电话问过监护人")
    }
    assert all(one.account_id for one in found)
    assert count(session, HelperEdit) == 3
    assert [one.event for one in session.scalars(select(Message))] == ["helped"] * 3


def test_a_sheet_is_not_loaded_without_the_authority(
    session: Session, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = browser_of("desk")
    real = desk.post

    def without(address: str, **more: Any) -> Any:
        del more["data"]["authority"]
        return real(address, **more)

    monkeypatch.setattr(desk, "post", without)
    assert "检查过 1 行" in text(press(desk, sheet([good()]), "check"))
    assert "选一项" in text(press(desk, sheet([good()]), "load"))
    assert count(session, ClassRow) == 0


def test_a_process_that_dies_in_the_middle_loses_no_row_and_repeats_none(
    session: Session, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, real, done = sheet([good() for _ in range(6)]), loading.edits.record_first, []

    def stop_at_the_fourth(*args: Any) -> None:
        real(*args)
        done.append(1)
        if len(done) == 4:
            raise MemoryError

    desk = browser_of("desk")
    monkeypatch.setattr(loading.edits, "record_first", stop_at_the_fourth)
    address = send(desk, content, "load").location
    assert (count(session, Application), count(session, ClassEntry)) == (5, 5)
    assert "存过 5 行，共 6 行" in text(desk.get(address))
    with clock.standing_at(clock.now() + timedelta(minutes=2)):
        outbox.drain()
        assert (count(session, Application), count(session, ClassEntry)) == (6, 6)
        assert "存好了 6 行，共 6 行" in text(browser_of("desk").get(address))


def test_a_row_that_never_loads_is_named_and_gone_after_a_day(
    session: Session, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_args: Any) -> None:
        raise MemoryError

    desk = browser_of("desk")
    monkeypatch.setattr(loading.edits, "record_first", never)
    address = send(desk, sheet([good()]), "load").location
    for minutes in (2, 5, 10, 20, 40):
        with clock.standing_at(clock.now() + timedelta(minutes=minutes)):
            outbox.drain()
    page = text(desk.get(address))
    assert "有 1 行没有存上：第 3 行" in page
    assert (count(session, ClassRow), count(session, Application)) == (1, 0)
    session.commit()
    with clock.standing_at(clock.now() + timedelta(days=1, minutes=1)):
        retention.sweep(scrub=False)
    assert count(session, ClassRow) == 0


def test_a_waiting_row_lies_sealed(session: Session, browser_of: Browser) -> None:
    row = good()
    press(browser_of("desk"), sheet([row]))
    stored = session.scalars(select(ClassRow)).one().answers_sealed
    for secret in (row["name"], row["identity_number"]):
        assert secret.encode() not in stored


def test_one_file_sent_by_many_at_once_loads_each_child_once(
    app: Flask, session: Session, browser_of: Browser
) -> None:
    content = sheet([good() for _ in range(5)])
    desks = [browser_of(name) for name in ("desk", "college", "desk", "other")]
    answers: list[int] = []

    def one(desk: FlaskClient) -> None:
        answers.append(press(desk, content).status_code)
        with app.app_context():
            outbox.drain()

    threads = [threading.Thread(target=one, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {200, 303}
    assert len(answers) == 4
    assert (count(session, Application), count(session, ClassEntry)) == (5, 5)

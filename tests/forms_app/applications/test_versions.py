"""A family reads everything that it ever sent, and what it changed."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications.models import Application
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import NAME, Family, identity_number
from tests.forms_app.applications.starting import applied


def test_each_version_stands_there_with_what_changed_in_words(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    applied(family)
    assert "看送出过的每一版" in family.read("/apply/status")
    assert "第 2 版" not in family.read("/apply/versions")

    application = session.scalars(select(Application)).one()
    factories.return_to_family(session, application, fields=["school"])
    session.commit()
    family.fill("school", school="示例县第三初级中学")
    family.submit()

    page = family.read("/apply/versions")
    newest, _, oldest = page.partition('id="version-1"')
    assert "和第 1 版比，改了 1 处" in newest
    assert "原来：示例县第一初级中学" in newest
    assert "现在：<b>示例县第三初级中学</b>" in newest
    assert "由监护人填写" in newest
    assert "示例县第一初级中学" in oldest
    assert "示例县第三初级中学" not in oldest
    assert NAME in oldest


def test_what_is_typed_and_not_yet_sent_is_no_version(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    applied(family)
    application = session.scalars(select(Application)).one()
    factories.return_to_family(session, application, fields=["school"])
    session.commit()
    family.fill("school", school="示例县第三初级中学")
    assert "示例县第三初级中学" not in family.read("/apply/versions")


def test_a_draft_has_none_and_another_family_never_sees_them(
    app: Flask, client: FlaskClient
) -> None:
    applied(Family(client))
    other = Family(app.test_client())
    assert other.client.get("/apply/versions").status_code == 303
    other.begin()
    assert other.client.get("/apply/versions").location == "/apply/status"
    other.fill_all(number=identity_number())
    other.submit()
    number = client.get("/apply/versions").text.split("身份证号</dt><dd>")[1][:18]
    assert number not in other.read("/apply/versions")

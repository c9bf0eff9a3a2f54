"""What a family reads when its application comes back, and who has looked at it."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.models import Application
from forms_app.privacy import add_view
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import Family
from tests.forms_app.applications.starting import applied


def returned(client: FlaskClient, session: Session, *fields: str) -> Family:
    family = Family(client)
    applied(family)
    application = session.scalars(select(Application)).one()
    factories.return_to_family(session, application, fields=list(fields))
    session.commit()
    return family


def test_a_returned_page_marks_the_field_and_repeats_the_reason(
    client: FlaskClient, session: Session
) -> None:
    family = returned(client, session, "school")
    page = family.read("/apply/tasks/school")
    assert "这一页要改：毕业学校" in page
    assert factories.REASON in page
    assert page.count("学校请你改这一处") == 1
    control = page.split('id="school"')[0].rpartition("<")[2] + page.split('id="school"')[1]
    assert 'aria-describedby="school-returned' in control.split(">")[0]


def test_sending_back_unchanged_is_warned_of_and_still_possible(
    client: FlaskClient, session: Session
) -> None:
    family = returned(client, session, "school")
    assert "还没有改：毕业学校" in family.read("/apply/check")
    family.fill("school", school="示例县第三初级中学")
    page = family.read("/apply/check")
    assert "还没有改" not in page
    assert "改好了，送回学校" in page


def test_many_looks_of_one_person_are_one_line(client: FlaskClient, session: Session) -> None:
    applied(Family(client))
    application = session.scalars(select(Application)).one()
    officer = factories.officer(session)
    for minutes in range(3):
        with clock.standing_at(clock.now() + timedelta(minutes=minutes)):
            add_view(
                session,
                subject_kind="application",
                subject_id=application.id,
                actor=officer,
                what="打开报名",
            )
    session.commit()
    page = client.get("/apply/status").text
    assert page.count("打开报名") == 1
    assert "打开报名，一共 3 次" in page

"""The county's list of helpers' changes: own county only, filtered, in pages, no child's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import cycles
from forms_app.applications.answers import FilledInBy
from forms_app.applications.drafts import write
from forms_app.applications.helping import sittings
from forms_app.applications.helping.models import HelperEdit
from forms_app.applications.models import Application
from forms_app.review import helping
from tests.forms_app.review.factories import BUTUO, submitted
from tests.forms_app.review.pages import text

Browser = Callable[[str], FlaskClient]
LIST = "/staff/helpers"


def helped(session: Session, name: str, *, phone: str = "13800005678", **more: str) -> Application:
    """A sent application of which a helper changed the answer about 调剂 and the phone."""
    application = submitted(session, **more)
    sittings.begin(
        session,
        application.id,
        visit_index=application.id,
        kind=FilledInBy.TEACHER,
        name=name,
        phone=phone,
        institution="示例县第一初级中学",
    )
    values = {"adjustment": "其他学院", "phone": "13700001111"}
    write(application, application.answers, values)
    sittings.work_in(session, None)
    session.commit()
    return application


def test_a_desk_reads_who_changed_what_in_its_own_county_and_no_childs_name(
    app: Flask, session: Session, browser_of: Browser
) -> None:
    desk = browser_of("desk")
    assert "没有帮忙的人改过的报名" in text(desk.get(LIST))
    own = helped(session, "示例·甲某")
    other = helped(session, "示例·乙某", home_county=BUTUO)
    page = desk.get(LIST)
    said = text(page)
    assert "老师 示例·甲某" in said
    assert "联系电话、服从调剂" in said
    assert "家里人还没有答复" in said
    assert own.number in said
    for hidden in ("示例·乙某", str(other.number), "示例·学生甲", "13700001111"):
        assert hidden not in page.text
    assert browser_of("officer").get(LIST).status_code == 403
    assert app.test_client().get(LIST).status_code in {303, 404}


def test_a_desk_reads_what_waits_for_a_guardian_and_what_nobody_answered(
    session: Session, browser_of: Browser
) -> None:
    desk = browser_of("desk")
    application = helped(session, "示例·甲某")
    edit = session.scalars(select(HelperEdit)).one()
    edit.is_proposed = True
    session.commit()
    said = text(desk.get(LIST))
    assert "想改： 联系电话、服从调剂" in said.replace("想改：", "想改： ").replace("  ", " ")
    assert "等监护人答复，还没有改" in said
    assert "提交后改了 0 个学生" in said
    with clock.standing_at(cycles.rules_of(application).closes_at + timedelta(seconds=1)):
        assert "没有人答复，没有改" in text(browser_of("desk").get(LIST))


def test_filters_by_helper_school_and_day(
    session: Session, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = browser_of("desk")
    one, two = helped(session, "示例·甲某"), helped(session, "示例·乙某", phone="13900000000")
    rows = {row.sitting.name: row.sitting.id for row in helping.page(session, helping.true()).rows}
    said = text(desk.get(f"{LIST}?helper={rows['示例·甲某']}"))
    assert one.number in said
    assert two.number not in said
    said = text(desk.get(f"{LIST}?helper={rows['示例·甲某']}&by=institution"))
    assert one.number in said
    assert two.number in said
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    assert one.number in text(desk.get(f"{LIST}?from={today}&to={today}"))
    assert "没有帮忙的人改过" in text(desk.get(f"{LIST}?from={tomorrow}"))
    assert desk.get(f"{LIST}?from=2026-13-99&to=x&helper=%27&after=zz").status_code == 200

    monkeypatch.setattr(helping, "PAGE", 1)
    first = desk.get(LIST)
    assert "下一页" in first.text
    after = first.text.split("after=")[1].split('"')[0].split("&")[0]
    second = text(desk.get(f"{LIST}?after={after}")).split("一处一处")[1]
    shown = [number for number in (one.number, two.number) if number in second]
    assert len(shown) == 1
    assert shown[0] not in text(first).split("一处一处")[1]


def test_one_helper_with_the_choices_of_many_children_is_marked(
    session: Session, browser_of: Browser
) -> None:
    desk = browser_of("desk")
    for _ in range(helping.MANY - 1):
        helped(session, "示例·甲某")
    assert "改得多，请看一看" not in text(desk.get(LIST))
    helped(session, "示例·甲某")
    assert "改得多，请看一看" in text(desk.get(LIST))

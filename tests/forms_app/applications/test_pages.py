"""Single pages: two tabs, saving for later, the guardian's say, and what each error tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.applications.models import Application
from forms_app.running import catalogue
from tests.forms_app.applications import factories
from tests.forms_app.applications.journey import (
    CYCLE,
    GUARDIAN_PAGE,
    ORDER_CLASS,
    PROGRAMME,
    SECOND,
    START,
    Family,
    hidden_fields,
    identity_number,
)

UNTICKED = {name: value for name, value in GUARDIAN_PAGE.items() if value != "y"}
CHILD = {"birth_year": "2014", "birth_month": "1", "birth_day": "2"}


@pytest.fixture
def family(client: FlaskClient) -> Family:
    opened = Family(client)
    opened.begin()
    return opened


def stored(session: Session) -> Application:
    session.expire_all()
    return session.scalars(select(Application)).one()


def test_two_tabs_see_both_answers_before_one_is_lost(family: Family, session: Session) -> None:
    address = "/apply/tasks/contact"
    old_tab = hidden_fields(family.read(address))
    family.fill("contact", phone="13711111111")
    before = stored(session).answers_version
    typed = {**old_tab, "phone": "13722222222", "phone_belongs_to": "学生"}
    answer = family.client.post(address, data=typed)
    assert "刚在别处改过" in answer.text
    assert "已存的：13711111111" in answer.text
    assert "你刚填的：13722222222" in answer.text
    assert stored(session).answers.phone == "13711111111"
    again = {**typed, **hidden_fields(answer.text)}
    assert family.client.post(address, data=again).status_code == 303
    assert stored(session).answers.phone == "13722222222"
    assert stored(session).answers_version == before + 1


def test_the_same_page_twice_is_saved_once(family: Family, session: Session) -> None:
    address = "/apply/tasks/contact"
    fields = {**hidden_fields(family.read(address)), "phone": "13711111111"}
    for _ in range(2):
        assert family.client.post(address, data={**fields, "later": "1"}).status_code == 303
    assert stored(session).answers_version == 2


def test_a_page_half_filled_is_kept_for_later(family: Family, session: Session) -> None:
    answer = family.send("/apply/tasks/student", name="吉克阿依", later="1")
    assert answer.location == "/apply/tasks"
    assert stored(session).answers.name == "吉克阿依"
    assert "还差一些" in family.read("/apply/tasks")


def test_nothing_of_a_child_under_fourteen_is_kept_before_the_guardian_agreed(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    answer = family.send(START, **(UNTICKED | CHILD))
    assert "学生不满14岁" in answer.text
    assert session.scalars(select(Application)).all() == []
    assert family.send(START, **(GUARDIAN_PAGE | CHILD)).status_code == 303


def test_from_fourteen_a_draft_may_wait_for_the_guardian_but_is_not_sent(
    client: FlaskClient, session: Session
) -> None:
    family = Family(client)
    assert family.send(START, **UNTICKED).status_code == 303
    family.fill_all()
    assert "监护人同意前三项" in family.read("/apply/check")
    child = identity_number(born="20140102")
    answer = family.fill("student", identity_number=child, identity_as_in_booklet="y")
    assert "要监护人先在第1件里同意" in answer.text
    assert stored(session).answers.identity_number != child


def test_the_booklet_decides_about_a_check_digit_and_the_page_remembers_it(
    family: Family, session: Session
) -> None:
    good = identity_number()
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    answer = family.fill("student", identity_number=wrong)
    assert "最后一位和前面17位对不上" in answer.text
    assert "户口簿就是这样" in answer.text
    assert f'value="{wrong}"' in answer.text
    kept = family.fill("student", identity_number=wrong, identity_as_in_booklet="y")
    assert kept.status_code == 303
    assert stored(session).answers.identity_as_in_booklet
    assert family.fill("student", identity_number=wrong).status_code == 303
    family.fill("student", identity_number=good)
    assert not stored(session).answers.identity_as_in_booklet


def test_a_number_with_another_birthday_is_asked_about(family: Family) -> None:
    answer = family.fill("student", identity_number=identity_number(born="20110504"))
    assert "号码里的生日是2011年5月4日，前面填的是2011年4月5日" in answer.text


def test_a_child_without_a_number_applies_all_the_same(family: Family, session: Session) -> None:
    family.fill_all()
    family.fill("student", identity_number="", has_no_identity_number="y")
    assert stored(session).answers.identity_number is None
    assert family.submit().location == "/apply/receipt"
    assert stored(session).identity_index is None


def test_the_dot_of_a_name_is_mended_and_said(family: Family, session: Session) -> None:
    family.fill("student", name="阿力木.买买提", identity_number=identity_number())
    assert stored(session).answers.name == "阿力木·买买提"
    assert "已把“.”改成“·”" in family.read("/apply/tasks")


def test_choices_are_added_moved_and_never_doubled(family: Family, session: Session) -> None:
    address = "/apply/tasks/choices"
    assert family.send(address, add=SECOND).status_code == 303
    assert "已经在志愿里了" in family.send(address, add=SECOND).text
    family.send(address, up=SECOND)
    chosen = [choice.programme_id for choice in stored(session).answers.choices]
    assert chosen == [SECOND, PROGRAMME]
    family.send(address, remove=SECOND)
    family.send(address, add="sample-programme-09")
    family.send(address, add="sample-programme-10")
    assert "最多3个志愿" in family.send(address, add=SECOND).text
    assert "这次不能选" in family.send(address, remove="x", add="no-such-programme").text


def test_an_order_class_is_read_before_it_is_chosen(family: Family, session: Session) -> None:
    picked = {f"kind-{PROGRAMME}": ORDER_CLASS, "physical_answer": "没有"}
    answer = family.send("/apply/tasks/choices", **picked)
    assert "要看过说明再打勾" in answer.text
    assert "每月 3500 到 5000 元" in answer.text
    done = family.send("/apply/tasks/choices", **picked, **{f"read-{PROGRAMME}": "y"})
    assert done.status_code == 303
    assert stored(session).answers.choices[0].order_class_id == ORDER_CLASS


def test_adjustment_has_no_default_and_is_asked(family: Family) -> None:
    assert "checked" not in family.read("/apply/tasks/adjustment")
    assert "愿不愿意去别的专业或学院" in family.send("/apply/tasks/adjustment").text


@pytest.mark.parametrize(
    ("task", "fields", "told"),
    [
        (
            "student",
            {"name": "甲", "identity_number": "51343120110405001"},
            "身份证号要有18位，现在是17位。对照户口簿，看是不是漏了一位。",
        ),
        (
            "student",
            {"name": "甲", "identity_number": "513431201104050012"},
            "最后一位和前面17位对不上。常见的是两个数字写反了。核对后仍一样，点“户口簿就是这样”。",
        ),
        (
            "student",
            {"name": "甲", "identity_number": "513431201113050011"},
            "第7到14位是出生日期，现在写的是2011年13月，没有13月。看户口簿改这一处。",
        ),
        ("student", {"name": "", "identity_number": ""}, "写上学生的姓名"),
        ("student", {"name": "<b>甲</b>"}, "姓名里有“&lt;”"),
        ("student", {"name": "甲\u202e乙"}, "看不见的符号"),
        (
            "contact",
            {"phone": "1391234567"},
            "手机号要有11位，以1开头。没有手机，就选“没有电话”。",
        ),
        ("contact", {"phone": "", "has_no_phone": ""}, "没有电话"),
        ("home", {"home_county": "999999"}, "先写县的名字"),
        ("household", {"household_kind": "富户"}, "选一项"),
        ("school", {"score": "nan"}, "分数写数字"),
        ("school", {"score": "900", "full_score": "750"}, "比满分750还多"),
        (
            "adjustment",
            {"boarding": "需要"},
            "选一项：如果志愿都满了，愿不愿意去别的专业或学院。",
        ),
    ],
)
def test_an_error_says_what_is_wrong_and_keeps_what_was_typed(
    family: Family, task: str, fields: dict[str, str], told: str
) -> None:
    answer = family.send(f"/apply/tasks/{task}", **fields)
    assert answer.status_code == 200
    assert answer.text.count(told) >= 2, "in the list on top, and beside the field"
    assert 'class="summary"' in answer.text


@pytest.fixture
def publish_newer_text(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The editor changes the second consent of the running cycle."""

    def publish() -> None:
        read = catalogue().campaigns
        campaign = read[CYCLE]
        rules = campaign.admission
        assert rules is not None
        words = {"version": "2026-11-30", "title": "新的同意书"}
        newer = rules.consents[1].model_copy(update=words)
        changed = rules.model_copy(update={"consents": (*rules.consents, newer)})
        campaigns = {**read, CYCLE: campaign.model_copy(update={"admission": changed})}
        monkeypatch.setitem(catalogue().__dict__, "campaigns", campaigns)

    return publish


def test_a_newer_text_needs_a_new_consent(
    family: Family, session: Session, publish_newer_text: Callable[[], None]
) -> None:
    family.fill_all()
    publish_newer_text()
    assert "监护人同意前三项" in family.read("/apply/check")
    page = family.read("/apply/tasks/guardian")
    assert "新的同意书" in page
    assert page.count("checked") == 3  # who fills in, and the two texts that did not change
    assert family.send("/apply/tasks/guardian", **GUARDIAN_PAGE).status_code == 303
    assert family.submit().location == "/apply/receipt"
    versions = [one.version for one in stored(session).answers.consents]
    assert versions.count("2026-11-30") == 1


def test_a_correction_is_never_kept_back_by_a_page_that_is_closed(
    family: Family, session: Session, publish_newer_text: Callable[[], None]
) -> None:
    family.fill_all()
    family.submit()
    factories.return_to_family(session, stored(session), fields=["school"])
    session.commit()
    publish_newer_text()
    assert "监护人同意前三项" not in family.read("/apply/check")
    assert family.submit().location == "/apply/receipt"

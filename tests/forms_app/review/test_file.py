"""The file of one application: what is shown to whom, and that each look is written down."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications.models import Application
from forms_app.privacy import masked_identity, views_of
from forms_app.review import services
from tests.forms_app.review.factories import (
    ELSEWHERE,
    FIRST,
    LINXIA,
    Office,
    answers,
    resubmit,
    seen,
    submitted,
)
from tests.forms_app.review.pages import press, text

Browser = Callable[[str], FlaskClient]
STEPS = ("", "changes", "return", "eligible", "refuse", "refusal/confirm", "refusal/drop", "offer")


def at(application: Application, step: str = "") -> str:
    return f"/staff/applications/{application.id}" + (f"/{step}" if step else "")


def returned(session: Session, office: Office) -> Application:
    application, officer = submitted(session), office["officer"]
    services.take(session, application, actor=officer, seen=seen(session, application))
    services.return_to_family(
        session,
        application,
        fields=["school"],
        reason="写全名",
        due=clock.today() + timedelta(days=3),
        actor=officer,
        seen=seen(session, application),
    )
    return application


def looks(session: Session, application: Application) -> list[str]:
    session.commit()
    found = views_of(session, subject_kind="application", subject_id=application.id)
    return [f"{view.shown_as}：{view.what}" for view in found]


def test_a_look_is_written_down_with_the_name_of_who_looked(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = submitted(session)

    browser_of("officer").get(at(application))

    assert looks(session, application) == [f"{office['officer'].shown_as}：打开报名"]


def test_the_desk_may_read_the_whole_number_and_it_is_written_down(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = submitted(session)
    number = application.answers.identity_number or ""
    desk = browser_of("desk")

    page = desk.get(at(application))
    assert masked_identity(number) in text(page)
    assert number not in page.text
    whole = press(desk, page, action=at(application, "identity"))

    assert number in text(whole)
    assert f"{office['desk'].shown_as}：看完整号码" in looks(session, application)
    assert number not in desk.get(at(application)).text


def test_a_number_is_not_shown_on_a_page_that_grew_old(
    session: Session, browser_of: Browser
) -> None:
    application = submitted(session)
    desk = browser_of("desk")

    answer = desk.post(at(application, "identity"), data={"csrf_token": "old"})

    assert (answer.status_code, answer.location) == (303, at(application))
    assert (application.number or "-") not in answer.text
    assert looks(session, application) == []


def test_a_college_reads_what_the_consent_names_and_no_more(
    session: Session, browser_of: Browser
) -> None:
    application = submitted(session)
    client = browser_of("officer")

    page = text(client.get(at(application)))

    assert masked_identity(application.answers.identity_number) not in page
    assert (application.answers.identity_number or "")[-4:] not in page
    assert "填了，学校看不到" in page
    assert "年龄 15岁" in page
    for hidden in ("2011年4月5日", "民族 彝族", "A-17", "看完整号码"):
        assert hidden not in page
    assert client.post(at(application, "identity")).status_code == 403
    assert "2011年4月5日（15岁）" in text(browser_of("desk").get(at(application)))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["other", "far_desk"])
def test_another_colleges_and_another_countys_file_is_not_there(
    session: Session, browser_of: Browser, who: str, step: str
) -> None:
    application = submitted(session, programmes=(FIRST,))
    client = browser_of(who)

    answer = client.get(at(application, step))

    is_desk_before_a_colleges_page = (who, step) == ("far_desk", "offer")
    assert answer.status_code == (403 if is_desk_before_a_colleges_page else 404)
    assert (application.number or "-") not in answer.text
    if step not in {"", "changes"}:
        assert client.post(at(application, step)).status_code == answer.status_code
    assert looks(session, application) == []


@pytest.mark.parametrize("who", ["authority", "admin"])
def test_authority_and_administrator_have_no_task_here(
    session: Session, browser_of: Browser, who: str
) -> None:
    application = submitted(session)
    client = browser_of(who)

    assert client.get("/staff/applications").status_code == 403
    assert client.get(at(application)).status_code == 403


def test_a_stranger_is_sent_to_the_login(session: Session, client: FlaskClient) -> None:
    application = submitted(session)

    answer = client.get(at(application))

    assert answer.status_code == 303
    assert answer.location.startswith("/staff/login")


def test_what_a_family_is_still_writing_is_not_read_before_it_is_sent(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = returned(session, office)
    draft = application.answers.model_copy(update={"school": "示例县第二中学"})
    application.answers_text = draft.model_dump_json()
    client = browser_of("officer")

    assert "示例县第二中学" not in text(client.get(at(application)))

    resubmit(session, application)
    page = text(client.get(at(application)))
    assert "示例县第二中学" in page
    assert "第 2 版" in page


def test_a_correction_shows_before_and_after_and_hides_what_is_not_ours(
    session: Session, office: Office, browser_of: Browser
) -> None:
    application = returned(session, office)
    resubmit(
        session,
        application,
        school="示例县第二中学",
        identity_number=(application.answers.identity_number or "")[:10] + "10101010",
        choices=answers(programmes=(FIRST, "sample-programme-04")).choices,
        ethnicity="汉族",
    )
    client = browser_of("officer")

    assert "已补正" in text(client.get("/staff/applications"))
    page = text(client.get(at(application, "changes")))

    assert "第 1 版到第 2 版" in page
    assert "原来 示例县示例中学 现在 示例县第二中学" in page
    assert "身份证号 原来" in page
    assert "1010101" not in page.replace("****1010", "")
    assert "志愿 原来 1" in page
    assert "改过，但这里不显示" in page
    assert "汉族" not in page
    assert client.get(at(application, "changes") + "?from=1&to=3").status_code == 404
    assert client.get(at(application, "changes") + "?to=x").status_code == 404


def test_a_file_with_one_version_has_no_changes(session: Session, browser_of: Browser) -> None:
    application = submitted(session)

    assert browser_of("officer").get(at(application, "changes")).status_code == 404


def test_typed_markup_is_read_as_it_was_typed(
    session: Session, office: Office, browser_of: Browser
) -> None:
    typed = "<script>alert(1)</script>"
    application = submitted(session, name=typed, school="{{7*7}}", home_county=LINXIA)
    client = browser_of("officer")

    for address in ("/staff/applications", at(application)):
        page = client.get(address)
        assert typed not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "{{7*7}}" in text(client.get(at(application)))


def test_only_the_choices_of_ones_own_college_are_named(
    session: Session, browser_of: Browser
) -> None:
    application = submitted(session, programmes=(FIRST, ELSEWHERE))

    assert "示例·" in text(browser_of("other").get(at(application)))
    assert "还有 1 个别的学校的志愿" in text(browser_of("other").get(at(application)))
    assert "还有" not in text(browser_of("desk").get(at(application)))

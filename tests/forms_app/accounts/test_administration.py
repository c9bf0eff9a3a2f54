"""The administrator invites, disables, enables and ends sessions; nobody else does."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import HttpUrl
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.accounts import services, trail
from forms_app.accounts.models import LONGEST_SHOWN_AS, Account, OrganisationKind
from forms_app.accounts.trail import Happening
from forms_app.models import History
from forms_app.privacy import record_view
from forms_app.workflow import Role
from tests.forms_app.browsing import send, token_in

LogIn = Callable[[FlaskClient, Account], FlaskClient]
COLLEGE = "sample-college-01"


@pytest.fixture
def administrator(
    client: FlaskClient, make_account: Callable[..., Account], login: LogIn
) -> Account:
    account = make_account(Role.ADMINISTRATOR, login="administrator")
    login(client, account)
    return account


def invite(client: FlaskClient, **fields: str) -> str:
    values = {"login": "new01", "shown_as": "招生办李老师", "role": "college_officer"} | fields
    return send(client, "/staff/accounts/invite", **values).text


def test_an_invited_officer_belongs_to_the_college(
    app: Flask, client: FlaskClient, session: Session, administrator: Account
) -> None:
    page = invite(client, college=COLLEGE)
    account = session.scalars(select(Account).where(Account.login == "new01")).one()
    assert account.organisation.college_id == COLLEGE
    assert account.password_hash is None
    link = page.split("/staff/invitation/")[1].split("<")[0]
    assert app.test_client().get(f"/staff/invitation/{link}").status_code == 200


def test_the_longest_names_fit_wherever_an_actor_is_written_down(
    session: Session, make_account: Callable[..., Account]
) -> None:
    account = make_account(Role.COLLEGE_OFFICER, shown_as="长" * LONGEST_SHOWN_AS)
    account.organisation.name = "示例" + "长" * 198
    session.commit()
    actor = account.as_actor()
    record_view(subject_kind="test", subject_id="x", actor=actor, what="x")
    trail.note(session, account, Happening.LOCKED, actor=actor)
    session.add(
        History(
            subject_kind="test",
            subject_id="x",
            number=1,
            event="x",
            to_state="x",
            by="x",
            shown_as=actor.shown_as,
        )
    )
    session.flush()


def test_a_county_desk_is_made_for_its_division(
    client: FlaskClient, session: Session, administrator: Account
) -> None:
    invite(client, role="county_desk", division="513431")
    account = session.scalars(select(Account).where(Account.login == "new01")).one()
    organisation = account.organisation
    assert (organisation.kind, organisation.division) == (OrganisationKind.COUNTY_DESK, "513431")
    assert organisation.name.startswith("昭觉县")


def test_teachers_of_one_school_belong_to_it_and_another_of_its_name_elsewhere_is_another(
    client: FlaskClient, session: Session, administrator: Account
) -> None:
    school = {"role": "school", "office": "示例县 第一初级中学"}
    assert "写上初中或村的名字" in invite(client, role="village", division="513431")
    invite(client, **school, division="513431")
    invite(client, **school, division="513431", login="new02")
    invite(client, **school, division="513429", login="new03")
    one, two, three = session.scalars(
        select(Account).where(Account.login.startswith("new")).order_by(Account.login)
    )
    assert one.organisation_id == two.organisation_id != three.organisation_id
    assert one.organisation.name == school["office"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"college": ""}, "选一个学校。"),
        ({"role": "authority"}, "写六位行政区划代码"),
        ({"role": "county_desk", "division": "999999"}, "没有这个代码的地方"),
        ({"login": "administrator", "college": COLLEGE}, "这个登录名有人用了"),
        ({"login": "a b", "college": COLLEGE}, "用字母、数字"),
        ({"shown_as": "长" * 41, "college": COLLEGE}, "称呼写 1 到 40 个字"),
        ({"role": "emperor", "college": COLLEGE}, 'href="#role-0"'),
    ],
)
def test_what_is_wrong_with_an_invitation_stands_at_its_field(
    client: FlaskClient,
    session: Session,
    administrator: Account,
    fields: dict[str, str],
    words: str,
) -> None:
    assert words in invite(client, **fields)
    assert session.scalars(select(Account.login)).all() == ["administrator"]


def test_a_disabled_account_is_out_at_once_and_can_come_back(
    app: Flask,
    client: FlaskClient,
    session: Session,
    administrator: Account,
    make_account: Callable[..., Account],
    login: LogIn,
) -> None:
    officer = make_account(Role.COLLEGE_OFFICER)
    theirs = login(app.test_client(), officer)
    page = "/staff/accounts"
    assert theirs.get("/staff").status_code == 200
    assert send(client, f"{page}/{officer.id}/disable", page=page).status_code == 303
    assert theirs.get("/staff").status_code == 303
    assert "已停用" in client.get(page).text
    assert send(client, f"{page}/{officer.id}/enable", page=page).status_code == 303
    assert theirs.get("/staff").status_code == 303, "the old session stays ended"
    assert login(app.test_client(), officer).get("/staff").status_code == 200


def test_sessions_can_be_ended_without_disabling(
    app: Flask,
    client: FlaskClient,
    administrator: Account,
    make_account: Callable[..., Account],
    login: LogIn,
) -> None:
    officer = make_account(Role.COLLEGE_OFFICER)
    theirs = login(app.test_client(), officer)
    send(client, f"/staff/accounts/{officer.id}/end-sessions", page="/staff/accounts")
    assert theirs.get("/staff").status_code == 303
    assert client.get("/staff").status_code == 200


def test_the_trail_of_an_account_says_who_did_what(
    client: FlaskClient,
    session: Session,
    administrator: Account,
    make_account: Callable[..., Account],
) -> None:
    officer = make_account(Role.COLLEGE_OFFICER)
    for step in ("invite-again", "end-sessions", "disable", "enable"):
        send(client, f"/staff/accounts/{officer.id}/{step}", page="/staff/accounts")
    found = trail.events_of(session, officer)
    assert [one.happening for one in found] == ["invited", "sessions_ended", "disabled", "enabled"]
    assert {one.actor_id for one in found} == {administrator.id}


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_nobody_disables_the_own_account(
    client: FlaskClient, session: Session, administrator: Account
) -> None:
    address = f"/staff/accounts/{administrator.id}/disable"
    answer = send(client, address, page="/staff/accounts")
    assert answer.status_code == 409
    assert "不能停用自己的账号" in answer.text
    session.refresh(administrator)
    assert administrator.disabled_at is None


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_an_account_that_is_not_there_is_not_found(
    client: FlaskClient, administrator: Account
) -> None:
    address = f"/staff/accounts/{'0' * 32}/disable"
    assert send(client, address, page="/staff/accounts").status_code == 404


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_each_role_sees_its_own_cards(
    app: Flask, make_account: Callable[..., Account], login: LogIn
) -> None:
    def page(role: Role) -> str:
        account = make_account(role, division="513431")
        return login(app.test_client(), account).get("/staff").text

    assert 'href="/staff/accounts"' in page(Role.ADMINISTRATOR)
    assert 'href="/staff/applications"' not in page(Role.ADMINISTRATOR)
    officer = page(Role.COLLEGE_OFFICER)
    assert 'href="/staff/applications"' in officer
    assert 'href="/staff/accounts"' not in officer


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_list_of_accounts_goes_on_where_a_page_ends(
    client: FlaskClient,
    administrator: Account,
    make_account: Callable[..., Account],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "PAGE", 2)
    monkeypatch.setattr(services.accounts, "__kwdefaults__", {"after": "", "most": 2})
    for login in ("b-officer", "c-officer"):
        make_account(Role.COLLEGE_OFFICER, login=login)
    first = client.get("/staff/accounts").text
    assert "b-officer" in first
    assert "c-officer" not in first
    second = client.get("/staff/accounts?after=b-officer").text
    assert "c-officer" in second
    assert "后面的账号" not in second


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("public_url", "start"),
    [("https://portal.example/", "https://portal.example/"), (None, "http://elsewhere.test/")],
)
def test_a_link_leads_to_the_public_address_whatever_the_host_header_says(
    app: Flask,
    client: FlaskClient,
    administrator: Account,
    monkeypatch: pytest.MonkeyPatch,
    public_url: str | None,
    start: str,
) -> None:
    public = HttpUrl(public_url) if public_url else None
    known = app.config["QIANXIAO"].model_copy(update={"public_url": public})
    monkeypatch.setitem(app.config, "QIANXIAO", known)
    fields = {
        "csrf_token": token_in(client.get("/staff/accounts/invite").text),
        "login": "newcomer",
        "shown_as": "管理员",
        "role": "administrator",
    }
    names = ("staff", "visit")
    cookies = [cookie for name in names if (cookie := client.get_cookie(name)) is not None]
    stranger = {
        "HTTP_HOST": "elsewhere.test",
        "HTTP_COOKIE": "; ".join(f"{cookie.key}={cookie.value}" for cookie in cookies),
    }
    as_told = app.test_client(use_cookies=False)
    answer = as_told.post("/staff/accounts/invite", data=fields, environ_overrides=stranger)
    assert re.findall(r"https?://[^<\"]*/staff/invitation/", answer.text) == [
        f"{start}staff/invitation/"
    ]

"""What surrounds every answer: headers, limits, redirects, error pages, and a silent log."""

import logging
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from flask import Flask, redirect
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from forms_app import framing
from forms_app.accounts import sessions
from forms_app.accounts.access import public
from forms_app.accounts.models import Account
from forms_app.errors import Busy, Conflict, FieldError, NotFound, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.workflow import Role
from tests.forms_app.conftest import ROOT, fill, make_app

NAME = "阿依莫·示例"


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app with one page for each way to fail, in a portal of two files."""
    folder = tmp_path_factory.mktemp("failing")
    portal = folder / "portal"
    portal.mkdir()
    (portal / "index.html").write_text("<h1>home</h1>")
    app = make_app(data=folder / "data", portal=portal, secure_cookies=True)
    errors = {
        "missing": NotFound("x"),
        "conflict": Conflict("别人刚刚改过。"),
        "transition": TransitionNotAllowed("状态刚刚变过。"),
        "field": FieldError("name", "写上名字。"),
        "busy": Busy("x"),
        "fault": RuntimeError(f"cannot store {NAME}"),
    }

    def fail(error: Exception) -> Callable[[], str]:
        def view() -> str:
            raise error

        return view

    for name, error in errors.items():
        app.add_url_rule(f"/fail/{name}", name, public(fail(error)), methods=["GET", "POST"])
    app.add_url_rule("/fail/away", "away", public(lambda: redirect("https://example.test/")))
    app.add_url_rule("/fail/near", "near", public(lambda: redirect("http://localhost/a?b=1")))
    app.add_url_rule("/fail/write", "write", public(_write))
    app.add_url_rule("/fail/full", "full", public(_full))
    engine = fill(app)
    yield app
    engine.dispose()


def _write() -> str:
    db.session.execute(text("DELETE FROM history"))
    return "written"


def _full() -> str:
    """What SQLite says when the disk is full, at the size of a page."""
    with db.engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count=1"))
        try:
            connection.execute(text("CREATE TABLE big (filling TEXT)"))
            connection.execute(text("INSERT INTO big VALUES (zeroblob(9000000))"))
        finally:
            connection.rollback()
            connection.execute(text("PRAGMA max_page_count=1073741823"))
    return "stored"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/staff/login", 200),
        ("/staff", 303),
        ("/nowhere", 404),
        ("/staff/nowhere", 404),
        ("/fail/missing", 404),
        ("/fail/conflict", 409),
        ("/fail/busy", 503),
        ("/fail/fault", 500),
    ],
)
def test_every_kind_of_answer_carries_the_security_headers(
    failing: Flask, address: str, status: int
) -> None:
    answer = failing.test_client().get(address, base_url="https://localhost")
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for words in ("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert words in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    if address != "/":
        assert answer.headers["Cache-Control"] == "no-store"


def test_plain_loopback_promises_no_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/staff/login").headers


def test_cookies_are_bound_to_this_host_over_https(failing: Flask) -> None:
    answer = failing.test_client().get("/staff/login", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-visit=")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert word in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, "没有找到这一页"),
        ("/fail/missing", 404, "没有找到这一页"),
        ("/fail/conflict", 409, "别人刚刚改过。"),
        ("/fail/transition", 409, "状态刚刚变过。"),
        ("/fail/field", 400, "写上名字。"),
        ("/fail/busy", 503, "你填的都还在"),
        ("/fail/full", 503, "什么都没有丢"),
        ("/fail/fault", 500, "我们这边出错了"),
        ("/fail/write", 500, "我们这边出错了"),
    ],
)
def test_each_error_is_a_page_in_chinese_with_a_way_on(
    failing: Flask, address: str, status: int, words: str
) -> None:
    answer = failing.test_client().get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert 'lang="zh-CN"' in answer.text
    assert '<a class="btn"' in answer.text
    assert (answer.headers.get("Retry-After") == "5") is (status == 503)


def test_a_lost_database_is_a_page_for_staff_too(
    failing: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_arguments: object) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise OperationalError("SELECT", {}, error)

    monkeypatch.setattr(sessions, "find", lost)
    client = failing.test_client()
    client.set_cookie("__Host-staff", "x")
    answer = client.get("/staff")
    assert answer.status_code == 503
    assert "现在人太多，没有送到" in answer.text


def test_after_a_full_disk_the_app_goes_on(failing: Flask) -> None:
    client = failing.test_client()
    assert client.get("/fail/full").status_code == 503
    assert client.get("/staff/login").status_code == 200


def test_a_wrong_method_is_a_page_and_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.post("/colleges/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "这里不能这样打开" in answer.text


def test_an_incident_has_a_number_and_the_log_no_personal_value(
    failing: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = failing.test_client().post(f"/fail/fault?name={NAME}", data={"name": NAME})
    number = re.search(r'class="code">([0-9a-f]{8})<', answer.text)
    assert number is not None
    assert number.group(1) in caplog.text
    assert "RuntimeError" in caplog.text
    assert "test_framing.py" in caplog.text, "the place in the code"
    assert NAME not in caplog.text
    assert NAME not in answer.text


def test_a_broken_statement_leaves_its_values_out_of_its_text(failing: Flask) -> None:
    """SQLAlchemy shows the parameters of a failed statement unless the engine hides them."""
    with failing.app_context(), pytest.raises(OperationalError) as caught:
        db.session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": NAME})
    assert NAME not in str(caught.value)


def test_a_redirect_never_leaves_this_host(failing: Flask) -> None:
    client = failing.test_client()
    assert client.get("/fail/away").location == "/"
    assert client.get("/fail/near").location == "/a?b=1"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_body_over_the_limit_is_refused_before_it_is_read(
    app: Flask, client: FlaskClient
) -> None:
    class Unread:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

    length = str(app.config["MAX_CONTENT_LENGTH"] + 1)
    environ = {"wsgi.input": Unread(), "CONTENT_LENGTH": length}
    answer = client.post("/staff/login", environ_overrides=environ)
    assert answer.status_code == 413
    assert "一次最多 2 MB" in answer.text


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("encoding", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_thousand_fields_are_refused(client: FlaskClient, encoding: str) -> None:
    fields = {f"f{number}": "x" for number in range(1000)}
    answer = client.post("/staff/login", data=fields, content_type=encoding)
    assert answer.status_code == 413


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("address", ["/staff/login?next=%00", "/a%00b", "/staff/login"])
def test_a_nul_is_refused_wherever_it_stands(client: FlaskClient, address: str) -> None:
    assert client.post(address, data={"login": "a\0b"}).status_code in {400, 405}
    if "%00" in address:
        assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    ("headers", "is_refused"),
    [
        ({"Origin": "https://example.test"}, True),
        ({"Origin": "http://localhost:81"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Origin": "null"}, False),
        ({}, False),
    ],
)
def test_a_post_from_another_site_is_refused(
    failing: Flask, headers: dict[str, str], is_refused: bool
) -> None:
    answer = failing.test_client().post("/staff/login", headers=headers)
    assert (answer.status_code == 403) is is_refused


def test_menu_footer_and_band_are_those_of_the_portal() -> None:
    text_of_config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", "")
    extra = yaml.safe_load(text_of_config)["extra"]
    assert list(framing.MENU) == extra["menu"]
    assert len(framing.MENU) == 7
    assert list(framing.FOOTER) == extra["footer"]
    assert extra["band"] == framing.SAMPLE_BAND


def test_header_and_footer_are_written_as_the_portal_writes_them(client: FlaskClient) -> None:
    page = client.get("/staff/login").text
    header = (ROOT / "site/overrides/partials/header.html").read_text(encoding="utf-8")
    assert header.split("\n", 1)[0] in page
    assert '<nav class="menu" aria-label="主菜单"><ul>' in header
    assert '<nav class="menu" aria-label="主菜单"><ul>' in page
    frame = (ROOT / "site/overrides/main.html").read_text(encoding="utf-8")
    icon = re.search(r'<link rel="icon"[^>]*>', frame)
    assert icon is not None
    assert icon[0] in page
    assert '{{ named["qianxiao.css"] or "qianxiao.css" }}' in frame
    assert re.search(r'<link rel="stylesheet" href="/assets/qianxiao(\.[0-9a-f]{10})?\.css">', page)
    assert '<a class="skip" href="#main">跳到正文</a>' in page
    assert '<main id="main" tabindex="-1">' in page


def test_the_sample_band_is_gone_without_samples(tmp_path: Path, client: FlaskClient) -> None:
    assert framing.SAMPLE_BAND in client.get("/staff/login").text
    app = make_app(data=tmp_path, sample=False)
    page = app.test_client().get("/staff/login").text
    assert framing.SAMPLE_BAND not in page
    assert 'class="band"' not in page
    app.extensions["qianxiao.engine"].dispose()


def test_staff_pages_say_who_is_logged_in_and_let_them_out(
    client: FlaskClient,
    make_account: Callable[..., Account],
    login: Callable[[FlaskClient, Account], FlaskClient],
) -> None:
    account = make_account(Role.COLLEGE_OFFICER, shown_as="招生办李老师")
    page = login(client, account).get("/staff").text
    assert "招生办李老师" in page
    assert account.organisation.name in page
    assert 'action="/staff/logout"' in page
    assert 'class="dense"' in page

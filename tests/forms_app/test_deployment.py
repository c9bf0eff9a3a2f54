"""What starts and what does not: keys, cookies, folders, and two modes that never meet."""

import base64
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import commands, create_app, deployment
from forms_app.accounts import services
from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.config import Mode, Settings
from forms_app.errors import Misconfigured
from forms_app.extensions import db
from forms_app.models import Deployment
from forms_app.running import catalogue
from forms_app.workflow import Role
from tests.forms_app.conftest import ROOT, fill, make_app, make_database


def key(number: int) -> str:
    return base64.b64encode(bytes([number]) * 32).decode()


def production(data: Path, **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "mode": Mode.PRODUCTION,
        "data": data,
        "content": ROOT / "content",
        "sample": False,
        "secret_key": "a secret of this installation alone",
        "data_keys": f"2026:{key(1)}",
        "index_key": key(2),
        "public_url": "https://example.test",
    }
    return Settings(**(values | changes))


def closed(app: Flask) -> None:
    app.extensions["qianxiao.engine"].dispose()


def test_production_starts_with_secrets_of_its_own(tmp_path: Path) -> None:
    app = create_app(production(tmp_path))
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-visit"
    assert app.config["SESSION_COOKIE_SECURE"] is True
    assert not (tmp_path / deployment.KEY_FILE).exists()
    closed(app)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"secret_key": None}, "QIANXIAO_SECRET_KEY"),
        ({"data_keys": None}, "QIANXIAO_DATA_KEYS"),
        ({"index_key": None}, "QIANXIAO_INDEX_KEY"),
        ({"public_url": None}, "QIANXIAO_PUBLIC_URL"),
        ({"sample": True}, "QIANXIAO_SAMPLE"),
        ({"data_keys": f"demo1:{key(1)}"}, "QIANXIAO_DATA_KEYS"),
        ({"secret_key": "demo-secret"}, "QIANXIAO_SECRET_KEY"),
        ({"content": Path("/nowhere")}, "QIANXIAO_CONTENT"),
    ],
)
def test_production_refuses_and_names_the_setting(
    tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises((Misconfigured, ValueError), match=words) as caught:
        create_app(production(tmp_path, **changes))
    assert key(1) not in str(caught.value)


def test_production_answers_to_its_public_name_alone(tmp_path: Path) -> None:
    app = create_app(production(tmp_path))
    client = app.test_client()
    refused = client.get("/staff/login", base_url="https://elsewhere.test")
    assert refused.status_code == 400
    assert "这一页没有看懂" in refused.text
    for address in ("https://example.test", "https://example.test:8443"):
        assert client.get("/staff/login", base_url=address).status_code == 200
    closed(app)


def test_a_missing_variable_is_named_and_nothing_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("MODE", "production"), ("DATA", "/x"), ("INDEX_KEY", key(2))):
        monkeypatch.setenv(f"QIANXIAO_{name}", value)
    with pytest.raises(Misconfigured, match="QIANXIAO_SECRET_KEY") as caught:
        Settings.from_environment()
    assert key(2) not in str(caught.value)
    monkeypatch.setenv("QIANXIAO_THREADS", "many")
    with pytest.raises(Misconfigured, match="QIANXIAO_THREADS: "):
        Settings.from_environment()


def test_the_folder_of_a_demonstration_never_becomes_production(tmp_path: Path) -> None:
    closed(make_app(data=tmp_path))
    with pytest.raises(Misconfigured, match="QIANXIAO_DATA"):
        create_app(production(tmp_path))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path, worker: str) -> str:
    """An empty database that both modes may try to use."""
    if request.param == "sqlite":
        return f"sqlite+pysqlite:///{tmp_path / 'shared.sqlite3'}"
    server: str = request.getfixturevalue("postgres_server")
    return make_database(server, f"shared_{worker}")


def test_the_database_of_one_mode_is_refused_by_the_other(tmp_path: Path, address: str) -> None:
    app = make_app(data=tmp_path / "demo", database_url=address)
    fill(app)
    closed(app)
    with pytest.raises(Misconfigured, match="belongs to a demonstration installation"):
        create_app(production(tmp_path / "real", database_url=address))


def test_a_demonstration_refuses_the_database_of_production(tmp_path: Path, address: str) -> None:
    app = create_app(production(tmp_path / "real", database_url=address))
    fill(app)
    closed(app)
    with pytest.raises(Misconfigured, match="belongs to a production installation"):
        make_app(data=tmp_path / "demo", database_url=address)


@pytest.mark.parametrize("table", [Account, Organisation])
def test_production_refuses_an_account_of_a_demonstration(
    tmp_path: Path, table: type[Account] | type[Organisation]
) -> None:
    app = create_app(production(tmp_path))
    fill(app)
    with app.app_context(), db.writing_session() as session:
        operator = services.operator(session, is_sample=table is Organisation)
        session.add(
            Account(
                login="x",
                shown_as="x",
                role=Role.ADMINISTRATOR,
                organisation_id=operator.id,
                is_sample=table is Account,
            )
        )
        session.commit()
    closed(app)
    with pytest.raises(Misconfigured, match=table.__tablename__):
        create_app(production(tmp_path))


def test_a_demonstration_makes_its_keys_once_and_keeps_them_private(tmp_path: Path) -> None:
    data = tmp_path / "data"
    apps = [make_app(data=data) for _ in range(2)]
    path = data / deployment.KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert json.loads(path.read_text())["data_keys"].startswith("demo")
    assert apps[0].secret_key == apps[1].secret_key
    sealed = apps[0].extensions["qianxiao.keyring"].seal("x", place="a.b.c")
    assert apps[1].extensions["qianxiao.keyring"].open(sealed, place="a.b.c") == "x"
    other = make_app(data=tmp_path / "other")
    assert other.secret_key != apps[0].secret_key
    for app in (*apps, other):
        closed(app)


def test_every_college_has_one_organisation_however_often_they_are_synchronised(
    app: Flask, session: Session
) -> None:
    colleges = catalogue().colleges
    rows = session.scalars(select(Organisation).where(Organisation.kind == "college")).all()
    assert {row.college_id for row in rows} == set(colleges)
    for row in rows:
        college = colleges[row.college_id or ""]
        assert (row.name, row.division, row.is_sample) == (
            college.name,
            college.division,
            college.is_sample,
        )
    assert deployment.sync_organisations(session) == 0


def test_a_renamed_college_keeps_its_organisation_and_a_lost_one_stays(
    app: Flask, session: Session
) -> None:
    row = session.scalars(select(Organisation).where(Organisation.is_sample)).first()
    assert row is not None
    row.name = "旧名"
    session.add(Organisation(kind=OrganisationKind.COLLEGE, name="示例已撤", college_id="gone"))
    session.flush()
    assert deployment.sync_organisations(session) == 1
    assert row.name == catalogue().colleges[row.college_id or ""].name
    assert session.scalar(select(Organisation.id).where(Organisation.college_id == "gone"))


def test_a_database_is_claimed_once(app: Flask, session: Session) -> None:
    commands.synchronise(session)
    rows = session.scalars(select(Deployment)).all()
    assert [row.mode for row in rows] == ["demonstration"]


def test_a_worker_has_read_every_template_before_it_listens(tmp_path: Path) -> None:
    app = make_app(data=tmp_path)
    deployment.warm_up(app)
    assert app.jinja_env.cache is not None
    assert len(app.jinja_env.cache) == len(app.jinja_env.list_templates()) > 90
    closed(app)

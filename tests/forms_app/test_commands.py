"""What an operator types, and what comes back."""

import runpy
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app import outbox
from forms_app.accounts.models import Account, Organisation
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.extensions import db
from forms_app.models import Deployment
from forms_app.workflow import Role
from tests.forms_app.browsing import send
from tests.forms_app.conftest import ROOT, make_app, make_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path, worker: str) -> Iterator[Flask]:
    url = None
    if request.param == "postgresql":
        url = make_database(request.getfixturevalue("postgres_server"), f"commands_{worker}")
    app = make_app(data=tmp_path, database_url=url)
    yield app
    app.extensions["qianxiao.engine"].dispose()


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def count(app: Flask, table: type[Account] | type[Organisation] | type[Deployment]) -> int:
    with app.app_context(), db.reading_session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_setup_demo_prints_logins_that_work_and_repeats_without_change(empty: Flask) -> None:
    first, second = run(empty, "setup-demo"), run(empty, "setup-demo")
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert first.output == second.output
    lines = [line.split() for line in first.output.splitlines() if line.startswith("  demo-")]
    assert [line[0] for line in lines] == [
        "demo-officer-01",
        "demo-signer-01",
        "demo-officer-09",
        "demo-signer-09",
        "demo-county",
        "demo-school",
        "demo-authority",
        "demo-admin",
    ]
    assert count(empty, Account) == len(lines)
    for login, passphrase, *_who in lines:
        answer = send(empty.test_client(), "/staff/login", login=login, password=passphrase)
        assert answer.location == "/staff", login


def test_the_demonstration_accounts_stand_where_their_work_is(empty: Flask) -> None:
    run(empty, "setup-demo")
    with empty.app_context(), db.reading_session() as session:
        found = {one.login: one for one in session.scalars(select(Account))}
        assert all(one.is_sample for one in found.values())
        places = {login: one.organisation for login, one in found.items()}
        assert places["demo-officer-01"].college_id == "sample-college-01"
        assert places["demo-signer-09"].college_id == "sample-college-09"
        assert places["demo-county"].division == "513431"
        assert places["demo-authority"].division == "513400"


def test_setup_demo_without_samples_loads_nothing(tmp_path: Path) -> None:
    app = make_app(data=tmp_path, sample=False)
    done = run(app, "setup-demo")
    assert done.exit_code == 0, done.output
    assert "no demonstration data" in done.output
    assert count(app, Account) == 0
    assert count(app, Deployment) == 1
    app.extensions["qianxiao.engine"].dispose()


def test_setup_demo_refuses_in_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(data=tmp_path)
    chosen = app.config["QIANXIAO"]
    app.config["QIANXIAO"] = chosen.model_copy(update={"mode": "production"})
    done = run(app, "setup-demo")
    assert done.exit_code == 1
    assert "QIANXIAO_MODE=production" in done.output
    assert count(app, Account) == 0
    app.extensions["qianxiao.engine"].dispose()


def test_the_first_administrator_comes_by_a_link_and_no_second_one_does(empty: Flask) -> None:
    run(empty, "upgrade")
    printed = run(empty, "create-administrator", "--login", "chief").output
    link = printed.split("http://127.0.0.1:8000")[1].strip()
    password = "green hills after the rain"
    assert send(empty.test_client(), link, password=password, again=password).status_code == 303
    again = run(empty, "create-administrator", "--login", "other")
    assert again.exit_code == 1
    assert count(empty, Account) == 1


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (("--role", "college_officer", "--college", "sample-college-01"), Role.COLLEGE_OFFICER),
        (("--role", "authority", "--division", "513400"), Role.AUTHORITY),
        (("--role", "school", "--division", "513431", "--office", "示例初中"), Role.SCHOOL),
    ],
)
def test_a_colleague_is_invited_by_command(
    app: Flask, session: Session, words: tuple[str, ...], role: Role
) -> None:
    done = run(app, "invite", "--login", "new01", "--shown-as", "招生办", *words)
    assert "/staff/invitation/" in done.output
    account = session.scalars(select(Account)).one()
    assert (account.login, account.role) == ("new01", role)
    session.rollback()


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--role", "college_officer"), "--college is needed"),
        (("--role", "college_officer", "--college", "nowhere"), "no such college"),
        (("--role", "county_desk", "--division", "999999"), "999999"),
        (("--role", "village", "--division", "513431"), "--office is needed"),
        (("--role", "school", "--division", "999999", "--office", "示例初中"), "999999"),
        (("--role", "emperor"), "emperor"),
    ],
)
def test_a_wrong_invitation_is_a_sentence(
    app: Flask, session: Session, words: tuple[str, ...], complaint: str
) -> None:
    done = run(app, "invite", "--login", "new01", "--shown-as", "x", *words)
    assert done.exit_code != 0
    assert complaint in done.output
    assert "Traceback" not in done.output
    assert session.scalars(select(Account)).all() == []
    session.rollback()


def test_drain_does_every_open_job(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(outbox._WORK, "test", lambda _session, _payload: None)
    monkeypatch.setattr(outbox, "drain", partial(outbox.drain, most=2))
    for number in range(5):
        outbox.ask(session, "test", business_key=str(number))
    session.commit()
    assert "5 jobs done." in run(app, "drain").output
    assert "0 jobs done." in run(app, "drain").output


def test_verify_counts_nothing_on_a_sound_database(app: Flask) -> None:
    done = run(app, "verify")
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) >= 5


def test_verify_fails_on_a_broken_promise(app: Flask, session: Session) -> None:
    """An application in a state that no history led to."""
    session.add(Application(cycle="x", client_key="x", code_index="x", state=State.OFFERED))
    session.commit()
    done = run(app, "verify")
    assert done.exit_code == 1, done.output


def test_gunicorn_refuses_a_second_worker_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(workers: int) -> None:
        configuration = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
        starting: Callable[[object], None] = configuration["on_starting"]
        starting(SimpleNamespace(cfg=SimpleNamespace(workers=workers)))

    monkeypatch.delenv("QIANXIAO_DATABASE_URL", raising=False)
    start(1)
    with pytest.raises(SystemExit, match="QIANXIAO_WORKERS"):
        start(2)
    monkeypatch.setenv("QIANXIAO_DATABASE_URL", "postgresql+psycopg://localhost/qianxiao")
    start(2)

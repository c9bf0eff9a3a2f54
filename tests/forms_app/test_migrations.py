"""The revisions build exactly the tables of the models, on both databases."""

import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from forms_app import commands, deployment, migrations
from forms_app.applications.models import Application
from forms_app.errors import Misconfigured
from forms_app.extensions import db
from forms_app.models import Base
from tests.forms_app.applications.factories import draft
from tests.forms_app.applications.journey import identity_number
from tests.forms_app.conftest import make_app, make_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path, worker: str) -> Iterator[Flask]:
    """An app on a database without a table."""
    url = None
    if request.param == "postgresql":
        url = make_database(request.getfixturevalue("postgres_server"), f"empty_{worker}")
    app = make_app(data=tmp_path, database_url=url)
    with app.app_context():
        yield app
        db.engine.dispose()


def test_upgrading_an_empty_database_gives_the_tables_of_the_models(empty: Flask) -> None:
    assert not deployment.schema_is_current(db.engine)
    migrations.upgrade(db.engine)
    assert deployment.schema_is_current(db.engine)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_constraints_and_indexes_are_those_of_the_models(empty: Flask) -> None:
    """What Alembic does not compare: checks, and the conditions of partial indexes."""
    migrations.upgrade(db.engine)
    by_revisions = _rules()
    Base.metadata.drop_all(db.engine)
    Base.metadata.create_all(db.engine)
    assert by_revisions == _rules()
    assert any("WHERE" in rule.upper() for rule in by_revisions)


def _rules() -> set[str]:
    if db.engine.dialect.name == "postgresql":
        checks = (
            "SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%'"
        )
        indexes = (
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' "
            "AND tablename NOT LIKE 'alembic%'"
        )
        with db.engine.connect() as connection:
            return {str(row) for sql in (checks, indexes) for row in connection.scalars(text(sql))}
    found = inspect(db.engine)
    rules = set()
    for table in Base.metadata.tables:
        rules |= {f"{table} {check}" for check in map(str, found.get_check_constraints(table))}
        rules |= {f"{table} {unique}" for unique in map(str, found.get_unique_constraints(table))}
    with db.engine.connect() as connection:
        rules |= set(connection.scalars(text("SELECT sql FROM sqlite_master WHERE type='index'")))
    return {" ".join(str(rule).split()) for rule in rules if rule}


def test_there_is_one_head_and_one_chain(empty: Flask) -> None:
    with db.engine.connect() as connection:
        script = ScriptDirectory.from_config(migrations.config(connection))
    heads = script.get_heads()
    assert len(heads) == 1
    revisions = list(script.walk_revisions())
    assert [one.revision for one in revisions] == sorted(
        (one.revision for one in revisions), reverse=True
    )
    assert revisions[0].revision == heads[0]


def test_there_is_no_way_down(empty: Flask) -> None:
    """A column that is taken away takes the answers in it away: the way back is the backup."""
    with db.engine.connect() as connection:
        script = ScriptDirectory.from_config(migrations.config(connection))
    assert not any(hasattr(one.module, "downgrade") for one in script.walk_revisions())


def test_upgrading_twice_changes_nothing(empty: Flask) -> None:
    for _ in range(2):
        commands._upgrade()
    with db.reading_session() as session:
        counted = session.scalar(text("SELECT count(*) FROM deployment"))
    assert counted == 1


def test_an_interrupted_upgrade_leaves_nothing_behind(
    empty: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("the power went out")

    with monkeypatch.context() as patched:
        patched.setattr(MigrationContext, "stamp", fail)
        patched.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", fail)
        with pytest.raises(RuntimeError):
            migrations.upgrade(db.engine)
    assert inspect(db.engine).get_table_names() == []
    migrations.upgrade(db.engine)
    assert deployment.schema_is_current(db.engine)


def test_applications_that_were_there_before_are_found_by_their_child(empty: Flask) -> None:
    migrations.upgrade(db.engine)
    with db.writing_session() as session:
        commands.synchronise(session)
        found = [draft(session, identity_number=number) for number in (identity_number(1), None)]
        wanted, found[1].answers_sealed = found[0].child_index, b"no key opens this"
        for one in found:
            one.child_index = None
        session.commit()
    with db.engine.begin() as connection:
        import_module("forms_app.migrations.versions.0016_children_of_drafts").fill(connection)
    with db.writing_session() as session:
        indexes = [session.get_one(Application, one.id).child_index for one in found]
    assert wanted is not None
    assert indexes == [wanted, None]


def test_an_old_database_is_not_served(empty: Flask) -> None:
    with pytest.raises(Misconfigured, match="flask --app forms_app upgrade"):
        deployment.require_schema(empty)
    migrations.upgrade(db.engine)
    deployment.require_schema(empty)


def test_the_next_revision_holds_what_the_database_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    *_, last = sorted((folder / "versions").glob("0*.py"))
    lost = last.read_text()
    last.unlink()
    app = make_app(data=tmp_path / "data")
    with app.app_context():
        migrations.upgrade(db.engine)
        migrations.revise(db.engine, "what was lost")
        db.engine.dispose()
    *_, made = sorted((folder / "versions").glob("0*.py"))
    assert made.name == f"{last.name[:4]}_what_was_lost.py"
    columns = set(re.findall(r'sa\.Column\("(\w+)"', lost))
    assert columns
    assert all(name in made.read_text() for name in columns)
    assert "downgrade" not in made.read_text()


def test_sqlite_keeps_its_foreign_keys_after_an_upgrade(tmp_path: Path) -> None:
    app = make_app(data=tmp_path)
    with app.app_context():
        migrations.upgrade(db.engine)
        with db.engine.connect() as connection:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        db.engine.dispose()
    plain = create_engine(db_address(tmp_path))
    with plain.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    plain.dispose()


def db_address(data: Path) -> str:
    return f"sqlite+pysqlite:///{data / 'qianxiao.sqlite3'}"

"""What an operator types after `flask --app forms_app`: upgrade, invite, drain, verify and more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock, demonstration, deployment, invariants, outbox
from forms_app.accounts import invitations, services
from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.allocation.services import sync_seats
from forms_app.documents import services as documents
from forms_app.documents import storage
from forms_app.errors import FieldError, FormsError
from forms_app.extensions import db
from forms_app.rights import retention
from forms_app.running import catalogue, settings
from forms_app.workflow import Role
from generator.divisions.places import PlaceNotFound

LOCAL_ADDRESS = "http://127.0.0.1:8000"
Result = TypeVar("Result")


def init_app(app: Flask) -> None:
    for command in (
        upgrade,
        revise,
        setup_demo,
        create_administrator,
        invite,
        drain,
        sweep_documents,
        keep_time,
        verify,
    ):
        app.cli.add_command(command)


def synchronise(session: Session) -> None:
    """Bring the rows that follow from the content up to date: organisations and seats."""
    deployment.claim_database(session)
    deployment.sync_organisations(session)
    sync_seats(session, catalogue())


@click.command()
@with_appcontext
def upgrade() -> None:
    """Bring the schema and the rows that follow from the content up to date. Safe to repeat."""
    _upgrade()
    click.echo("The database is up to date.")


@click.command()
@click.argument("message")
@with_appcontext
def revise(message: str) -> None:
    """For developers: write the next revision of the schema from the models."""
    from forms_app import migrations

    migrations.revise(db.engine, message)


@click.command()
@with_appcontext
def setup_demo() -> None:
    """Upgrade, then make the demonstration's accounts and print their logins. Safe to repeat."""
    _upgrade()
    if not settings().sample:
        click.echo("QIANXIAO_SAMPLE=0: no demonstration data was loaded.")
        return
    with db.writing_session() as session:
        logins = _tell(lambda: demonstration.load_accounts(session))
        session.commit()
    click.echo("Demonstration logins, the same on every machine:")
    for one in logins:
        click.echo(f"  {one.login:<16}  {one.passphrase:<24}  {one.who}")


@click.command()
@click.option("--login", required=True)
@click.option("--shown-as", default="管理员", show_default=True, help="as colleagues read it")
@with_appcontext
def create_administrator(login: str, shown_as: str) -> None:
    """Print the one-time link with which the first administrator sets a password."""
    with db.writing_session() as session:
        open_ones = select(Account).where(
            Account.role == Role.ADMINISTRATOR,
            Account.disabled_at.is_(None),
            Account.password_hash.is_not(None),
        )
        if session.scalar(open_ones.limit(1)) is not None:
            raise click.ClickException("There is an administrator, who invites the others.")
        operator = services.operator(session, is_sample=settings().is_demonstration)
        _print_link(session, login, shown_as, Role.ADMINISTRATOR, operator)


@click.command()
@click.option("--login", required=True)
@click.option("--shown-as", required=True, help="an office, as families read it")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--college", help="identifier of the college, for its officers and signers")
@click.option("--division", help="six digits, for a desk, an authority, a school or a village")
@click.option("--office", help="name of the school or village, as families read it")
@with_appcontext
def invite(
    login: str,
    shown_as: str,
    role: str,
    college: str | None,
    division: str | None,
    office: str | None,
) -> None:
    """Print a one-time link with which a colleague sets a password."""
    with db.writing_session() as session:
        organisation = _organisation(session, Role(role), college, division, office)
        _print_link(session, login, shown_as, Role(role), organisation)


@click.command()
@with_appcontext
def drain() -> None:
    """Do the open jobs of the outbox."""
    total = 0
    while done := outbox.drain():
        total += done
    click.echo(f"{total} jobs done.")


@click.command("sweep-documents")
@with_appcontext
def sweep_documents() -> None:
    """Delete pictures of papers whose time is over, and files that no row names."""
    with db.writing_session() as session:
        names = documents.sweep(session)
        session.commit()
    for name in names:
        storage.delete(name)
    click.echo(f"{len(names)} pictures deleted.")


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="count what has fallen due, change nothing")
@click.option("--no-scrub", is_flag=True, help="leave the database's files as they are")
@with_appcontext
def keep_time(dry_run: bool, no_scrub: bool) -> None:
    """Remind, close and erase what has fallen due; every night. Safe to repeat and to break off."""
    if dry_run:
        with db.reading_session() as session:
            for kind, number in retention.forecast(session, clock.now()).items():
                click.echo(f"{kind:<16} {number:>8}")
        click.echo("Only counted. Nothing was changed.")
        return
    done = retention.sweep(
        tell=lambda kind, number: click.echo(f"{kind:<16} {number:>8}"), scrub=not no_scrub
    )
    click.echo(f"{sum(done.counts.values())} done.")
    if done.is_scrubbed:
        click.echo("What was erased has left the files of the database.")
    if done.is_scrub_left:
        click.echo("The files of the database were in use; the next run writes them anew.")
    if done.left:
        raise click.ClickException(f"left, could not be read: {', '.join(done.left)}")


@click.command()
@with_appcontext
def verify() -> None:
    """Count every breach of the invariants; exit 1 when there is one."""
    with db.reading_session() as session:
        found = invariants.verify(session)
    for one in found:
        click.echo(f"{one.name:<6} {one.count:>8}  {one.text}")
    if any(one.count for one in found):
        raise SystemExit(1)


def _upgrade() -> None:
    if not deployment.schema_is_current(db.engine):
        from forms_app import migrations  # Alembic loads slowly, and most starts need none of it

        migrations.upgrade(db.engine)
    with db.writing_session() as session:
        _tell(lambda: synchronise(session))
        session.commit()


def _organisation(
    session: Session, role: Role, college: str | None, division: str | None, office: str | None
) -> Organisation:
    if role is Role.ADMINISTRATOR:
        return services.operator(session)
    if role in {Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER}:
        if not college:
            raise click.UsageError("--college is needed for this role")
        return _tell(lambda: services.organisation_of_college(session, college))
    if not division:
        raise click.UsageError("--division is needed for this role")
    kind = OrganisationKind(role.value)
    try:
        if role in {Role.SCHOOL, Role.VILLAGE}:
            if not office:
                raise click.UsageError("--office is needed for this role")
            return services.organisation_named(session, kind, division, office)
        return services.organisation_of_division(session, kind, division)
    except PlaceNotFound as error:
        raise click.ClickException(str(error)) from error


def _print_link(
    session: Session, login: str, shown_as: str, role: Role, organisation: Organisation
) -> None:
    _, token = _tell(
        lambda: invitations.invite(
            session, login=login, shown_as=shown_as, role=role, organisation=organisation
        )
    )
    session.commit()
    base = str(settings().public_url or LOCAL_ADDRESS).rstrip("/")
    click.echo(f"One-time link for {login}, valid for seven days:")
    click.echo(f"{base}/staff/invitation/{token}")


def _tell(step: Callable[[], Result]) -> Result:
    """Run a step; an error that we raise on purpose is a sentence, not a traceback."""
    try:
        return step()
    except FieldError as error:
        raise click.ClickException(f"--{error.field}: {error.message}") from error
    except FormsError as error:
        raise click.ClickException(str(error)) from error

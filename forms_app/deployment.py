"""Settings in, a running app out: folder, engine, keys, cookies, catalogue; or a refusal to start.

A demonstration and production never share a database, a key or an account: checked here, at start.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Flask
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session, configure_mappers

from forms_app import clock
from forms_app.accounts.models import Account, Organisation, OrganisationKind
from forms_app.config import DEMONSTRATION_KEY_PREFIX, Mode, Settings
from forms_app.errors import Misconfigured
from forms_app.extensions import READ_ONLY, db, make_engine
from forms_app.languages.compiled import Compiled
from forms_app.models import Deployment
from forms_app.running import catalogue, settings
from forms_app.sealing import KEY_BYTES, Keyring
from generator.catalogue import Catalogue, ContentErrors, load_catalogue
from generator.divisions import places
from generator.printing.fonts import missing_characters

REVISIONS = Path(__file__).parent / "migrations" / "versions"
KEY_FILE = "demonstration-keys.json"
MOST_FORM_BYTES = 512 * 1024
MOST_FORM_PARTS = 500
TOKEN_SECONDS = 12 * 60 * 60
"""A form that was opened in the morning can still be sent in the evening."""


def init_app(app: Flask, chosen: Settings) -> None:
    """Raises Misconfigured, naming the setting, when the installation is not safe to start."""
    chosen.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = _keys(chosen)
    ring = Keyring.from_text(data_keys=keys["data_keys"], index_key=keys["index_key"])
    _refuse_demonstration_keys(chosen, ring)
    engine = make_engine(
        chosen.database,
        threads=chosen.threads,
        write_wait_seconds=chosen.write_wait_seconds,
    )
    try:
        _refuse_foreign_database(chosen, engine)
    except Misconfigured:
        engine.dispose()
        raise
    db.init_app(app, engine)
    app.extensions["qianxiao.keyring"] = ring
    app.extensions["qianxiao.catalogue"] = _load(chosen)
    app.config.update(_flask_settings(chosen, keys["secret_key"]))
    # The tests' apps share what they have compiled.
    kept = {"bytecode_cache": Compiled(chosen.data, keys["secret_key"])}
    app.jinja_options = {**kept, **app.jinja_options}


def schema_is_current(engine: Engine) -> bool:
    """True at the newest revision. Answers without Alembic, which loads slowly."""
    newest = max(path.name.partition("_")[0] for path in REVISIONS.glob("[0-9]*_*.py"))
    with engine.execution_options(**{READ_ONLY: True}).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found == newest


def require_schema(app: Flask) -> None:
    """Called before serving: Misconfigured when `upgrade` has not been run."""
    if not schema_is_current(app.extensions["qianxiao.engine"]):
        raise Misconfigured("the database is not up to date: run `flask --app forms_app upgrade`")


def warm_up(app: Flask) -> None:
    """Called before serving: do what the first family of the morning would wait for.

    Templates, tables, counties and fonts are read once in a process; a crowd that comes first would
    read them all at the same time, which takes seconds.
    """
    configure_mappers()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    places.search("", most=1)
    missing_characters("")


def sync_organisations(session: Session) -> int:
    """Give every college of the catalogue its organisation; answers how many rows changed.

    A college that left the catalogue keeps its organisation: its applications still need it.
    """
    known = {
        organisation.college_id: organisation
        for organisation in session.scalars(
            select(Organisation).where(Organisation.college_id.is_not(None))
        )
    }
    changed = 0
    for college in catalogue().colleges.values():
        organisation = known.get(college.id)
        if organisation is None:
            organisation = Organisation(
                kind=OrganisationKind.COLLEGE, name=college.name, college_id=college.id
            )
            session.add(organisation)
        facts = (college.name, college.division, college.is_sample)
        if facts != (organisation.name, organisation.division, organisation.is_sample):
            organisation.name, organisation.division, organisation.is_sample = facts
            changed += 1
    session.flush()
    return changed


def claim_database(session: Session) -> None:
    """Write down, once, what this database is for. Raises Misconfigured for the other mode."""
    mode = settings().mode
    row = session.scalar(select(Deployment))
    if row is None:
        session.add(Deployment(mode=mode, created_at=clock.now()))
        session.flush()
    elif row.mode != mode:
        raise Misconfigured(_foreign(row.mode, mode))


def _load(chosen: Settings) -> Catalogue:
    try:
        return load_catalogue(
            chosen.content,
            cache_dir=chosen.data / "catalogue-cache",
            include_sample=chosen.sample,
        )
    except ContentErrors as error:
        raise Misconfigured(
            f"QIANXIAO_CONTENT={chosen.content}: the content has problems, "
            f"run `python -m generator check`\n{error}"
        ) from None  # The text above is the whole list.


def _flask_settings(chosen: Settings, secret_key: str) -> dict[str, object]:
    is_secure = chosen.cookies_are_secure
    return {
        "SECRET_KEY": secret_key,
        # A browser takes a __Host- cookie only over HTTPS and never from a subdomain.
        "SESSION_COOKIE_NAME": "__Host-visit" if is_secure else "visit",
        "SESSION_COOKIE_SECURE": is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": chosen.largest_body,
        "MAX_FORM_MEMORY_SIZE": MOST_FORM_BYTES,
        "MAX_FORM_PARTS": MOST_FORM_PARTS,
        "WTF_CSRF_TIME_LIMIT": TOKEN_SECONDS,
        "WTF_I18N_ENABLED": False,
        "TRUSTED_HOSTS": _trusted_hosts(chosen),
    }


def _trusted_hosts(chosen: Settings) -> list[str] | None:
    """Production answers to its public name alone; a demonstration is opened under any address."""
    if chosen.is_demonstration or chosen.public_url is None or chosen.public_url.host is None:
        return None
    return [chosen.public_url.host]


def _keys(chosen: Settings) -> dict[str, str]:
    """`secret_key`, `data_keys`, `index_key` as text; a demonstration makes up what is not set."""
    given = {
        name: value.get_secret_value()
        for name in ("secret_key", "data_keys", "index_key")
        if (value := getattr(chosen, name)) is not None
    }
    if len(given) == 3 or not chosen.is_demonstration:
        return given
    return _demonstration_keys(chosen.data / KEY_FILE) | given


def _demonstration_keys(path: Path) -> dict[str, str]:
    """The keys in `path`, made up at first use; two processes at once get the same ones."""
    if not path.exists():
        _write_once(path, json.dumps(_made_up_keys(), indent=2))
    keys: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return keys


def _made_up_keys() -> dict[str, str]:
    def random_key() -> str:
        return b64encode(secrets.token_bytes(KEY_BYTES)).decode()

    return {
        "secret_key": f"{DEMONSTRATION_KEY_PREFIX}-{secrets.token_hex(32)}",
        "data_keys": f"{DEMONSTRATION_KEY_PREFIX}1:{random_key()}",
        "index_key": random_key(),
    }


def _write_once(path: Path, text: str) -> None:
    """Create `path` whole, mode 0600, unless somebody else was first."""
    with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8") as draft:
        draft.write(text)
        draft.flush()
        try:
            path.hardlink_to(draft.name)
        except FileExistsError:
            return


def _refuse_demonstration_keys(chosen: Settings, ring: Keyring) -> None:
    if chosen.is_demonstration:
        return
    if any(name.startswith(DEMONSTRATION_KEY_PREFIX) for name in ring.data_keys):
        raise Misconfigured("QIANXIAO_DATA_KEYS holds a demonstration key: make keys of your own")
    secret = chosen.secret_key.get_secret_value() if chosen.secret_key else ""
    if secret.startswith(DEMONSTRATION_KEY_PREFIX):
        raise Misconfigured("QIANXIAO_SECRET_KEY is a demonstration key: make one of your own")
    if (chosen.data / KEY_FILE).exists():
        raise Misconfigured(
            f"QIANXIAO_DATA={chosen.data} is the folder of a demonstration: use an empty one"
        )


def _refuse_foreign_database(chosen: Settings, engine: Engine) -> None:
    """The other mode's database, or a demonstration's account in production; empty passes."""
    if not inspect(engine).has_table(Deployment.__tablename__):
        return
    with Session(engine.execution_options(**{READ_ONLY: True})) as session:
        row = session.scalar(select(Deployment))
        if row is not None and row.mode != chosen.mode:
            raise Misconfigured(_foreign(row.mode, chosen.mode))
        if chosen.is_demonstration:
            return
        for table in (Account, Organisation):
            if session.scalar(select(table.id).where(table.is_sample).limit(1)) is not None:
                raise Misconfigured(
                    f"QIANXIAO_DATABASE_URL: the table {table.__tablename__} of this database "
                    "holds rows of a demonstration; production needs a database of its own"
                )


def _foreign(found: str, wanted: Mode) -> str:
    return (
        f"QIANXIAO_DATABASE_URL: this database belongs to a {found} installation, "
        f"and QIANXIAO_MODE is {wanted}; use another database or the other mode"
    )

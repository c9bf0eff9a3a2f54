"""The least that Flask can do durably: one handler, one insert, one commit. The peer of `forms`.

`bench.bare:create_app()` under gunicorn; BARE_DATABASE is a folder for SQLite or the address of a
PostgreSQL server, set durable exactly as the product sets it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

TABLE = "CREATE TABLE IF NOT EXISTS saved (id {key}, text TEXT)"
PLACE = "BARE_DATABASE"


def create_app(save: Callable[[str], None] | None = None) -> Flask:
    """One page that stores its one field and leads on, as a submission does."""
    app = Flask(__name__)
    keep = save or saver(os.environ[PLACE])

    @app.post("/save")
    def save_it() -> Response:
        keep(request.form["text"])
        return redirect("/saved", 303)

    return app


def saver(place: str) -> Callable[[str], None]:
    """A function that stores one text and returns when it is on the disk."""
    return _postgresql(place) if place.startswith("postgresql") else _sqlite(Path(place))


def durable(folder: Path) -> sqlite3.Connection:
    """SQLite as the product sets it: WAL, and every commit on the disk before it is answered."""
    connection = sqlite3.connect(folder / "peer.sqlite3", check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(TABLE.format(key="INTEGER PRIMARY KEY"))
    connection.commit()
    return connection


def _sqlite(folder: Path) -> Callable[[str], None]:
    connection, lock = durable(folder), threading.Lock()

    def save(text: str) -> None:
        with lock, connection:
            connection.execute("INSERT INTO saved (text) VALUES (?)", (text,))

    return save


def _postgresql(address: str) -> Callable[[str], None]:
    own = threading.local()
    with psycopg.connect(address) as connection:
        connection.execute(TABLE.format(key="SERIAL PRIMARY KEY"))

    def save(text: str) -> None:
        if not hasattr(own, "connection"):
            own.connection = psycopg.connect(address)
        with own.connection.transaction():
            own.connection.execute("INSERT INTO saved (text) VALUES (%s)", (text,))

    return save

"""What other features have to say on a family's status page; this one does not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session

from forms_app.applications.models import Application


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on top of the page, and the page where something can be done about it."""

    text: str
    word: str
    address: str
    holds: bool = False
    """True when nothing can be sent before it is settled: the page offers no such link."""


Tell = Callable[[Session, Application], list[Notice]]


def register(app: Flask, tell: Tell) -> None:
    app.extensions.setdefault("qianxiao.notices", []).append(tell)


def of(session: Session, application: Application) -> list[Notice]:
    """Everything that is to be said now, in the order in which the features were registered."""
    tellers: list[Tell] = current_app.extensions.get("qianxiao.notices", [])
    return [notice for tell in tellers for notice in tell(session, application)]

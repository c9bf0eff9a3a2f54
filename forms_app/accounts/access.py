"""Who may open which page: a mark on each view, checked for every request, deny by default.

A view without a mark does not start: `create_app` refuses it. A feature that knows its own kind
of visitor (a family with its 取件码) registers the gate for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue

from forms_app.errors import Misconfigured, NotFound
from forms_app.workflow import Actor, Role

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
Gate = Callable[["Access"], ResponseReturnValue | None]


class Visitor(StrEnum):
    PUBLIC = "public"
    FAMILY = "family"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a view; `roles` narrows staff."""

    visitor: Visitor
    roles: frozenset[Role] = frozenset()

    def __str__(self) -> str:
        return " ".join([self.visitor, *sorted(self.roles)])


def public(view: View) -> View:
    """Anybody, without a name."""
    return _mark(view, Access(Visitor.PUBLIC))


def family(view: View) -> View:
    """A family that opened its own application with the 取件码; the gate knows which one."""
    return _mark(view, Access(Visitor.FAMILY))


def staff(*roles: Role) -> Callable[[View], View]:
    """A logged-in account with one of these roles; at least one must be named."""
    if not roles:
        raise Misconfigured("staff() needs at least one role")
    return lambda view: _mark(view, Access(Visitor.STAFF, frozenset(roles)))


def _mark(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def access_of(app: Flask, endpoint: str) -> Access | None:
    return getattr(app.view_functions[endpoint], "access", None)


def current_actor() -> Actor:
    """Who acts in this request. Raises NotFound where nobody was let in."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise NotFound("nobody has been let in")
    return actor


def register_gate(app: Flask, visitor: Visitor, gate: Gate) -> None:
    """`gate(access)` sets g.actor and returns None, or returns the answer that refuses."""
    app.extensions.setdefault("qianxiao.gates", {})[visitor] = gate


def check_access() -> ResponseReturnValue | None:
    """Run before every request; an unmarked view cannot exist here, see refuse_unmarked_views."""
    if request.endpoint is None:
        return None
    access = access_of(current_app, request.endpoint)
    if access is None:
        raise Misconfigured(f"{request.endpoint} has no access mark")
    if access.visitor is Visitor.PUBLIC:
        return None
    gate: Gate = current_app.extensions["qianxiao.gates"][access.visitor]
    return gate(access)


def refuse_unmarked_views(app: Flask) -> None:
    """Called at the end of create_app: a page that nobody thought about is a page too many."""
    unmarked = [name for name in app.view_functions if access_of(app, name) is None]
    if unmarked:
        raise Misconfigured(f"views without an access mark: {', '.join(sorted(unmarked))}")

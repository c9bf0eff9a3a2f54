"""What the running app was started with: settings, catalogue, and the address it is reached at."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, url_for

from forms_app.config import Settings
from generator.catalogue import Catalogue


def settings() -> Settings:
    """The settings of the running app."""
    chosen: Settings = current_app.config["QIANXIAO"]
    return chosen


def catalogue() -> Catalogue:
    """The catalogue as it was read at start; an editor's change needs a restart."""
    read: Catalogue = current_app.extensions["qianxiao.catalogue"]
    return read


def site_address() -> str:
    """The public address without a slash at its end; in a demonstration that has none, the one
    that this request used. A Host header alone never leads a link astray in production."""
    return str(settings().public_url or request.host_url).rstrip("/")


def address_of(endpoint: str, **values: Any) -> str:
    """The whole address of a page, as a phone outside needs it."""
    return site_address() + url_for(endpoint, **values)

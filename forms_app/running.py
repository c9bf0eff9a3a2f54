"""What the running app was started with: its settings and the catalogue it read."""

from __future__ import annotations

from flask import current_app

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

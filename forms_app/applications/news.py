"""What a family hears of besides a new state; no history row tells it, so it has its own words."""

from __future__ import annotations

from enum import StrEnum

from forms_app.languages.texts import said


class News(StrEnum):
    HELPED = "helped"
    """A helper stored something."""
    PROPOSED = "proposed"
    """A helper would change a choice, and the guardian has to agree first."""


NEWS: dict[str, str] = {
    News.HELPED: said("有人帮忙填了报名，请看改动单。"),
    News.PROPOSED: said("有人帮忙，想改志愿或调剂，等监护人同意。"),
}

"""Whether a household opens the green channel: what the family says, and who has checked it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forms_app.applications.answers import Answers
from forms_app.applications.states import Event
from forms_app.models import History
from generator.schema.campaign import Campaign

HOUSEHOLD_CHECK = "household_check"
"""Key in the details of the eligibility decision: how the household was checked."""


def is_claimed(answers: Answers, campaign: Campaign, day: date) -> bool:
    """True when the cycle's list, as it stood on `day`, opens the channel for this household."""
    if campaign.admission is None or answers.household_kind is None:
        return False
    return any(
        kind.name == answers.household_kind
        and kind.opens_green_channel
        and (kind.starts_on is None or kind.starts_on <= day)
        and (kind.ends_on is None or day <= kind.ends_on)
        for kind in campaign.admission.household_kinds
    )


def is_confirmed(history: Sequence[History]) -> bool:
    """True when the latest eligibility decision names how the household was checked."""
    decisions = [entry for entry in history if entry.event == Event.CONFIRM_ELIGIBLE]
    return bool(decisions) and bool(decisions[-1].details.get(HOUSEHOLD_CHECK))

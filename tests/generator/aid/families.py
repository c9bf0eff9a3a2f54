"""The usual fees of the hand-calculated cases, and a family's reckoning with them."""

from typing import Any

from generator.aid.entitlement import Rulebook
from generator.aid.reckoning import Costs, Reckoning, reckon
from generator.aid.situation import Situation

SAMPLE_FEES: dict[str, Any] = {
    "tuition": 3000,
    "public_tuition": 3000,
    "boarding": 600,
    "books": 400,
    "meals_per_month": 600,
    "months": 10,
    "years": 3,
    "trips": 2,
    "fare": 100,
}
KNOWN = {"agricultural": False, "stage_performance": False}


def costs(**fees: Any) -> Costs:
    return Costs(**{**SAMPLE_FEES, **fees})


def reckoned(rulebook: Rulebook, said: dict[str, Any], **fees: Any) -> Reckoning:
    situation = Situation(**{**KNOWN, **said})
    return reckon(costs(**fees), rulebook.entitlements(situation))

"""What one admission cycle says: its dates, texts, kinds of household and the desks that help."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from forms_app import clock
from forms_app.applications.models import Application
from forms_app.errors import NotFound
from forms_app.running import catalogue
from generator.divisions import places
from generator.schema.campaign import Admission, Campaign, ConsentText, HouseholdKind
from generator.schema.college import Programme
from generator.schema.enums import ConsentKind
from generator.schema.record import Contact

MOST_DESKS = 12
"""A longer list helps nobody; the portal's own page has it by county."""


class Season(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    OVER = "over"


def cycle(campaign_id: str) -> Campaign:
    """The campaign; NotFound when the catalogue has none with an admission."""
    campaign = catalogue().campaigns.get(campaign_id)
    if campaign is None or campaign.admission is None:
        raise NotFound("no such admission cycle")
    return campaign


def admission(campaign_id: str) -> Admission:
    """The rules of one cycle; NotFound when there are none."""
    rules = cycle(campaign_id).admission
    if rules is None:
        raise NotFound("no such admission cycle")
    return rules


def rules_of(application: Application) -> Admission:
    return admission(application.cycle)


def programme(programme_id: str) -> Programme:
    """A programme that takes applications; NotFound otherwise."""
    found = catalogue().programmes.get(programme_id)
    if found is None:
        raise NotFound("no such programme")
    admission(found.campaign)
    return found


def season(rules: Admission) -> Season:
    """Where the server's clock stands; the last moment of the last day still counts."""
    moment = clock.now()
    if moment < rules.opens_at:
        return Season.BEFORE
    return Season.OPEN if moment <= rules.closes_at else Season.OVER


def is_in_time(rules: Admission, *, received_on: date | None = None) -> bool:
    """True while the cycle is open, and for a paper that came in while it was.

    Such a paper has its own last day of typing in.
    """
    if received_on is None:
        return season(rules) is Season.OPEN
    opens = rules.opens_at.astimezone(clock.BEIJING).date()
    came_in_time = opens <= received_on <= closing_day(rules)
    is_typed_in_time = clock.today() <= typed_until(rules)
    return came_in_time and is_typed_in_time and season(rules) is not Season.BEFORE


def closing_day(rules: Admission) -> date:
    """In China; the last day on which a paper may come in."""
    return rules.closes_at.astimezone(clock.BEIJING).date()


def typed_until(rules: Admission) -> date:
    """The last day on which a desk types in what came in time; that of the record, none of ours."""
    return rules.paper_typed_until or closing_day(rules)


def household_kinds(rules: Admission, day: date) -> tuple[HouseholdKind, ...]:
    """The words that are in use on `day`, in the order of the file."""
    return tuple(
        kind
        for kind in rules.household_kinds
        if (kind.starts_on is None or kind.starts_on <= day)
        and (kind.ends_on is None or day <= kind.ends_on)
    )


def consent_texts(rules: Admission) -> tuple[ConsentText, ...]:
    """The newest text of each of the five, in their fixed order."""
    newest = {text.kind: text for text in sorted(rules.consents, key=lambda one: one.version)}
    return tuple(newest[kind] for kind in ConsentKind)


def desk(rules: Admission, county: str | None, *, programme_id: str | None) -> Contact | None:
    """Whom to call: the desk of the county, its prefecture or its province, else the college."""
    by_division = {one.division: one.contact for one in rules.desks}
    for code in _upwards(county):
        if code in by_division:
            return by_division[code]
    if programme_id is None or programme_id not in catalogue().programmes:
        return None
    contacts = catalogue().college_of(programme_id).contacts
    return contacts[0] if contacts else None


def desks() -> list[Contact]:
    """Every desk of every cycle, once each: a page must not know which child is asked for."""
    found = {
        desk.contact: None
        for campaign in catalogue().campaigns.values()
        if campaign.admission is not None
        for desk in campaign.admission.desks
    }
    return list(found) if len(found) <= MOST_DESKS else []


def desk_of(application: Application) -> Contact | None:
    """Whom this family calls."""
    answers = application.answers
    first = answers.choices[0].programme_id if answers.choices else None
    return desk(rules_of(application), answers.home_county, programme_id=first)


def _upwards(county: str | None) -> Iterator[str]:
    if county is None or not places.is_known(county):
        return
    place = places.find(county)
    yield from (code for code in (county, place.prefecture_code, place.province_code) if code)

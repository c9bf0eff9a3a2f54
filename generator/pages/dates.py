"""The days of admission cycles and actions: the dates page, and the same rows on how to apply."""

from collections.abc import Iterator

from generator.pages import wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.campaign import Admission, Campaign, HouseholdKind


def page(portal: Portal) -> Iterator[Page]:
    actions = [one for one in portal.catalogue.campaigns.values() if one.admission is None]
    yield Page(
        address="/dates/",
        shell_name="dates",
        bodies={"ADMISSIONS": "dates.html", "ACTIONS": "actions.html"},
        context={
            "admissions": admissions(portal),
            "actions": [_action(portal, one) for one in actions],
        },
    )


def how_to_apply(portal: Portal) -> Iterator[Page]:
    yield Page(
        address="/how-to-apply/",
        shell_name="how-to-apply",
        bodies={"ADMISSIONS": "admissions.html"},
        context={"admissions": admissions(portal)},
    )


def admissions(portal: Portal) -> list[Values]:
    """Admission cycles, the latest first."""
    found = [(one, one.admission) for one in portal.catalogue.campaigns.values() if one.admission]
    found.sort(key=lambda pair: (pair[1].opens_at, pair[0].id), reverse=True)
    return [_admission(portal, campaign, admission) for campaign, admission in found]


def _admission(portal: Portal, campaign: Campaign, admission: Admission) -> Values:
    opens, closes = admission.opens_at, admission.closes_at
    return {
        "name": campaign.name,
        "sample": campaign.is_sample,
        "answer": campaign.answer,
        "opens": wording.day(opens.date()),
        "closes": wording.day(closes.date()),
        "results": wording.day(admission.results_on),
        "closing_time": f"{closes:%H:%M}",
        "past": {
            "opens": opens.date() < portal.day,
            "closes": closes.date() < portal.day,
            "results": admission.results_on < portal.day,
        },
        "phases": _phases(portal, campaign),
        "answer_days": admission.answer_within_days,
        "accept_days": admission.accept_within_days,
        "most_choices": admission.most_choices,
        "desks": [
            {"place": wording.place_name(desk.division), **wording.contact(desk.contact)}
            for desk in admission.desks
        ],
        "green": [_household(kind) for kind in _households_of_green_channel(admission)],
    }


def _households_of_green_channel(admission: Admission) -> list[HouseholdKind]:
    """The words in use when the cycle opens."""
    day = admission.opens_at.date()
    return [
        kind
        for kind in admission.household_kinds
        if kind.opens_green_channel and (kind.ends_on is None or day <= kind.ends_on)
    ]


def _household(kind: HouseholdKind) -> str:
    return f"{kind.name}（以前叫{kind.was_called}）" if kind.was_called else kind.name


def _action(portal: Portal, campaign: Campaign) -> Values:
    return {
        "name": campaign.name,
        "sample": campaign.is_sample,
        "answer": campaign.answer,
        "phases": _phases(portal, campaign),
        "targets": [
            {
                "what": target.what,
                "count": f"{target.count:,} {target.unit or ''}".strip() if target.count else None,
                "due": wording.day(target.due) if target.due else None,
                "basis": target.basis,
            }
            for target in campaign.targets
        ],
        "facts": wording.facts(campaign.facts),
        "sources": wording.sources(campaign.sources),
    }


def _phases(portal: Portal, campaign: Campaign) -> list[Values]:
    return [
        {
            "name": phase.name,
            "when": wording.period(phase.starts_on, phase.ends_on),
            "text": phase.text,
            "past": phase.ends_on < portal.day,
        }
        for phase in campaign.phases
    ]

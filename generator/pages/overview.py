"""Pages that look across all records: home, dates, data sources."""

from collections.abc import Iterable, Iterator

from generator.pages import addresses, helping, place, programme, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.campaign import Admission, Campaign
from generator.schema.policy import Policy
from generator.schema.record import Record

MOST_ON_HOME = 6


def home(portal: Portal) -> Iterator[Page]:
    catalogue = portal.catalogue
    offered = [one for one in catalogue.programmes.values() if one.fees][:MOST_ON_HOME]
    yield Page(
        address="/",
        shell_name="index",
        bodies={
            "DATES": "home_dates.html",
            "PROGRAMMES": "home_programmes.html",
            "HELP": "home_help.html",
        },
        context={
            "admissions": _admissions(portal)[:1],
            "programmes": [programme.row(portal, one) for one in offered],
            "counted": place.counted(catalogue.colleges.values()),
            "help": helping.summary(portal),
        },
    )


def dates(portal: Portal) -> Iterator[Page]:
    actions = [one for one in portal.catalogue.campaigns.values() if one.admission is None]
    yield Page(
        address="/dates/",
        shell_name="dates",
        bodies={"ADMISSIONS": "admissions.html", "ACTIONS": "actions.html"},
        context={
            "admissions": _admissions(portal),
            "actions": [_action(one) for one in actions],
        },
    )


def how_to_apply(portal: Portal) -> Iterator[Page]:
    yield Page(
        address="/how-to-apply/",
        shell_name="how-to-apply",
        bodies={"ADMISSIONS": "admissions.html"},
        context={"admissions": _admissions(portal)},
    )


def data_sources(portal: Portal) -> Iterator[Page]:
    catalogue = portal.catalogue
    kinds: tuple[tuple[str, Iterable[Record]], ...] = (
        ("学校", catalogue.colleges.values()),
        ("专业", catalogue.specialties.values()),
        ("专业点", catalogue.programmes.values()),
        ("政策", catalogue.policies.values()),
        ("补贴规则", catalogue.aid_rules.values()),
        ("结对", catalogue.pairings.values()),
        ("大人的培训", catalogue.training.values()),
    )
    yield Page(
        address="/data-sources/",
        shell_name="data-sources",
        bodies={"COUNTS": "counts.html"},
        context={
            "kinds": [
                {
                    "name": name,
                    "real": sum(1 for one in records if not one.is_sample),
                    "samples": sum(1 for one in records if one.is_sample),
                }
                for name, records in kinds
            ],
            "policies": [_document(one) for one in catalogue.policies.values()],
        },
    )


def _document(policy: Policy) -> Values:
    return {
        **wording.reference(policy, addresses.policy(policy.id)),
        "sources": wording.sources(policy.sources),
    }


def _admissions(portal: Portal) -> list[Values]:
    """Admission cycles, the latest first."""
    found = [(one, one.admission) for one in portal.catalogue.campaigns.values() if one.admission]
    found.sort(key=lambda pair: (pair[1].opens_at, pair[0].id), reverse=True)
    return [_admission(campaign, admission) for campaign, admission in found]


def _admission(campaign: Campaign, admission: Admission) -> Values:
    return {
        "name": campaign.name,
        "sample": campaign.is_sample,
        "answer": campaign.answer,
        "opens": wording.day(admission.opens_at.date()),
        "closes": wording.day(admission.closes_at.date()),
        "results": wording.day(admission.results_on),
        "answer_days": admission.answer_within_days,
        "accept_days": admission.accept_within_days,
        "most_choices": admission.most_choices,
        "desks": [
            {"place": wording.place_name(desk.division), **wording.contact(desk.contact)}
            for desk in admission.desks
        ],
        "green": [kind.name for kind in admission.household_kinds if kind.opens_green_channel],
    }


def _action(campaign: Campaign) -> Values:
    return {
        "name": campaign.name,
        "sample": campaign.is_sample,
        "answer": campaign.answer,
        "phases": [
            {
                "name": phase.name,
                "when": wording.period(phase.starts_on, phase.ends_on),
                "text": phase.text,
            }
            for phase in campaign.phases
        ],
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

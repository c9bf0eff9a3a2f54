"""Pages that look across all records: home, dates, green channel, who helps, data sources."""

from collections.abc import Iterable, Iterator

from generator.pages import addresses, lists, pairing, place, programme, story, wording
from generator.pages.page import Page
from generator.pages.portal import Portal, promises
from generator.pages.wording import Values
from generator.schema.campaign import Admission, Campaign
from generator.schema.pairing import Pairing
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
            "help": _help(portal),
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


def green_channel(portal: Portal) -> Iterator[Page]:
    offering = [
        one
        for one in portal.catalogue.colleges.values()
        if any(item for _, item in one.green_channel.items())
    ]
    shown = offering[: lists.MOST_ON_ONE_PAGE]
    yield Page(
        address="/green-channel/",
        shell_name="green-channel",
        bodies={"TABLE": "green_channel.html"},
        context={
            "colleges": [
                {
                    **wording.reference(one, addresses.college(one.id)),
                    "place": wording.place_name(one.division),
                    "complete": one.green_channel.is_complete,
                    "promises": promises(one),
                }
                for one in shown
            ],
            "left_out": len(offering) - len(shown),
        },
    )


def who_helps(portal: Portal) -> Iterator[Page]:
    catalogue = portal.catalogue
    yield Page(
        address="/who-helps/",
        shell_name="who-helps",
        bodies={
            "PAIRINGS": "home_help.html",
            "SPONSORS": "sponsors.html",
            "STORIES": "story_list.html",
        },
        context={
            "help": _help(portal),
            "enterprises": [
                {
                    "name": one.name,
                    "industry": one.industry,
                    "place": wording.place_name(one.division),
                    "sample": one.is_sample,
                    "gives": _gives(portal, one.id),
                }
                for one in catalogue.enterprises.values()
            ],
            "stories": [story.row(one) for one in catalogue.stories.values()],
        },
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


def _help(portal: Portal) -> Values:
    """Progress of real pairings and of samples, never added up together."""
    every = portal.catalogue.pairings.values()
    return {
        "real": _progress(portal, [one for one in every if not one.is_sample]),
        "samples": _progress(portal, [one for one in every if one.is_sample]),
    }


def _progress(portal: Portal, pairings: list[Pairing]) -> Values | None:
    if not pairings:
        return None
    items = [item for one in pairings for item in one.items]
    return {
        "assisting": len({one.assisting for one in pairings}),
        "receiving": len({one.receiving for one in pairings}),
        "progress": pairing.progress(items, portal.day),
        "rows": [pairing.row(portal, one) for one in pairings[:MOST_ON_HOME]],
    }


def _gives(portal: Portal, enterprise: str) -> list[str]:
    given = [
        f"{one.kind} {one.quantity} {one.unit}，{one.state}"
        for one in portal.catalogue.sponsorships_by(enterprise)
    ]
    classes = [
        f"订单班 {one.seats} 个名额：{one.post}"
        for one in portal.catalogue.order_classes_by(enterprise)
    ]
    return given + classes


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

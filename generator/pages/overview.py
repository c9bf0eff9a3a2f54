"""Pages that look across all records: home, green channel, who helps, data sources."""

from collections.abc import Iterable, Iterator

from generator.pages import addresses, dates, lists, pairing, place, programme, story, wording
from generator.pages.page import Page
from generator.pages.portal import Portal, promises
from generator.pages.wording import Values
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
            "admissions": dates.admissions(portal)[:1],
            "programmes": [programme.row(portal, one) for one in offered],
            "counted": place.counted(catalogue.colleges.values()),
            "help": _help(portal),
        },
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
        ("订单班", catalogue.order_classes.values()),
        ("企业", catalogue.enterprises.values()),
        ("政策", catalogue.policies.values()),
        ("补贴规则", catalogue.aid_rules.values()),
        ("结对", catalogue.pairings.values()),
        ("大人的培训", catalogue.training.values()),
        ("证书", catalogue.certificates.values()),
        ("问答", catalogue.faq.values()),
        ("词语", catalogue.glossary.values()),
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

"""Pages that look across all records: home and data sources."""

from collections.abc import Iterator
from itertools import islice

from generator.pages import addresses, dates, helping, place, programme, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.policy import Policy

MOST_ON_HOME = 6

COUNTED = {
    "colleges": "学校",
    "specialties": "专业",
    "programmes": "专业点",
    "order_classes": "订单班",
    "enterprises": "企业",
    "policies": "政策",
    "aid_rules": "补贴规则",
    "pairings": "结对",
    "training": "大人的培训",
    "certificates": "证书",
    "faq": "问答",
    "glossary": "词语",
}
"""What is counted beside the sources, and by which word."""


def home(portal: Portal) -> Iterator[Page]:
    catalogue = portal.catalogue
    offered = islice((one for one in catalogue.programmes.values() if one.fees), MOST_ON_HOME)
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
            "counted": place.counted(catalogue.tally("colleges")),
            "help": helping.summary(portal),
        },
    )


def data_sources(portal: Portal) -> Iterator[Page]:
    catalogue = portal.catalogue
    yield Page(
        address="/data-sources/",
        shell_name="data-sources",
        bodies={"COUNTS": "counts.html"},
        context={
            "kinds": [
                {"name": name, **place.counted(catalogue.tally(kind))}
                for kind, name in COUNTED.items()
            ],
            "policies": [_document(one) for one in catalogue.policies.values()],
        },
    )


def _document(policy: Policy) -> Values:
    return {
        **wording.reference(policy, addresses.policy(policy.id)),
        "sources": wording.sources(policy.sources),
    }

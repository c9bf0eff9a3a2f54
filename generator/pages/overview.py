"""Pages that look across all records: home and data sources."""

from collections.abc import Iterable, Iterator

from generator.pages import addresses, dates, helping, place, programme, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
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
            "help": helping.summary(portal),
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

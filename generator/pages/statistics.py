"""The figures page: what the catalogue holds, what the notice aimed at, what was published."""

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.divisions import places
from generator.pages import addresses, counted_people, drawing, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.campaign import Campaign

KINDS = ("学校", "专业点", "订单班", "大人培训")
"""What is counted by province, in the order of the columns."""

MOST_TABLES = 8
"""A phone should not load every county of the country; each county's page has its own counts."""


def page(portal: Portal) -> Iterator[Page]:
    records = sorted(portal.catalogue.statistics.values(), key=lambda one: (one.is_sample, one.id))
    counted = _by_province(portal)
    yield Page(
        address="/statistics/",
        shell_name="statistics",
        bodies={
            "COUNTS": "statistics_counts.html",
            "TARGETS": "statistics_targets.html",
            "PEOPLE": "statistics_people.html",
        },
        context={
            "kinds": list(KINDS),
            "provinces": _rows(counted),
            "classes": _by_class(portal),
            "province_bars": _bars(counted[KINDS[0]]),
            "samples": portal.catalogue.tally("colleges").samples,
            "targets": [
                _targets(one)
                for one in portal.catalogue.campaigns.values()
                if one.targets and not one.is_sample
            ],
            "tables": [counted_people.table(portal, one) for one in records[:MOST_TABLES]],
            "others": [counted_people.sum_of(one) for one in records[MOST_TABLES:]],
        },
    )


def _by_province(portal: Portal) -> dict[str, Counter[str]]:
    """Kind -> province code -> how many real ones."""
    catalogue = portal.catalogue
    home = catalogue.college_of
    colleges = catalogue.real("colleges")
    divisions: dict[str, Iterable[str]] = {
        "学校": (one.division for one in colleges),
        "专业点": (one.division for one in colleges for _ in range(len(one.programmes))),
        "订单班": (home(one.programme).division for one in catalogue.real("order_classes")),
        "大人培训": (one.division for one in catalogue.real("training")),
    }
    return {
        kind: Counter(places.find(places.today(code)).province_code for code in codes)
        for kind, codes in divisions.items()
    }


def _rows(counted: dict[str, Counter[str]]) -> list[Values]:
    codes = sorted({code for counts in counted.values() for code in counts})
    return [
        {"name": places.find(code).name, "counts": [counted[kind][code] for kind in KINDS]}
        for code in codes
    ]


def _by_class(portal: Portal) -> list[Values]:
    """Specialty classes with what real colleges offer in them; all of them, also the empty ones."""
    catalogue = portal.catalogue
    ordered = Counter(
        catalogue.specialties[catalogue.programmes[one.programme].specialty].class_code
        for one in catalogue.real("order_classes")
    )
    return [
        {
            "name": one.name,
            "href": addresses.specialty_class(one.code),
            "specialties": len(catalogue.specialties_in(one.code)),
            "programmes": sum(
                catalogue.tally(f"programmes_of {found.id}").real
                for found in catalogue.specialties_in(one.code)
            ),
            "orders": ordered[one.code],
        }
        for one in catalogue.specialty_classes.values()
    ]


def _bars(counted: Counter[str]) -> Values | None:
    rows = [
        drawing.Bar(places.find(code).name, count, f"{count:,} 所")
        for code, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    ]
    return drawing.bars(rows, about="每个省有几所学校")


def _targets(campaign: Campaign) -> Values:
    return {
        "name": campaign.name,
        "answer": campaign.answer,
        "targets": [
            {
                "what": one.what,
                "count": f"{one.count:,} {one.unit or ''}".strip() if one.count else None,
                "due": wording.day(one.due) if one.due else None,
                "basis": one.basis,
            }
            for one in campaign.targets
        ],
        "facts": wording.facts(campaign.facts),
        "sources": wording.sources(campaign.sources),
    }

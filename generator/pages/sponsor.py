"""An enterprise that gives, and all of them: promised beside delivered, whom it helps."""

from collections.abc import Iterator, Sequence

from generator.pages import addresses, delivery, order_class, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.enterprise import Enterprise, OrderClass, Sponsorship
from generator.schema.enums import SponsorshipState

SHELL = "sponsors/x-shell"

MOST_ON_ONE_PAGE = 300
NOTHING_YET = "还没有写给什么"


def list_page(portal: Portal) -> Iterator[Page]:
    yield Page(
        address="/sponsors/",
        shell_name="sponsors/index",
        bodies={"LIST": "sponsor_list.html"},
        context={"sponsors": groups(portal)},
    )


def page(portal: Portal, enterprise: Enterprise) -> Page:
    given = portal.catalogue.sponsorships_by(enterprise.id)
    classes = portal.catalogue.order_classes_by(enterprise.id)
    return Page(
        address=addresses.sponsor(enterprise.id),
        shell_name=SHELL,
        bodies={"BODY": "sponsor.html"},
        title=enterprise.name,
        description=f"{enterprise.name}答应给学校什么，到了多少，订单班在哪。",
        is_sample=enterprise.is_sample,
        context={
            "name": enterprise.name,
            "sample": enterprise.is_sample,
            "answer": _answer(portal, given, classes),
            "facts": wording.answers(
                [
                    ("做什么的", enterprise.industry),
                    ("在哪里", wording.place_name(enterprise.division)),
                ],
                sample=enterprise.is_sample,
            ),
            "introduction": wording.paragraphs(enterprise.introduction),
            "contact": wording.contact(enterprise.contact) if enterprise.contact else None,
            "progress": _progress(portal, given),
            "gifts": gifts(portal, given),
            "order_classes": [order_class.row(portal, one) for one in classes],
            "colleges": [portal.college(one) for one in _colleges(portal, given, classes)],
            "sources": wording.sources(enterprise.sources),
        },
    )


def groups(portal: Portal) -> Values:
    """Enterprises of record and samples, each with their own progress."""
    every = portal.catalogue.enterprises.values()
    real = [one for one in every if not one.is_sample]
    samples = [one for one in every if one.is_sample]
    return {
        "real": [_row(portal, one) for one in real[:MOST_ON_ONE_PAGE]],
        "samples": [_row(portal, one) for one in samples[:MOST_ON_ONE_PAGE]],
        "left_out": len(real[MOST_ON_ONE_PAGE:]),
    }


def gifts(portal: Portal, given: Sequence[Sponsorship]) -> list[Values]:
    """Each thing that was promised and how far it is, late ones first."""
    promised = [(delivery.of_sponsorship(one), one) for one in given]
    promised.sort(key=lambda pair: (pair[0].order(portal.day), pair[1].id))
    return [
        {**delivery.described(promise, portal.day), **_gift(portal, one)}
        for promise, one in promised
    ]


def _gift(portal: Portal, one: Sponsorship) -> Values:
    enterprise = portal.catalogue.enterprises[one.enterprise]
    return {
        "kind": str(one.kind),
        "name": one.name,
        "enterprise": wording.reference(enterprise, addresses.sponsor(enterprise.id)),
        "value": wording.yuan(one.value) if one.value else None,
        "colleges": [portal.college(college) for college in one.colleges],
        "conditions": one.conditions,
        "step": str(one.state),
        "waits": one.state is SponsorshipState.OFFERED,
        "confirmed_on": wording.day(one.confirmed_on) if one.confirmed_on else None,
        "delivered_on": wording.day(one.delivered_on) if one.delivered_on else None,
        "evidence": one.evidence,
        "sample": one.is_sample,
        "sources": wording.sources(one.sources),
    }


def _row(portal: Portal, enterprise: Enterprise) -> Values:
    given = portal.catalogue.sponsorships_by(enterprise.id)
    classes = portal.catalogue.order_classes_by(enterprise.id)
    return {
        **wording.reference(enterprise, addresses.sponsor(enterprise.id)),
        "industry": enterprise.industry,
        "place": wording.place_name(enterprise.division),
        "gives": [f"{one.kind} {one.quantity} {one.unit}" for one in given]
        + [f"订单班 {one.seats} 个名额，做{one.post}" for one in classes],
        "progress": _progress(portal, given),
    }


def _progress(portal: Portal, given: Sequence[Sponsorship]) -> Values | None:
    return delivery.progress(map(delivery.of_sponsorship, given), portal.day)


def _answer(portal: Portal, given: Sequence[Sponsorship], classes: Sequence[OrderClass]) -> str:
    progress = _progress(portal, given)
    said = [str(progress["text"])] if progress else []
    if classes:
        said.append(f"订单班 {len(classes)} 个，{sum(one.seats for one in classes)} 个名额")
    return "；".join(said) if said else NOTHING_YET


def _colleges(
    portal: Portal, given: Sequence[Sponsorship], classes: Sequence[OrderClass]
) -> list[str]:
    """Each college once, in the order in which it is named."""
    named = [college for one in given for college in one.colleges]
    named += [portal.catalogue.college_of(one.programme).id for one in classes]
    return list(dict.fromkeys(named))

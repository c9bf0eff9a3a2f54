"""A pairing's page: what was promised and how far it is, then who helps whom, with the source."""

from collections.abc import Iterable

from generator.pages import addresses, delivery, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.pairing import AidItem, Pairing

SHELL = "pairings/x-shell"


def page(portal: Portal, pairing: Pairing) -> Page:
    return Page(
        address=addresses.pairing(pairing.id),
        shell_name=SHELL,
        bodies={"BODY": "pairing.html"},
        title=pairing.name,
        description=f"{pairing.name}：答应了哪些事，办好了哪些，哪些过了日子。",
        is_sample=pairing.is_sample,
        context={
            "name": pairing.name,
            "sample": pairing.is_sample,
            "answer": pairing.answer,
            "assisting": portal.college(pairing.assisting),
            "receiving": portal.college(pairing.receiving),
            "specialties": [portal.specialty(one) for one in pairing.specialties],
            "period": wording.period(pairing.starts_on, pairing.ends_on),
            "signed": wording.day(pairing.signed_on) if pairing.signed_on else None,
            "filed_by": pairing.filed_by,
            "number": pairing.agreement_number,
            "progress": progress(portal, [pairing]),
            "late": late_items(portal, [pairing]),
            "items": _items(portal, pairing),
            "facts": wording.facts(pairing.facts),
            "sources": wording.sources(pairing.sources),
        },
    )


def row(portal: Portal, pairing: Pairing) -> Values:
    """One line of a list."""
    colleges = portal.catalogue.colleges
    return {
        "href": addresses.pairing(pairing.id),
        "name": pairing.name,
        "answer": pairing.answer,
        "assisting": colleges[pairing.assisting].name,
        "receiving": colleges[pairing.receiving].name,
        "progress": progress(portal, [pairing]),
        "sample": pairing.is_sample,
    }


def progress(portal: Portal, pairings: Iterable[Pairing]) -> Values | None:
    """Over all their items; None when none of them names an item."""
    promises = [delivery.of_item(item) for pairing in pairings for item in pairing.items]
    return delivery.progress(promises, portal.day)


def late_items(portal: Portal, pairings: Iterable[Pairing]) -> list[Values]:
    """What is past its day and not done, the longest first, with the pairing that owes it."""
    found = [
        (promise.days_late(portal.day), pairing, item)
        for pairing in pairings
        for item, promise in ((item, delivery.of_item(item)) for item in pairing.items)
        if promise.days_late(portal.day)
    ]
    found.sort(key=lambda late: (-late[0], late[1].id))
    return [
        {
            **wording.reference(pairing, addresses.pairing(pairing.id)),
            "what": item.what,
            "days": days,
        }
        for days, pairing, item in found
    ]


def _items(portal: Portal, pairing: Pairing) -> list[Values]:
    """Late ones first, then what is due next."""
    promised = [(delivery.of_item(item), item) for item in pairing.items]
    promised.sort(key=lambda pair: pair[0].order(portal.day))
    return [
        {**delivery.described(promise, portal.day), **_item(portal, item)}
        for promise, item in promised
    ]


def _item(portal: Portal, item: AidItem) -> Values:
    return {
        "kind": str(item.kind),
        "what": item.what,
        "specialty": portal.specialty(item.specialty) if item.specialty else None,
        "value": wording.yuan(item.value) if item.value else None,
        "delivered_on": wording.day(item.delivered_on) if item.delivered_on else None,
        "evidence": item.evidence,
    }

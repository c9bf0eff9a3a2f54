"""A pairing's page: who helps whom, what was promised, what is done and what is late."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from generator.pages import addresses, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.pairing import AidItem, Pairing

SHELL = "pairings/x-shell"

DONE, LATE, COMING, UNKNOWN = "办好了", "过了日子", "还没到日子", "没查到"

COLOURS = {DONE: "a", COMING: "rest", LATE: "d", UNKNOWN: "rest"}


def pages(portal: Portal) -> Iterator[Page]:
    for pairing in portal.catalogue.pairings.values():
        yield page(portal, pairing)


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
            "progress": progress(pairing.items, portal.day),
            "items": [_item(one, portal.day) for one in pairing.items],
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
        "progress": progress(pairing.items, portal.day),
        "sample": pairing.is_sample,
    }


def progress(items: Iterable[AidItem], day: date) -> Values | None:
    """Counts and the bar that shows them; None when nothing was promised item by item."""
    states = Counter(state(item, day) for item in items)
    whole = states.total()
    if not whole:
        return None
    if states[UNKNOWN] == whole:
        return {"text": f"写了 {whole} 件，办没办好没查到", "segments": []}
    segments: list[Values] = []
    start = 0
    for name, colour in COLOURS.items():
        width = round(1000 * states[name] / whole)
        if states[name]:
            segments.append(
                {
                    "colour": colour,
                    "name": name,
                    "amount": f"{states[name]} 件",
                    "start": start,
                    "width": width,
                }
            )
        start += width
    return {"text": _progress_text(states), "segments": segments}


def _progress_text(states: Counter[str]) -> str:
    whole = states.total()
    text = f"答应 {whole} 件，办好 {states[DONE]} 件"
    if states[LATE]:
        text += f"，{states[LATE]} 件过了日子"
    if states[UNKNOWN]:
        text += f"，{states[UNKNOWN]} 件没查到"
    return text


def state(item: AidItem, day: date) -> str:
    if item.is_delivered:
        return DONE
    if item.due is None:
        return UNKNOWN
    return LATE if item.is_overdue(day) else COMING


def _item(item: AidItem, day: date) -> Values:
    return {
        "kind": str(item.kind),
        "what": item.what,
        "promised": f"{item.quantity} {item.unit or ''}".strip() if item.quantity else None,
        "delivered": f"{item.delivered_quantity} {item.unit or ''}".strip()
        if item.quantity
        else None,
        "value": wording.yuan(item.value) if item.value else None,
        "due": wording.day(item.due) if item.due else None,
        "delivered_on": wording.day(item.delivered_on) if item.delivered_on else None,
        "evidence": item.evidence,
        "state": state(item, day),
    }

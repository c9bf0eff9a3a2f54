"""A programme's page: what it costs first, then the six promises, then the facts."""

from functools import partial

from generator.aid.reckoning import AidOfYear, Reckoning
from generator.pages import addresses, cost, living, order_class, wording
from generator.pages.page import Context, Fragment, Page
from generator.pages.portal import Portal
from generator.pages.wording import Answer, Values, yuan
from generator.schema.campaign import Campaign
from generator.schema.college import College, NextStep, Programme
from generator.schema.enums import SponsorshipKind, SponsorshipState
from generator.schema.specialty import Specialty

SHELL = "programmes/x-shell"

AWARDS = frozenset({SponsorshipKind.SCHOLARSHIP, SponsorshipKind.BURSARY})
"""What a college's students may ask for; never counted."""


def page(portal: Portal, programme: Programme) -> Page:
    catalogue = portal.catalogue
    college = catalogue.college_of(programme.id)
    specialty = catalogue.specialties[programme.specialty]
    sums = cost.typical_sums(portal.rulebook, college, specialty, programme)
    order_classes = catalogue.order_classes_of(programme.id)
    portal.note_own(programme.id, cost.own_at_most(sums))
    heading = f"{specialty.name} · {programme.level} · {programme.years} 年"
    return Page(
        address=addresses.programme(programme.id),
        shell_name=SHELL,
        bodies={"BODY": "programme.html"},
        title=f"{heading} · {college.name}",
        description=f"{college.name}的{specialty.name}专业：一年花多少，能补多少，学什么，怎么报名。",
        is_sample=programme.is_sample,
        context={
            "id": programme.id,
            "heading": heading,
            "sample": programme.is_sample,
            "college": wording.reference(college, addresses.college(college.id)),
            "specialty": wording.reference(specialty, addresses.specialty(specialty.id)),
            "tags": _tags(
                programme,
                has_badge=college.green_channel.is_complete,
                has_order_class=bool(order_classes),
            ),
            "cost": _cost_card(portal, college, specialty, programme, sums) if sums else None,
            "facts": _facts(programme, specialty),
            "said_by": wording.STATUS_WORDS[programme.record_status],
            "order_classes": [order_class.row(portal, one) for one in order_classes],
            "apply": addresses.application(programme.id),
            "dates": portal.recall(
                ("dates", programme.campaign),
                lambda: _dates(catalogue.campaigns[programme.campaign]),
            ),
            "sources": wording.sources(programme.sources),
        },
        fragments={
            "ticks": (portal.ticks(college),),
            "aid": aid_list(portal, sums, programme),
            "afterwards": (_afterwards(portal, programme),),
        },
    )


def row(portal: Portal, programme: Programme, college: College | None = None) -> Values:
    """One line of a list: what, where, how many. Who knows the college need not ask whose it is."""
    college = college or portal.catalogue.college_of(programme.id)
    specialty = portal.catalogue.specialties[programme.specialty]
    fees = programme.fees
    return {
        "href": addresses.programme(programme.id),
        "specialty": specialty.name,
        "kind": f"{programme.level} · {programme.years} 年 · {programme.entry}",
        "college": college.name,
        "place": wording.place_name(college.division),
        "seats": programme.seats,
        "per_year": yuan(fees.per_year) if fees else None,
        "boarding": programme.boarding.available,
        "sample": programme.is_sample,
    }


def aid_list(portal: Portal, sums: Reckoning | None, programme: Programme) -> tuple[Fragment, ...]:
    """What is subtracted and why, one paragraph a rule; most programmes share them."""
    entry, sample = cost.entry_of(programme), programme.is_sample
    return tuple(
        portal.shared(
            "aid_entry.html",
            (one.entitlement.rule.id, one.amount, one.entitlement.reason, entry, sample),
            partial(_aid_entry, portal, one, entry, sample),
        )
        for one in (sums.years[0].aid if sums else ())
        if cost.is_certain(one)
    )


def _aid_entry(portal: Portal, one: AidOfYear, entry: str | None, sample: bool) -> Context:
    rule = one.entitlement.rule
    return {
        "sample": sample,
        "name": rule.kind.value,
        "amount": wording.yuan_range(*one.amount),
        "reason": one.entitlement.reason,
        "paid_when": rule.paid_when,
        "paid_to": rule.paid_to,
        "policy": portal.policy(rule.policy) if rule.policy else None,
        "sources": wording.sources(cost.sources_of(rule, entry)),
    }


def _cost_card(
    portal: Portal, college: College, specialty: Specialty, programme: Programme, sums: Reckoning
) -> Values:
    return {
        **cost.cost_card(sums),
        "calculator": cost.calculator_address(college, specialty, programme, sums.costs),
        "awards": [
            {"name": one.name, "sample": one.is_sample}
            for one in portal.catalogue.sponsorships_of(college.id)
            if one.kind in AWARDS and one.state is not SponsorshipState.OFFERED
        ],
    }


def _tags(programme: Programme, *, has_badge: bool, has_order_class: bool) -> list[str]:
    tags = [str(programme.entry)]
    if has_badge:
        tags.append("绿色通道")
    if programme.boarding.available:
        tags.append("能住校")
    if has_order_class:
        tags.append("有订单班")
    return tags


def _facts(programme: Programme, specialty: Specialty) -> list[Answer]:
    limits = dict.fromkeys((*specialty.physical_limits, *programme.extra_physical_limits))
    segments = f"：{' + '.join(programme.segments)}" if programme.segments else ""
    starts = programme.starts_on
    answers: list[tuple[str, str | None]] = [
        ("谁能上", programme.entry_rule or f"{programme.entry}；要什么条件{wording.ASK_COLLEGE}"),
        (
            "读几年",
            f"{programme.years} 年{segments}{'' if programme.full_time else '，不是全日制'}",
        ),
        ("名额", _seats(programme)),
        ("学什么", programme.lessons or specialty.plain_words),
        ("一天", programme.day or specialty.day),
        ("辛苦在哪", "；".join(specialty.hard_parts)),
        ("身体要求", "、".join(limits)),
        *living.of_programme(programme),
        ("实习", living.internship(programme.internship_months)),
        ("开学", wording.day(starts) if starts else wording.ASK_COLLEGE),
    ]
    return wording.answers(answers, sample=programme.is_sample)


def _afterwards(portal: Portal, programme: Programme) -> Fragment:
    """Certificates and next steps; programmes of one specialty often share them."""
    steps, sample = programme.next_steps, programme.is_sample
    return portal.shared(
        "programme_after.html",
        (programme.certificates, tuple([(one.title, one.text) for one in steps]), sample),
        lambda: {
            "certificates": [portal.certificate(one) for one in programme.certificates],
            "next_steps": [_next_step(one, sample) for one in steps],
        },
    )


def _next_step(step: NextStep, sample: bool) -> Values:
    marked = sample and wording.has_number(f"{step.title}{step.text or ''}")
    return {"title": step.title, "text": step.text, "sample": marked}


def _seats(programme: Programme) -> str:
    if programme.seats is None:
        return wording.ASK_COLLEGE
    green = programme.green_channel_seats
    return f"{programme.seats} 个" + (f"，其中绿色通道 {green} 个" if green else "")


def _dates(campaign: Campaign) -> Values | None:
    admission = campaign.admission
    if admission is None:
        return None
    return {
        "opens": wording.short_day(admission.opens_at.date()),
        "closes": wording.short_day(admission.closes_at.date()),
        "results": wording.short_day(admission.results_on),
    }

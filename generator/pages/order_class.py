"""An order class's page: which employer, where, for how much, and what if I leave."""

from generator.pages import addresses, living, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.college import Programme
from generator.schema.enterprise import Enterprise, OrderClass

SHELL = "order-classes/x-shell"


def page(portal: Portal, one: OrderClass) -> Page:
    catalogue = portal.catalogue
    enterprise = catalogue.enterprises[one.enterprise]
    programme = catalogue.programmes[one.programme]
    specialty = catalogue.specialties[programme.specialty]
    workplace = wording.place_name(one.workplace)
    return Page(
        address=addresses.order_class(one.id),
        shell_name=SHELL,
        bodies={"BODY": "order_class.html"},
        title=one.name,
        description=f"{one.name}：毕业去{enterprise.name}，做{one.post}，不去要不要赔钱。",
        is_sample=one.is_sample,
        context={
            "name": one.name,
            "sample": one.is_sample,
            "answer": f"毕业后去{enterprise.name}，做{one.post}。上班在{workplace}。",
            "pay": _pay(one),
            "college": portal.college(catalogue.college_of(programme.id).id),
            "specialty": portal.specialty(specialty.id),
            "programme": {
                "name": f"{specialty.name} · {programme.level} · {programme.years} 年",
                "href": addresses.programme(programme.id),
            },
            "enterprise": wording.reference(enterprise, addresses.sponsor(enterprise.id)),
            "introduction": wording.paragraphs(enterprise.introduction),
            "contact": wording.contact(enterprise.contact) if enterprise.contact else None,
            "apply": addresses.application(programme.id),
            "promises": list(one.promises),
            "if_i_leave": one.if_i_leave,
            "is_signed": one.agreement_signed_on is not None,
            "facts": _facts(enterprise, programme, one),
            "sources": wording.sources((*one.sources, *enterprise.sources)),
        },
    )


def row(portal: Portal, one: OrderClass) -> Values:
    """One line of a list."""
    return {
        "href": addresses.order_class(one.id),
        "name": one.name,
        "post": one.post,
        "pay": _pay(one),
        "workplace": wording.place_name(one.workplace),
        "seats": one.seats,
        "enterprise": portal.catalogue.enterprises[one.enterprise].name,
        "college": portal.catalogue.college_of(one.programme).name,
        "sample": one.is_sample,
    }


def _pay(one: OrderClass) -> str:
    return f"{wording.yuan_range(one.pay.low, one.pay.high)}一个月"


def _facts(enterprise: Enterprise, programme: Programme, one: OrderClass) -> list[wording.Answer]:
    signed = one.agreement_signed_on
    answers: list[tuple[str, str | None]] = [
        ("在哪里上班", wording.place_name(one.workplace)),
        ("做什么", one.post),
        ("名额", f"{one.seats} 个"),
        ("实习", living.internship(programme.internship_months)),
        ("企业做什么", enterprise.industry),
        ("协议", f"{wording.day(signed)}签的" if signed else "还没有签，签了才算数"),
    ]
    return wording.answers(answers, sample=one.is_sample)

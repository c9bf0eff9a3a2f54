"""An order class's page: which employer, where, for how much, and what if I leave."""

from collections.abc import Iterator

from generator.pages import addresses, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.schema.enterprise import Enterprise, OrderClass

SHELL = "order-classes/x-shell"


def pages(portal: Portal) -> Iterator[Page]:
    for one in portal.catalogue.order_classes.values():
        yield page(portal, one)


def page(portal: Portal, one: OrderClass) -> Page:
    catalogue = portal.catalogue
    enterprise = catalogue.enterprises[one.enterprise]
    programme = catalogue.programmes[one.programme]
    specialty = catalogue.specialties[programme.specialty]
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
            "answer": f"毕业后去{enterprise.name}，做{one.post}。",
            "college": portal.college(catalogue.college_of(programme.id).id),
            "programme": {
                "name": f"{specialty.name} · {programme.level} · {programme.years} 年",
                "href": addresses.programme(programme.id),
            },
            "apply": addresses.application(programme.id),
            "promises": list(one.promises),
            "if_i_leave": one.if_i_leave,
            "facts": wording.answers(_facts(enterprise, one), sample=one.is_sample),
            "sources": wording.sources(one.sources),
        },
    )


def _facts(enterprise: Enterprise, one: OrderClass) -> list[tuple[str, str | None]]:
    pay = wording.yuan_range(one.pay.low, one.pay.high)
    signed = one.agreement_signed_on
    return [
        ("企业", f"{enterprise.name}，{enterprise.industry}"),
        ("在哪里上班", wording.place_name(one.workplace)),
        ("做什么", one.post),
        ("工资", f"{pay}一个月，企业自己写的"),
        ("名额", f"{one.seats} 个"),
        ("协议", f"{wording.day(signed)}签的" if signed else "还没有签"),
    ]

"""An order class's flyer: which employer, where, for how much, and what if I leave."""

from generator.catalogue.catalogue import Catalogue
from generator.divisions import places
from generator.flyers import dates, wording
from generator.pages import addresses
from generator.pages.wording import day, place_name
from generator.printing.flyer import FlyerPaper
from generator.schema.enterprise import OrderClass


def flyer(catalogue: Catalogue, identifier: str, *, site: str) -> FlyerPaper:
    """`site` is the portal's address without a slash at the end; KeyError: no such order class."""
    one = catalogue.order_classes[identifier]
    programme = catalogue.programmes[one.programme]
    college = catalogue.college_of(programme.id)
    enterprise = catalogue.enterprises[one.enterprise]
    specialty = catalogue.specialties[programme.specialty].name
    checked = dates.checked_on(*((one,) if one.updated_on else (one, college)))
    deadline = max(dates.deadlines(catalogue, [programme]), default=None)
    until = dates.expiry(deadline, checked)
    return FlyerPaper(
        number=one.id,
        made_at=dates.midnight(checked),
        sample=one.is_sample,
        band=college.name,
        place=place_name(college.division),
        headline=one.name,
        lead=f"先学{specialty}，读{programme.years}年。毕业后去{enterprise.name}，做{one.post}。",
        facts=_facts(one),
        sections=wording.sections(
            ("企业答应的", one.promises),
            ("不去要不要赔钱", (one.if_i_leave,)),
            ("哪家企业", (f"{enterprise.name}，{enterprise.industry}", _agreement(one))),
            ("毕业做什么，在哪里", (one.post, place_name(one.workplace))),
        ),
        how_to_apply=wording.HOW_TO_APPLY,
        deadline=deadline,
        phones=wording.phones(college),
        checked=f"工资和名额是企业自己写的。{wording.checked(one)}",
        expires_on=until.day,
        expiry_rule=until.rule,
        page_address=site + addresses.order_class(one.id),
    )


def _facts(one: OrderClass) -> tuple[str, ...]:
    low, high = one.pay.low, one.pay.high
    pay = f"{low:,}元" if low == high else f"{low:,}到{high:,}元"
    return (
        f"月工资{pay}",
        f"{one.seats}个名额",
        f"在{places.find(places.today(one.workplace)).name}",
    )


def _agreement(one: OrderClass) -> str:
    signed = one.agreement_signed_on
    return f"学校和企业{day(signed)}签的协议" if signed else "学校和企业还没有签协议"

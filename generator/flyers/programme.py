"""A programme's flyer: what it costs, what is taught, how to apply and until when."""

from datetime import date
from decimal import Decimal

from generator.catalogue.catalogue import Catalogue
from generator.flyers import dates, wording
from generator.pages import addresses
from generator.pages.wording import place_name
from generator.printing.flyer import Cost, FlyerPaper
from generator.schema.college import Fees, Programme


def flyer(catalogue: Catalogue, identifier: str, *, site: str) -> FlyerPaper:
    """`site` is the portal's address without a slash at the end; KeyError: no such programme."""
    programme = catalogue.programmes[identifier]
    college = catalogue.college_of(identifier)
    specialty = catalogue.specialties[programme.specialty]
    checked = dates.checked_on(*((programme,) if programme.updated_on else (programme, college)))
    deadline = max(dates.deadlines(catalogue, [programme]), default=None)
    until = dates.expiry(deadline, checked)
    promises = wording.promises(college)
    return FlyerPaper(
        number=programme.id,
        made_at=dates.midnight(checked),
        sample=programme.is_sample,
        band=college.name,
        place=place_name(college.division),
        headline=f"学{specialty.name}，{programme.years}年",
        lead=programme.entry_rule or specialty.plain_words or "",
        facts=_facts(programme),
        first_day=_first_day(programme.fees) if programme.fees else (),
        each_year=_each_year(programme.fees) if programme.fees else (),
        aid=_aid(catalogue, checked if deadline is None else deadline),
        sections=wording.sections(
            ("学什么", tuple((programme.lessons or "").split("，"))), ("毕业做什么", specialty.jobs)
        ),
        green_channel=promises,
        green_channel_for=wording.GREEN_CHANNEL_FOR if promises else "",
        how_to_apply=wording.HOW_TO_APPLY,
        deadline=deadline,
        phones=wording.phones(college),
        checked=wording.checked(programme),
        expires_on=until.day,
        expiry_rule=until.rule,
        page_address=site + addresses.programme(programme.id),
    )


def _facts(programme: Programme) -> tuple[str, ...]:
    living = {True: "能住校", False: "不能住校", None: "住校请问学院"}
    return (
        f"读{programme.years}年",
        programme.level,
        programme.entry,
        living[programme.boarding.available],
    )


def _first_day(fees: Fees) -> tuple[Cost, ...]:
    return (Cost(label="报到那天带", yuan=Decimal(fees.first_day)),)


def _each_year(fees: Fees) -> tuple[Cost, ...]:
    return (
        Cost(label="学费", yuan=Decimal(fees.tuition_per_year), note="符合条件的免"),
        Cost(label="住宿", yuan=Decimal(fees.boarding_per_year)),
        Cost(label="书本", yuan=Decimal(fees.books_per_year)),
        Cost(
            label="吃饭",
            yuan=Decimal(fees.meals_per_month * fees.months_per_year),
            note=f"每月约{fees.meals_per_month}元",
        ),
    )


def _aid(catalogue: Catalogue, day: date) -> tuple[str, ...]:
    """National aid in words; from the month of its warning on, a rule says whom to ask instead."""
    return tuple(
        f"{rule.kind}：{rule.answer}"
        if rule.warn_from is None or f"{day:%Y-%m}" < rule.warn_from
        else f"{rule.kind}：今年多少，问{rule.apply_at}"
        for rule in catalogue.aid_rules.values()
        if rule.is_counted
    )

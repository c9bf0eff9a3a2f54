"""Record to notice-board flyer: what a programme's page says, on one sheet for a village wall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

from generator.catalogue import Catalogue
from generator.divisions import places
from generator.printing.flyer import Cost, FlyerPaper
from generator.printing.render import render_pdf
from generator.schema.college import College, Fees, Programme
from generator.schema.enums import GreenChannelPriority

HOW_TO_APPLY = (
    "扫码填表，或去毕业学校、村委会请人帮忙",
    "填完第一页，记下取件码",
    "材料不齐也能先报，以后补",
)
SHORT_PRIORITIES = {
    GreenChannelPriority.ADMISSION: "入学",
    GreenChannelPriority.SPECIALTY_CHOICE: "选专业",
    GreenChannelPriority.ORDER_CLASS: "进订单班",
    GreenChannelPriority.AID: "落实助学",
    GreenChannelPriority.INTERNSHIP: "实习",
    GreenChannelPriority.EMPLOYMENT: "推荐就业",
}


class NoDeadline(ValueError):
    """A flyer says until when to apply; a programme without an admission cycle cannot."""


def programme_flyer(catalogue: Catalogue, programme_id: str, *, site: str) -> FlyerPaper:
    """The flyer of one programme; `site` is the portal's address, without a slash at the end.

    Raises KeyError for an unknown programme and NoDeadline when its campaign admits nobody.
    """
    programme = catalogue.programmes[programme_id]
    college = catalogue.college_of(programme_id)
    specialty = catalogue.specialties[programme.specialty]
    admission = catalogue.campaign_of(programme_id).admission
    if admission is None:
        raise NoDeadline(f"{programme_id}: {programme.campaign} has no admission dates")
    made = programme.updated_on or college.updated_on
    return FlyerPaper(
        number=programme.id,
        made_at=datetime.combine(made, time(), UTC) if made else admission.opens_at,
        sample=programme.is_sample,
        college=college.name,
        place=places.find(college.division).full_name,
        headline=f"学{specialty.name}，{programme.years}年",
        lead=programme.entry_rule or specialty.plain_words or "",
        facts=_facts(programme),
        learn=tuple(part for part in (programme.lessons or "").split("，") if part),
        work=specialty.jobs,
        first_day=(Cost(label="报到那天带", yuan=Decimal(programme.fees.first_day)),)
        if programme.fees
        else (),
        each_year=_each_year(programme.fees) if programme.fees else (),
        aid=_aid(catalogue, admission.opens_at.strftime("%Y-%m")),
        green_channel=_promises(college),
        green_channel_for="脱贫户、监测户和三区三州的同学优先" if _promises(college) else "",
        how_to_apply=HOW_TO_APPLY,
        deadline=admission.closes_at.date(),
        phones=tuple(dict.fromkeys(college.phones()))[:3],
        checked="" if programme.is_sample else "学院填报，以学院答复为准。",
        expires_on=admission.closes_at.date(),
        page_address=f"{site}/programmes/{programme.id}/",
    )


def _facts(programme: Programme) -> tuple[str, ...]:
    living = {True: "能住校", False: "不能住校", None: "住校请问学院"}
    return (
        f"读{programme.years}年",
        programme.level,
        programme.entry,
        living[programme.boarding.available],
    )


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


def _aid(catalogue: Catalogue, month: str) -> tuple[str, ...]:
    """National aid in words; from the month of its warning on, a rule says whom to ask instead."""
    return tuple(
        f"{rule.kind}：{rule.answer}"
        if rule.warn_from is None or month < rule.warn_from
        else f"{rule.kind}：今年多少，问{rule.apply_at}"
        for rule in catalogue.aid_rules.values()
        if rule.is_counted
    )


def _promises(college: College) -> tuple[str, ...]:
    """The promises that the college has filled in; a missing one is not printed as given."""
    return tuple(
        SHORT_PRIORITIES[priority]
        for priority, item in college.green_channel.items()
        if item is not None
    )


def write_flyers(
    catalogue: Catalogue, programme_ids: list[str], folder: Path, *, site: str
) -> Iterator[Path]:
    """Write `<programme>.pdf` for each, in order, and yield each path when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for programme_id in programme_ids:
        content = render_pdf(programme_flyer(catalogue, programme_id, site=site)).content
        beside = folder / f".{programme_id}.part"
        beside.write_bytes(content)
        yield beside.replace(folder / f"{programme_id}.pdf")

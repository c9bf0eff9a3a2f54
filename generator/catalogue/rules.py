"""What one record must keep that its class cannot say: places, phones, sources and consent."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from generator.catalogue.problems import Broken, Location
from generator.catalogue.wording import nearest
from generator.divisions import flags, places
from generator.schema.campaign import Campaign
from generator.schema.college import College, Programme
from generator.schema.enterprise import Enterprise, OrderClass
from generator.schema.enums import Confidence, RecordStatus
from generator.schema.policy import AidAmount, AidRule, SpecialAreas
from generator.schema.record import Contact, Record
from generator.schema.specialty import Specialty
from generator.schema.statistics import Statistics
from generator.schema.stories import Story
from generator.schema.training import TrainingProject

SEGMENT = re.compile(r"([1-7])年")


def broken_rules(record: Record) -> Iterator[Broken]:
    """Every rule that a record breaks by itself, whatever other records say."""
    yield from _RULES.get(type(record), _nothing)(record)


def _nothing(_: Any) -> Iterator[Broken]:
    return iter(())


def _place(location: Location, code: str) -> Iterator[Broken]:
    try:
        places.find(code)
    except places.PlaceNotFound as error:
        wrong, _, mend = str(error).partition("，")
        yield location, wrong, mend


def _phone(location: Location, contact: Contact | None, record: Record) -> Iterator[Broken]:
    if contact is None or contact.is_sample is record.is_sample:
        return
    where = (*location, "phone")
    if record.is_sample:
        yield where, "示例只能用示例电话", "写 000-0000-0000"
    else:
        yield where, "真实的记录用了示例电话", "写真实的电话，没有就删掉"


def _college(college: College) -> Iterator[Broken]:
    yield from _place(("division",), college.division)
    if college.is_sample and college.address is not None:
        yield ("address",), "示例学校写了地址", "删掉；示例的位置只到县"
    for position, programme in enumerate(college.programmes):
        for location, wrong, mend in _programme(programme):
            yield ("programmes", position, *location), wrong, mend


def _programme(programme: Programme) -> Iterator[Broken]:
    states_figures = programme.fees is not None or programme.seats is not None
    if states_figures and not programme.is_sample and not programme.sources:
        wrong = "真实的专业点写了收费或名额，没有来源"
        yield ("sources",), wrong, "写上 sources：哪份文件、哪一天"
    if not programme.segments:
        return
    years = [SEGMENT.match(segment) for segment in programme.segments]
    for position, year in enumerate(years):
        if year is None:
            wrong = "看不出这一段是几年"
            yield ("segments", position), wrong, "写成“3年中级工”这样"
    total = sum(int(year[1]) for year in years if year is not None)
    if None not in years and total != programme.years:
        yield ("segments",), f"几段加起来是 {total} 年，years 是 {programme.years}", "改成一样"


def _specialty(specialty: Specialty) -> Iterator[Broken]:
    if not specialty.code_verified:
        return
    if specialty.official_code is None:
        wrong = "没有代码，却写了“已核实”"
        yield ("code_verified",), wrong, "补上 official_code，或改成 false"
    elif not any(source.confidence is not Confidence.UNSURE for source in specialty.sources):
        wrong = "代码写了“已核实”，没有可靠的来源"
        yield ("code_verified",), wrong, "写上查到代码的来源，或改成 false"


def _enterprise(enterprise: Enterprise) -> Iterator[Broken]:
    yield from _place(("division",), enterprise.division)
    yield from _phone(("contact",), enterprise.contact, enterprise)


def _order_class(order_class: OrderClass) -> Iterator[Broken]:
    yield from _place(("workplace",), order_class.workplace)


def _training(project: TrainingProject) -> Iterator[Broken]:
    yield from _place(("division",), project.division)
    yield from _phone(("contact",), project.contact, project)
    for position, session in enumerate(project.sessions):
        yield from _place(("sessions", position, "division"), session.division)


def _campaign(campaign: Campaign) -> Iterator[Broken]:
    admission = campaign.admission
    if admission is None:
        return
    for position, desk in enumerate(admission.desks):
        location: Location = ("admission", "desks", position)
        yield from _place((*location, "division"), desk.division)
        yield from _phone((*location, "contact"), desk.contact, campaign)
    kinds = [consent.kind for consent in admission.consents]
    for position, kind in enumerate(kinds):
        if kind in kinds[:position]:
            location = ("admission", "consents", position, "kind")
            yield location, f"同意书 {kind} 写了两次", "每种同意书只留一份"


def _aid_rule(rule: AidRule) -> Iterator[Broken]:
    if rule.confidence is Confidence.UNSURE:
        yield ("confidence",), "不确定的补贴不能发布", "查到来源再写，或删掉这个文件"
    if rule.is_counted and not rule.cases:
        wrong = "算进合计的补贴没有写发给谁"
        yield ("cases",), wrong, "写上 cases：哪些家庭，或改成 is_counted: false"
    for position, code in enumerate(rule.divisions):
        yield from _place(("divisions", position), code)
    for position, amount in enumerate(rule.amounts):
        for place, code in enumerate(amount.divisions):
            yield from _place(("amounts", position, "divisions", place), code)
        if any(_overlap(amount, earlier) for earlier in rule.amounts[:position]):
            wrong = "同一年级在同一个月有两个金额"
            yield ("amounts", position), wrong, "改 first_month 或 last_month，让时间不重叠"
    if rule.special_areas is not None:
        yield from _special_areas(rule.special_areas)


def _special_areas(areas: SpecialAreas) -> Iterator[Broken]:
    for position, group in enumerate(areas.groups):
        if group not in flags.area_groups():
            wrong = f"没有叫“{group}”的特殊地区{nearest(group, flags.area_groups())}"
            mend = "照 sanqu_sanzhou_counties.csv 的 area_group 写"
            yield ("special_areas", "groups", position), wrong, mend
    for position, code in enumerate(areas.divisions):
        yield from _place(("special_areas", "divisions", position), code)


def _overlap(one: AidAmount, other: AidAmount) -> bool:
    same_years = set(one.years) & set(other.years)
    same_places = one.divisions == other.divisions or set(one.divisions) & set(other.divisions)
    one_ends, other_ends = one.last_month or "9999-12", other.last_month or "9999-12"
    in_time = one.first_month <= other_ends and other.first_month <= one_ends
    return bool(same_years) and bool(same_places) and in_time


def _story(story: Story) -> Iterator[Broken]:
    if story.is_minor and not story.consent.guardian_agreed:
        location = ("consent", "guardian_agreed")
        yield location, "未成年人的故事没有监护人同意", "先取得书面同意，再写 true"
    if story.record_status is not RecordStatus.SAMPLE and story.updated_on is None:
        yield ("updated_on",), "故事没有写日期", "写上 updated_on，哪一天核对过"
    if story.updated_on is not None and story.consent.given_on > story.updated_on:
        wrong = "故事写在前面，本人同意在后面"
        yield ("consent", "given_on"), wrong, "先取得同意再写；写错了就改日子"


def _statistics(statistics: Statistics) -> Iterator[Broken]:
    codes = [row.division for row in statistics.rows]
    for position, code in enumerate(codes):
        location: Location = ("rows", position, "division")
        yield from _place(location, code)
        if any(places.overlap(code, earlier) for earlier in codes[:position]):
            # With both, a hidden count of a county comes back by subtraction.
            yield location, f"{code} 和前面一行是同一个地方，或一个包着一个", "只留一行"


_RULES: dict[type[Record], Callable[[Any], Iterator[Broken]]] = {
    College: _college,
    Specialty: _specialty,
    Enterprise: _enterprise,
    OrderClass: _order_class,
    TrainingProject: _training,
    Campaign: _campaign,
    AidRule: _aid_rule,
    Statistics: _statistics,
    Story: _story,
}

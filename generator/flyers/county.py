"""A county's flyer: what the county's name opens, the nearest colleges, whom to ask."""

from datetime import date

from generator.catalogue.catalogue import Catalogue
from generator.divisions import flags, places
from generator.divisions.distances import distance_km
from generator.divisions.places import Level, Place, PlaceNotFound
from generator.flyers import dates, wording
from generator.pages.wording import place_name
from generator.printing.flyer import FlyerPaper, Section
from generator.schema.campaign import Desk
from generator.schema.college import College

NEAREST = 3
# The day of the tables, see divisions/PROVENANCE.md: a county without any college still has one.
TABLES_OF = date(2026, 11, 23)
FIRST_CLOSES = "名单里最早一所学校的报名，这天截止。"
WHO_HELPS = "不会填，问：班主任、村委会或乡镇、县人社局。都不收钱。"
IN_THE_REGION = "在“三区三州”。困难家庭的学生读技工学校，有六件事优先。优先不等于一定录取。"
OUTSIDE = "不在“三区三州”，一样能报名。助学金看家里情况，问学校。"
NOT_KNOWN = "是不是“三区三州”，我们不清楚，请问县里。都能报名。"


class NotACounty(LookupError):
    """The code is of no county of today; the message says what to do."""


def find(code: str) -> Place:
    """The county with this code; raises NotACounty."""
    try:
        place = places.find(places.today(code))
    except PlaceNotFound as unknown:
        raise NotACounty(str(unknown)) from unknown
    if place.level is not Level.COUNTY:
        raise NotACounty(f"{code} 是{place.full_name}，不是一个县，请写县的六位代码")
    return place


def flyer(catalogue: Catalogue, identifier: str, *, site: str) -> FlyerPaper:
    """`identifier` is the county's code; `site` the portal's address without a slash at the end.

    Raises NotACounty. It is a sample as soon as one college or desk on it is.
    """
    county = find(identifier)
    near = nearest(catalogue, county.code)
    desk = _desk(catalogue, county.code)
    checked = max([TABLES_OF, *(dates.checked_on(college) for college, _ in near)])
    taught = [programme for college, _ in near for programme in college.programmes]
    first_closes = min(dates.deadlines(catalogue, taught), default=None)
    until = dates.expiry(first_closes, checked)
    return FlyerPaper(
        number=county.code,
        made_at=dates.midnight(checked),
        sample=any(college.is_sample for college, _ in near)
        or (desk is not None and desk.contact.is_sample),
        band=county.name,
        place=county.full_name.removesuffix(county.name),
        headline="初中毕业，去哪儿学手艺？",
        lead=county.name + _meaning(county.code, checked.year),
        facts=_facts(county.code, checked.year),
        sections=tuple(_section(catalogue, college, km) for college, km in near),
        how_to_apply=wording.HOW_TO_APPLY,
        ask=f"电话 {desk.contact.phone}（{desk.contact.office}）。{WHO_HELPS}"
        if desk
        else WHO_HELPS,
        checked=f"三区三州按{checked.year}年的地名算；距离是直线距离，不是路程。",
        expires_on=until.day,
        expiry_rule=FIRST_CLOSES if first_closes else until.rule,
        page_address=f"{site}/counties/{county.code}/",
    )


def nearest(catalogue: Catalogue, code: str) -> list[tuple[College, float]]:
    """Up to three colleges with their straight-line kilometres, nearest first, then by id."""
    measured = [
        (kilometres, college.id, college)
        for college in catalogue.colleges.values()
        if (kilometres := distance_km(code, college.division)) is not None
    ]
    ordered = sorted(measured, key=lambda one: one[:2])
    return [(college, kilometres) for kilometres, _, college in ordered[:NEAREST]]


def _meaning(code: str, year: int) -> str:
    answer = flags.is_in_sanqu_sanzhou(code, year)
    if answer is None:
        return f"：{NOT_KNOWN}"
    return IN_THE_REGION if answer else OUTSIDE


def _facts(code: str, year: int) -> tuple[str, ...]:
    group = flags.area_group(code) if flags.is_in_sanqu_sanzhou(code, year) else None
    key = "重点帮扶县（2021年）" if flags.is_key_county(code).answer else None
    return tuple(fact for fact in (f"三区三州：{group}" if group else None, key) if fact)


def _section(catalogue: Catalogue, college: College, kilometres: float) -> Section:
    taught = [catalogue.specialties[one.specialty].name for one in college.programmes]
    learn = "、".join(dict.fromkeys(taught)) or "还没有填，请问学校"
    far = f"直线距离约{kilometres:.0f}公里，在{place_name(college.division)}"
    phones = (f"电话：{one}" for one in wording.phones(college)[:1])
    return Section(
        title=college.name,
        lines=(f"学什么：{learn}", far if kilometres >= 1 else "就在本县", *phones),
    )


def _desk(catalogue: Catalogue, code: str) -> Desk | None:
    """The county's own desk of the newest admission cycle that names one."""
    newest = sorted(catalogue.campaigns.values(), key=lambda one: (one.year, one.id), reverse=True)
    desks = (desk for one in newest if one.admission for desk in one.admission.desks)
    return next((desk for desk in desks if places.today(desk.division) == code), None)

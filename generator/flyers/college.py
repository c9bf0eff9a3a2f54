"""A college's flyer: where it is, what it teaches, what it promises; only what somebody filled."""

from generator.catalogue.catalogue import Catalogue
from generator.flyers import dates, wording
from generator.pages import addresses
from generator.pages.wording import paragraphs, place_name, yuan
from generator.printing.flyer import FlyerPaper
from generator.schema.college import College, Programme
from generator.schema.enums import Ownership

NOTHING_TAUGHT = "这所学校还没有在这里填招生的事。请问学校，或问县里的人社局。"


def flyer(catalogue: Catalogue, identifier: str, *, site: str) -> FlyerPaper:
    """`site` is the portal's address without a slash at the end; KeyError: no such college."""
    college = catalogue.colleges[identifier]
    checked = dates.checked_on(college)
    deadline = max(dates.deadlines(catalogue, college.programmes), default=None)
    until = dates.expiry(deadline, checked)
    promises = wording.promises(college)
    known = [fact.text for fact in college.facts if fact.is_publishable]
    introduction = [*paragraphs(college.introduction), *known]
    return FlyerPaper(
        number=college.id,
        made_at=dates.midnight(checked),
        sample=college.is_sample,
        band=college.name,
        place=place_name(college.division),
        headline=_headline(college),
        lead=introduction[0] if introduction else "",
        facts=_facts(catalogue, college),
        sections=wording.sections(
            ("招什么专业", tuple(_taught(catalogue, one) for one in college.programmes)),
            ("学校什么样" if college.introduction else "还知道什么", tuple(introduction[1:])),
            ("在哪里，怎么去", (college.address, college.travel)),
        ),
        green_channel=promises,
        green_channel_for=wording.GREEN_CHANNEL_FOR if promises else "",
        how_to_apply=wording.HOW_TO_APPLY if college.programmes else (),
        ask="" if college.programmes else NOTHING_TAUGHT,
        deadline=deadline,
        phones=wording.phones(college),
        checked=wording.checked(college),
        expires_on=until.day,
        expiry_rule=until.rule,
        page_address=site + addresses.college(college.id),
    )


def _headline(college: College) -> str:
    if college.programmes:
        return f"来学一门手艺，{len(college.programmes)}个专业"
    return f"{college.tier}，先问问看"


def _facts(catalogue: Catalogue, college: College) -> tuple[str, ...]:
    programmes = college.programmes
    facts = [str(college.tier)]
    if college.ownership is not Ownership.UNKNOWN:
        facts.append(str(college.ownership))
    if any(one.boarding.available for one in programmes):
        facts.append("能住校")
    if any(catalogue.order_classes_of(one.id) for one in programmes):
        facts.append("有订单班")
    return tuple(facts)


def _taught(catalogue: Catalogue, programme: Programme) -> str:
    specialty = catalogue.specialties[programme.specialty].name
    cost = f"，一年{yuan(programme.fees.per_year)}（补助前）" if programme.fees else ""
    return f"{specialty}，读{programme.years}年，{programme.level}{cost}"

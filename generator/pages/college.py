"""A college's page: its promises, what it teaches, who helps it, with the source of each fact."""

from generator.divisions import places
from generator.pages import addresses, living, order_class, pairing, programme, sponsor, wording
from generator.pages.capacity import aims, trained_words
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Answer, Values
from generator.schema.college import Capacity, College
from generator.schema.enums import Ownership

SHELL = "colleges/x-shell"


def page(portal: Portal, college: College) -> Page:
    catalogue = portal.catalogue
    place = places.find(places.today(college.division))
    return Page(
        address=addresses.college(college.id),
        shell_name=SHELL,
        bodies={"BODY": "college.html"},
        title=college.name,
        description=f"{college.name}在{place.full_name}：有哪些专业，绿色通道答应什么，谁在帮它。",
        is_sample=college.is_sample,
        context={
            "name": college.name,
            "sample": college.is_sample,
            "answer": _answer(college, place.full_name),
            "status": wording.STATUS_WORDS[college.record_status],
            "province": {"name": place.province, "href": addresses.place(place.province_code)},
            "tags": tags(college),
            "facts": _plain_facts(portal, college, place.full_name),
            "sourced": wording.facts(college.facts),
            "introduction": [
                {"text": line, "sample": college.is_sample and wording.has_number(line)}
                for line in wording.paragraphs(college.introduction)
            ],
            "programmes": [programme.row(portal, one, college) for one in college.programmes],
            "pairings": [pairing.row(portal, one) for one in catalogue.pairings_of(college.id)],
            "order_classes": [
                order_class.row(portal, found)
                for one in college.programmes
                for found in catalogue.order_classes_of(one.id)
            ],
            "gifts": sponsor.gifts(portal, catalogue.sponsorships_of(college.id)),
            "stories": [
                {"name": one.name, "href": addresses.story(one.id), "sample": one.is_sample}
                for one in catalogue.stories_of(college.id)
            ],
            "capacity": _capacity(portal, college.capacity) if college.capacity else None,
            "contacts": [wording.contact(one) for one in college.contacts],
            "sources": wording.sources(college.sources),
            "promised": any(item for _, item in college.green_channel.items()),
            "updated": wording.day(college.updated_on) if college.updated_on else None,
        },
        fragments={"ticks": (portal.ticks(college),)},
    )


def row(portal: Portal, college: College) -> Values:
    """One line of a list; `find` is what somebody may type: the place, a specialty, 修车."""
    taught = [portal.catalogue.specialties[one.specialty] for one in college.programmes]
    names = [word for one in taught for word in (one.name, *one.common_names)]
    place = wording.place_name(college.division)
    return {
        "find": " ".join(dict.fromkeys((college.name, place, *names))),
        "href": addresses.college(college.id),
        "name": college.name,
        "place": place,
        "programmes": len(college.programmes),
        "tags": tags(college),
        "sample": college.is_sample,
    }


def tags(college: College) -> list[str]:
    found = [str(college.tier)]
    # Where a note tells how we know it, the tag alone would claim too much.
    if college.ownership is not Ownership.UNKNOWN and not college.ownership_note:
        found.append(str(college.ownership))
    if college.green_channel.is_complete:
        found.append("绿色通道")
    if any(one.boarding.available for one in college.programmes):
        found.append("能住校")
    return found


def _answer(college: College, place: str) -> str:
    """The first sentence: where it is and what it takes in."""
    kept = sum(1 for _, item in college.green_channel.items() if item)
    if college.programmes:
        first = f"在{place}，招 {len(college.programmes)} 个专业。"
        return first + (f"绿色通道六件事，答应了 {kept} 件。" if kept else "")
    if college.is_sample:
        return f"在{place}。这所示例学校帮别的学校，不在这里招生。"
    return f"在{place}。学校还没有在这里填招生的事。"


def _plain_facts(portal: Portal, college: College, place: str) -> list[Answer]:
    owner = college.ownership.replace(Ownership.UNKNOWN, "不清楚")
    specialties = portal.catalogue.specialties
    taught = [(specialties[one.specialty].name, one) for one in college.programmes]
    answers: list[tuple[str, str | None]] = [
        ("在哪里", college.address or place),
        ("怎么去", college.travel or wording.ASK_COLLEGE),
        *living.of_college(taught),
        ("哪一级", str(college.tier)),
        ("谁办的", f"{owner}（{college.ownership_note}）" if college.ownership_note else owner),
        ("归哪管", f"{college.school_system}部门"),
    ]
    return wording.answers(answers, sample=college.is_sample)


def _capacity(portal: Portal, capacity: Capacity) -> Values:
    """The three of the notice, 三(八), each with what carries it."""
    return {
        "aims": aims(capacity),
        "trained": trained_words(capacity),
        "specialties": [portal.specialty(one) for one in capacity.signature_specialties],
        "facilities": [
            {
                "kind": str(one.kind),
                "name": one.name,
                "built": wording.day(one.built_on) if one.built_on else None,
            }
            for one in capacity.facilities
        ],
    }

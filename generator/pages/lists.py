"""The list pages: colleges, specialties, policies, stories, questions."""

from collections.abc import Iterator

from generator.divisions import places
from generator.pages import addresses, grouping, place, policy, specialty, story, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values

MOST_ON_ONE_PAGE = 300
"""Above this the college list names provinces only; a phone should not load the whole country."""


def colleges(portal: Portal) -> Iterator[Page]:
    tally = portal.catalogue.tally("colleges")
    fits = sum(tally) <= MOST_ON_ONE_PAGE
    provinces: list[Values] = [
        {
            **one,
            "prefectures": [
                {
                    **place.reference(within),
                    "colleges": place.rows(portal, portal.around.colleges_within(within)),
                }
                for within in grouping.prefectures_under(portal.catalogue, code)
            ]
            if fits
            else [],
        }
        for code, one in _provinces(portal).items()
    ]
    yield Page(
        address="/colleges/",
        shell_name="colleges/index",
        bodies={"LIST": "college_list.html"},
        context={"provinces": provinces, "counted": place.counted(tally), "fits": fits},
    )


def find(portal: Portal) -> Iterator[Page]:
    """The finder; what a phone with script loads beside it is made by `generator.finder`."""
    yield Page(
        address="/find/",
        shell_name="find",
        bodies={"PLACES": "find_places.html"},
        context={"provinces": [*_provinces(portal).values()]},
    )


def _provinces(portal: Portal) -> dict[str, Values]:
    """Those in which a college stands, by code."""
    return {
        code: {
            "name": places.find(code).name,
            "code": code,
            "href": addresses.place(code),
            "counted": place.counted(portal.catalogue.tally(f"colleges_under {code}")),
        }
        for code in grouping.provinces_of_colleges(portal.catalogue)
    }


def specialties(portal: Portal) -> Iterator[Page]:
    catalogue = portal.catalogue
    yield Page(
        address="/specialties/",
        shell_name="specialties/index",
        bodies={"LIST": "specialty_list.html"},
        context={
            "classes": [
                {
                    "name": one.name,
                    "code": one.code,
                    "href": addresses.specialty_class(one.code),
                    "specialties": [
                        specialty.row(portal, found) for found in catalogue.specialties_in(one.code)
                    ],
                }
                for one in catalogue.specialty_classes.values()
            ]
        },
    )


def policies(portal: Portal) -> Iterator[Page]:
    rows = [policy.row(portal, one) for one in portal.catalogue.policies.values()]
    yield Page(
        address="/policies/",
        shell_name="policies/index",
        bodies={"LIST": "policy_list.html"},
        context={
            "groups": [
                {"name": name, "policies": [row for row in rows if row["state"] == name]}
                for name in (policy.IN_FORCE, policy.UNKNOWN, policy.NOT_IN_FORCE)
            ]
        },
    )


def stories(portal: Portal) -> Iterator[Page]:
    yield Page(
        address="/stories/",
        shell_name="stories/index",
        bodies={"LIST": "story_list.html"},
        context={"stories": [story.row(one) for one in portal.catalogue.stories.values()]},
    )


def questions(portal: Portal) -> Iterator[Page]:
    """Topics in the order in which the first of their questions stands."""
    topics: dict[str, list[Values]] = {}
    for one in portal.catalogue.faq.values():
        topics.setdefault(one.topic, []).append(
            {
                "id": one.id,
                "question": one.name,
                "answer": one.answer,
                "reason": wording.paragraphs(one.reason),
                "policy": portal.policy(one.policy) if one.policy else None,
                "ways": [{"word": way.word, "href": way.address} for way in one.ways],
                "sources": wording.sources((*one.answer_sources, *one.sources)),
                "sample": one.is_sample,
            }
        )
    yield Page(
        address="/questions/",
        shell_name="questions",
        bodies={"LIST": "questions.html"},
        context={"topics": [{"name": name, "questions": found} for name, found in topics.items()]},
    )

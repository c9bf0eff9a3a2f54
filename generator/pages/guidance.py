"""The picture questions and all directions, with the numbers that the page's script adds up."""

from collections.abc import Iterator

from generator.catalogue.suggesting import points
from generator.pages import specialty, wording
from generator.pages.page import Context, Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.guidance import Direction, Guidance


def page(portal: Portal) -> Iterator[Page]:
    found = next(iter(portal.catalogue.guidance.values()), None)
    yield Page(
        address="/guidance/",
        shell_name="guidance",
        bodies={"GUIDANCE": "guidance.html"},
        context={"guidance": _values(portal, found) if found else None},
    )


def _values(portal: Portal, guidance: Guidance) -> Context:
    return {
        "questions": [
            {
                "text": question.text,
                "choices": [
                    {
                        "text": choice.text,
                        "picture": str(choice.picture),
                        "reason": choice.reason,
                        "points": " ".join(map(str, points(guidance, choice))),
                        "cannot": " ".join(choice.cannot),
                    }
                    for choice in question.choices
                ],
            }
            for question in guidance.questions
        ],
        "directions": [_direction(portal, one) for one in guidance.directions],
        "sources": wording.sources(guidance.sources),
        "sample": guidance.is_sample,
    }


def _direction(portal: Portal, direction: Direction) -> Values:
    return {
        "id": direction.id,
        "name": direction.name,
        "about": direction.about,
        "not_for_you_if": direction.not_for_you_if,
        "specialties": [_specialty(portal, one) for one in direction.specialties],
    }


def _specialty(portal: Portal, identifier: str) -> Values:
    found = portal.catalogue.specialties[identifier]
    return {
        **specialty.row(portal, found),
        "hard": "；".join(found.hard_parts),
        "limits": list(map(str, found.physical_limits)),
    }

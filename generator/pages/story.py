"""A story's page, told only with the consent that the record names."""

from generator.pages import addresses, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.stories import Story

SHELL = "stories/x-shell"

BEGINNING = 60


def page(portal: Portal, story: Story) -> Page:
    return Page(
        address=addresses.story(story.id),
        shell_name=SHELL,
        bodies={"BODY": "story.html"},
        title=story.name,
        description=_beginning(story),
        is_sample=story.is_sample,
        context={
            "name": story.name,
            "sample": story.is_sample,
            "person": story.person,
            "is_minor": story.is_minor,
            "consent": {
                "by": story.consent.given_by,
                "on": wording.day(story.consent.given_on),
                "guardian": story.consent.guardian_agreed,
                "paper": story.consent.paper,
            },
            "sources": wording.sources(story.sources),
            "college": portal.college(story.college) if story.college else None,
            "specialty": portal.specialty(story.specialty) if story.specialty else None,
            "paragraphs": [line for text in story.paragraphs for line in wording.paragraphs(text)],
        },
    )


def row(story: Story) -> Values:
    """One line of a list."""
    return {
        "href": addresses.story(story.id),
        "name": story.name,
        "beginning": _beginning(story),
        "sample": story.is_sample,
    }


def _beginning(story: Story) -> str:
    text = " ".join(wording.paragraphs(story.paragraphs[0]))
    return text if len(text) <= BEGINNING else text[:BEGINNING] + "……"

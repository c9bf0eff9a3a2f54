"""The words that families meet in papers, by topic; each has an anchor that other pages link to."""

from collections.abc import Iterator

from generator.pages import addresses, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.enums import GlossaryTopic
from generator.schema.glossary import Term


def page(portal: Portal) -> Iterator[Page]:
    # GB 18030 has the common characters in the order of their pinyin.
    terms = sorted(portal.catalogue.glossary.values(), key=lambda one: one.name.encode("gb18030"))
    topics = [
        {
            "name": str(topic),
            "terms": [_term(portal, one) for one in terms if one.topic is topic],
        }
        for topic in GlossaryTopic
    ]
    yield Page(
        address="/glossary/",
        shell_name="glossary",
        bodies={"LIST": "glossary.html"},
        context={"topics": [topic for topic in topics if topic["terms"]]},
    )


def _term(portal: Portal, term: Term) -> Values:
    return {
        "id": term.id,
        "name": term.name,
        "also_called": list(term.also_called),
        "meaning": term.meaning,
        "example": term.example,
        "policy": portal.policy(term.policy) if term.policy else None,
        "see": [
            wording.reference(portal.catalogue.glossary[one], addresses.term(one))
            for one in term.see
        ],
        "sources": wording.sources(term.sources),
        "sample": term.is_sample,
    }

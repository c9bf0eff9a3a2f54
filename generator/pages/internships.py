"""The internship page: the rules as the policy's record has them, each with its sources."""

from collections.abc import Iterator

from generator.pages import wording
from generator.pages.page import Page
from generator.pages.portal import Portal

POLICY = "internship-rules"


def page(portal: Portal) -> Iterator[Page]:
    policy = portal.catalogue.policies.get(POLICY)
    yield Page(
        address="/internships/",
        shell_name="internships",
        bodies={"RULES": "internships.html"},
        context={
            "policy": portal.policy(policy.id) if policy else None,
            "number": policy.document_number if policy else None,
            "facts": wording.facts(policy.facts) if policy else [],
        },
    )

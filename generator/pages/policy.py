"""A policy's page: what it means for a family, then each clause beside the original."""

from generator.pages import addresses, wording
from generator.pages.aid import aid_row
from generator.pages.cost import is_published
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Answer, Values
from generator.schema.policy import Policy

SHELL = "policies/x-shell"

IN_FORCE, NOT_IN_FORCE, UNKNOWN = "现在有效", "已经过期", "起止日期没查到"


def page(portal: Portal, policy: Policy) -> Page:
    rules = portal.catalogue.aid_rules_of(policy.id)
    return Page(
        address=addresses.policy(policy.id),
        shell_name=SHELL,
        bodies={"BODY": "policy.html"},
        title=policy.name,
        description=policy.answer,
        is_sample=policy.is_sample,
        context={
            "name": policy.name,
            "sample": policy.is_sample,
            "answer": policy.answer,
            "state": state(portal, policy),
            "in_force": policy.is_in_force(portal.day) is True,
            "ended": _ended(portal, policy),
            "replaces": [
                portal.policy(other.id)
                for other in portal.catalogue.policies.values()
                if other.replaced_by == policy.id
            ],
            "facts": _facts(policy),
            "clauses": [
                {
                    "number": clause.number,
                    "title": clause.title,
                    "plain": wording.paragraphs(clause.plain),
                    "original": wording.paragraphs(clause.original),
                }
                for clause in policy.clauses
            ],
            "sourced": wording.facts(policy.facts),
            "aid": [aid_row(portal, rule) for rule in rules if is_published(rule)],
            "replaced_by": portal.policy(policy.replaced_by) if policy.replaced_by else None,
            "sources": wording.sources(policy.sources),
        },
    )


def row(portal: Portal, policy: Policy) -> Values:
    """One line of a list."""
    return {
        "href": addresses.policy(policy.id),
        "name": policy.name,
        "number": policy.document_number,
        "answer": policy.answer,
        "state": state(portal, policy),
        "sample": policy.is_sample,
    }


def state(portal: Portal, policy: Policy) -> str:
    in_force = policy.is_in_force(portal.day)
    if in_force is None:
        return UNKNOWN
    return IN_FORCE if in_force else NOT_IN_FORCE


def _ended(portal: Portal, policy: Policy) -> str | None:
    """The last day of what is over."""
    end = policy.valid_until
    return wording.day(end) if end and end < portal.day else None


def _facts(policy: Policy) -> list[Answer]:
    answers: list[tuple[str, str | None]] = [
        ("文号", policy.document_number),
        ("谁发的", "、".join(policy.issuers)),
        ("哪天发的", wording.day(policy.issued_on) if policy.issued_on else None),
        ("管到哪天", wording.period(policy.valid_from, policy.valid_until)),
    ]
    return wording.answers(answers, sample=policy.is_sample)

"""What is typed for an agreement beside the commitment's terms: parties, clauses, tasks, names."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from generator.catalogue import Catalogue
from generator.printing.agreement import AnnualTask, Party, Trainee
from generator.schema.college import College
from generator.schema.policy import Policy

MOST_TEACHERS = 200
MOST_POLICIES = 10
SUBJECTS = ("对口帮扶", "结对帮扶")


class Details(BaseModel):
    """Everything is the paper's own part, so what is typed is what is printed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    assisting: Party
    receiving: Party
    policies: tuple[str, ...] = ()
    money: str = ""
    tasks: tuple[AnnualTask, ...] = ()
    teachers: tuple[Trainee, ...] = ()
    named_by_assisting: bool = False
    """The assisting college agrees that the annex names the teachers."""
    named_by_receiving: bool = False

    @property
    def may_name_teachers(self) -> bool:
        """Names are printed only when both colleges agree."""
        return self.named_by_assisting and self.named_by_receiving

    def missing(self) -> list[str]:
        """What the text needs before it is locked, in the words of the page."""
        lacking = []
        for side, party in (("甲方", self.assisting), ("乙方", self.receiving)):
            if not (party.representative and party.address and party.contact):
                lacking.append(f"{side}的法定代表人、地址、联系人还没填全。")
        if not self.policies:
            lacking.append("还没写依据的政策，至少一份。")
        if self.teachers and self.named_by_assisting != self.named_by_receiving:
            who = "受援学校" if self.named_by_assisting else "支援学校"
            lacking.append(f"附件要写教师姓名，{who}还没同意。不写就把名单清空。")
        return lacking


def party_from(college: College | None, *, name: str) -> Party:
    """What the catalogue knows of a college; the rest is typed."""
    if college is None:
        return Party(name=name)
    contact = college.contacts[0] if college.contacts else None
    return Party(
        name=name,
        address=college.address or "",
        contact=contact.office if contact else "",
        phone=contact.phone if contact else "",
    )


def policies_from(catalogue: Catalogue) -> tuple[str, ...]:
    """Official documents on this kind of help, as an agreement quotes them, oldest first."""
    known = [policy for policy in catalogue.policies.values() if _is_about_pairing(policy)]
    known.sort(key=lambda policy: (str(policy.issued_on or ""), policy.id))
    return tuple(
        f"《{policy.name}》（{policy.document_number}）" for policy in known[:MOST_POLICIES]
    )


def _is_about_pairing(policy: Policy) -> bool:
    words = "".join(f"{clause.title}{clause.plain}" for clause in policy.clauses)
    is_on_subject = any(subject in words for subject in SUBJECTS)
    return is_on_subject and bool(policy.document_number) and not policy.is_sample

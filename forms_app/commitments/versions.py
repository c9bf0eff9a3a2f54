"""The terms of a commitment: as the draft stands, and as each version was sent."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.commitments.models import Commitment, CommitmentVersion
from forms_app.commitments.terms import ItemTerm, SpecialtyTerm, Terms, chinese
from forms_app.errors import NotFound
from forms_app.workflow import Actor
from generator.catalogue import Catalogue
from generator.schema.enums import AidItemKind


def terms_of(commitment: Commitment, catalogue: Catalogue) -> Terms:
    """The draft as it stands now, with the catalogue's names."""

    def named(specialty: str) -> SpecialtyTerm:
        record = catalogue.specialties.get(specialty)
        return SpecialtyTerm(id=specialty, name=record.name if record else specialty)

    return Terms(
        purpose=commitment.purpose,
        starts_on=commitment.starts_on,
        ends_on=commitment.ends_on,
        specialties=tuple(named(specialty) for specialty in commitment.specialties),
        items=tuple(
            ItemTerm(
                id=item.id,
                kind=AidItemKind(item.kind),
                what=item.what,
                specialty=None if item.specialty is None else named(item.specialty),
                quantity=item.quantity,
                unit=item.unit,
                value=item.value,
                due=item.due,
                evidence=item.evidence,
            )
            for item in commitment.live_items
        ),
    )


def missing(terms: Terms) -> list[str]:
    """What a draft needs before it can be sent, in the words of the page; empty when complete."""
    lacking = []
    if not terms.specialties:
        lacking.append("还没选专业，至少选一个。")
    if not terms.items:
        lacking.append("还没写帮扶项目，至少写一项。")
    lacking += [
        f"“{item.what}”的完成日期 {chinese(item.due)} 不在起止日期里。"
        for item in terms.items
        if not terms.starts_on <= item.due <= terms.ends_on
    ]
    return lacking


def freeze(
    session: Session, commitment: Commitment, *, terms: Terms, number: int, actor: Actor
) -> CommitmentVersion:
    """Keep `terms` as the version that is being sent."""
    commitment.versions_sent = number
    version = CommitmentVersion(
        commitment_id=commitment.id,
        number=number,
        terms_text=terms.model_dump_json(),
        sent_by=actor.shown_as,
    )
    session.add(version)
    session.flush()
    return version


def versions_of(session: Session, commitment: Commitment) -> list[CommitmentVersion]:
    """Every version that was sent, oldest first."""
    return list(
        session.scalars(
            select(CommitmentVersion)
            .where(CommitmentVersion.commitment_id == commitment.id)
            .order_by(CommitmentVersion.number)
        )
    )


def last_terms(session: Session, commitment: Commitment) -> Terms:
    """What the partner was sent last. Raises NotFound when nothing was sent."""
    found = last_terms_of(session, [commitment.id])
    if commitment.id not in found:
        raise NotFound("nothing was sent yet")
    return found[commitment.id]


def last_terms_of(session: Session, commitments: list[str]) -> dict[str, Terms]:
    """Commitment identifier -> what was sent last, in one query; without those never sent."""
    versions = session.scalars(
        select(CommitmentVersion)
        .join(Commitment, Commitment.id == CommitmentVersion.commitment_id)
        .where(Commitment.id.in_(commitments), CommitmentVersion.number == Commitment.versions_sent)
    )
    return {version.commitment_id: version.terms for version in versions}

"""The paper of an agreement: assembled from its record, locked as bytes, checked at every use."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import workflow
from forms_app.agreements.models import Agreement, Signature, StoredPaper
from forms_app.agreements.states import Event
from forms_app.commitments.terms import ItemTerm, Terms
from forms_app.commitments.versions import last_terms
from forms_app.errors import Conflict, NotFound, TransitionNotAllowed
from forms_app.workflow import Actor
from generator.printing.agreement import AgreementPaper, AidItem
from generator.printing.errors import GlyphMissing
from generator.printing.render import RenderedPdf, render_pdf

log = logging.getLogger(__name__)


class PaperAltered(Conflict):
    """The stored bytes are not the ones that were locked or signed; `found` says which differ."""

    def __init__(self, found: str) -> None:
        super().__init__("这份文件和锁定时的不一样，现在不能签，也不能下载。请马上告诉平台管理员。")
        self.found = found


class DraftPaper(AgreementPaper):
    """The same text before it is locked, marked so on every page."""

    @property
    def mark(self) -> str:
        return "草稿 · 无效"

    @property
    def mark_line(self) -> str:
        draft = "草稿：文本还没有锁定，不能签字"
        return f"{super().mark_line}。{draft}" if self.sample else draft


@dataclass(frozen=True, slots=True)
class Printed:
    """A record and the PDF that was made of it, before anybody has locked it."""

    paper: AgreementPaper
    pdf: RenderedPdf


def paper_of(
    session: Session,
    agreement: Agreement,
    *,
    made_at: datetime,
    site_address: str,
    kind: type[AgreementPaper] = AgreementPaper,
) -> AgreementPaper:
    """The record as it stands. `made_at` is its only time; the QR code leads to `site_address`."""
    details = agreement.details
    terms = last_terms(session, agreement.commitment)
    return kind(
        number=agreement.serial,
        made_at=made_at.replace(microsecond=0),
        sample=agreement.is_trial,
        assisting=details.assisting,
        receiving=details.receiving,
        purpose=_purpose(terms),
        policies=details.policies,
        items=tuple(_item(item) for item in terms.items),
        tasks=details.tasks,
        money=details.money,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        teachers=details.teachers if details.may_name_teachers else (),
        site_address=site_address,
    )


def print_paper(paper: AgreementPaper) -> Printed:
    """Takes about a second: call it outside of a write transaction. Raises Conflict when a
    character cannot be printed."""
    try:
        return Printed(paper=paper, pdf=render_pdf(paper))
    except GlyphMissing as missing:
        quoted = "、".join(f"“{character}”" for character in missing.characters)
        raise Conflict(f"{quoted}印不出来，请换一个写法。") from None


def lock(session: Session, agreement: Agreement, *, printed: Printed, actor: Actor) -> StoredPaper:
    """Keep the PDF as the text that is signed.

    Raises TransitionNotAllowed when the record is not the printed one any more, or is not
    complete: what is locked is what was just shown.
    """
    session.refresh(agreement, with_for_update=True)
    now = paper_of(
        session,
        agreement,
        made_at=printed.paper.made_at,
        site_address=printed.paper.site_address,
    )
    if now.data != printed.paper.data or agreement.details.missing():
        raise TransitionNotAllowed("刚刚有人改过内容。请再看一遍，再锁定。")
    paper = StoredPaper(
        agreement_id=agreement.id,
        content=printed.pdf.content,
        sha256=printed.pdf.sha256,
        data_sha256=printed.paper.data_sha256,
        template_version=printed.paper.text_version,
        pages=printed.pdf.pages,
        made_at=printed.paper.made_at,
    )
    workflow.advance(
        session,
        agreement,
        Event.LOCK,
        actor=actor,
        details={"sha256": paper.sha256, "template_version": paper.template_version},
    )
    session.add(paper)
    session.flush()
    return paper


def stored(session: Session, agreement: Agreement) -> StoredPaper:
    """The locked paper, unchecked: for what is read beside its bytes. Raises NotFound."""
    paper = session.scalar(
        select(StoredPaper)
        .where(StoredPaper.agreement_id == agreement.id)
        .execution_options(populate_existing=True)
    )
    if paper is None:
        raise NotFound("nothing is locked yet")
    return paper


def intact(session: Session, agreement: Agreement) -> StoredPaper:
    """The locked paper, after its bytes were compared with the row, the history and every
    signature (N10). Raises PaperAltered, and NotFound when nothing is locked."""
    paper = stored(session, agreement)
    expected = {"the row": paper.sha256, "the history": _locked_hash(session, agreement)}
    for signature in _signatures(session, agreement):
        expected[f"signature {signature.place}"] = signature.sha256
    real = hashlib.sha256(paper.content).hexdigest()
    differing = [name for name, sha256 in expected.items() if sha256 != real]
    if differing:
        found = f"the stored paper differs from {', '.join(differing)}"
        log.error("agreement %s: %s", agreement.serial, found)
        raise PaperAltered(found)
    return paper


def _locked_hash(session: Session, agreement: Agreement) -> str | None:
    """The hash that the history row of the locking remembers."""
    for row in workflow.history_of(session, agreement):
        if row.event == Event.LOCK:
            return str(row.details.get("sha256"))
    return None


def _signatures(session: Session, agreement: Agreement) -> list[Signature]:
    return list(
        session.scalars(
            select(Signature)
            .where(Signature.agreement_id == agreement.id)
            .order_by(Signature.place)
        )
    )


def _purpose(terms: Terms) -> str:
    specialties = "、".join(specialty.name for specialty in terms.specialties)
    purpose = terms.purpose.rstrip("。.；;，, ")
    return f"{purpose}。\n双方重点办好乙方的下列专业：{specialties}。"


def _item(item: ItemTerm) -> AidItem:
    return AidItem(
        kind=item.kind,
        what=item.what,
        specialty=item.specialty.name if item.specialty else "",
        quantity=Decimal(item.quantity),
        unit=item.unit,
        yuan=None if item.value is None else Decimal(item.value),
        due=item.due,
        evidence=item.evidence,
    )

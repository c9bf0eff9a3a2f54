"""Before the lock: numbers, parts, consents, and that what is locked is what was shown."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.agreements import drafting, papers, signing
from forms_app.agreements.models import Agreement
from forms_app.agreements.states import Party, State
from forms_app.commitments import services as commitments
from forms_app.errors import Conflict, TransitionNotAllowed
from forms_app.running import catalogue
from generator.printing.agreement import Trainee
from tests.forms_app import pairing
from tests.forms_app.pairing import People

TEACHERS = (Trainee(name="示例教师"), Trainee(name="㛃𬭊", post="烹饪"))


def start_another(session: Session, who: People) -> Agreement:
    commitment = pairing.confirmed(session, who)
    actor = who.assisting.as_actor()
    return drafting.start(session, commitment, catalogue=catalogue(), actor=actor)


def test_numbers_are_counted_within_the_year(session: Session, who: People) -> None:
    first = pairing.drafted(session, who)
    second = start_another(session, who)
    assert (first.serial, second.serial) == ("XZ-2026-0001", "XZ-2026-0002")
    second.serial = "XZ-2026-9999"
    session.commit()
    assert start_another(session, who).serial == "XZ-2026-10000"
    assert start_another(session, who).serial == "XZ-2026-10001"


def test_a_new_agreement_starts_from_what_the_catalogue_knows(
    session: Session, who: People
) -> None:
    details = start_another(session, who).details
    assert details.assisting.name == who.assisting.organisation.name
    assert details.assisting.phone == "000-0000-0000"
    assert any("人社部发〔2018〕63号" in line for line in details.policies)
    assert len(details.missing()) == 2, "representative and address are nobody's to guess"


def test_a_commitment_has_one_live_agreement(session: Session, who: People) -> None:
    agreement = pairing.drafted(session, who)
    actor = who.assisting.as_actor()
    with pytest.raises(Conflict):
        drafting.start(session, agreement.commitment, catalogue=catalogue(), actor=actor)


def test_only_the_assisting_college_begins_and_only_when_it_is_confirmed(
    session: Session, who: People
) -> None:
    commitment = pairing.proposed(session, who)
    actor = who.assisting.as_actor()
    with pytest.raises(TransitionNotAllowed):
        drafting.start(session, commitment, catalogue=catalogue(), actor=actor)
    commitments.confirm(session, commitment, version=1, actor=who.receiving.as_actor())
    with pytest.raises(TransitionNotAllowed):
        drafting.start(session, commitment, catalogue=catalogue(), actor=who.receiving.as_actor())


def test_the_receiving_college_writes_its_own_party_and_no_more(
    session: Session, who: People
) -> None:
    agreement = pairing.drafted(session, who)
    theirs = who.receiving.as_actor()
    party = agreement.details.receiving.model_copy(update={"address": "示例州示例县"})
    drafting.write_party(session, agreement, side=Party.RECEIVING, party=party, actor=theirs)
    assert agreement.details.receiving.address == "示例州示例县"
    with pytest.raises(TransitionNotAllowed):
        drafting.write_party(session, agreement, side=Party.ASSISTING, party=party, actor=theirs)
    with pytest.raises(TransitionNotAllowed):
        drafting.write_clauses(session, agreement, policies=("甲",), money="", actor=theirs)


def test_teachers_are_named_only_when_both_colleges_agree(session: Session, who: People) -> None:
    agreement = pairing.drafted(session, who)
    ours, theirs = who.assisting.as_actor(), who.receiving.as_actor()

    def printed() -> tuple[str, ...]:
        paper = papers.paper_of(session, agreement, made_at=clock.now(), site_address=pairing.SITE)
        return tuple(teacher.name for teacher in paper.teachers)

    drafting.write_teachers(session, agreement, teachers=TEACHERS, agrees=True, actor=theirs)
    assert printed() == ()
    assert any("支援学校还没同意" in line for line in agreement.details.missing())
    drafting.write_teachers(session, agreement, teachers=TEACHERS, agrees=True, actor=ours)
    assert printed() == ("示例教师", "㛃𬭊")
    drafting.write_teachers(session, agreement, teachers=TEACHERS[:1], agrees=True, actor=ours)
    assert printed() == (), "a longer or shorter list needs the other college's word again"


def test_what_changed_after_it_was_printed_is_not_locked(
    session: Session, who: People, no_press: None
) -> None:
    agreement = pairing.drafted(session, who)
    actor = who.assisting.as_actor()
    paper = papers.paper_of(session, agreement, made_at=clock.now(), site_address=pairing.SITE)
    printed = papers.print_paper(paper)
    drafting.write_clauses(session, agreement, policies=("别的文件",), money="", actor=actor)
    with pytest.raises(TransitionNotAllowed):
        papers.lock(session, agreement, printed=printed, actor=actor)
    assert agreement.state == State.DRAFTING


def test_a_locked_text_is_not_written_in(session: Session, who: People, no_press: None) -> None:
    agreement = pairing.locked(session, who)
    with pytest.raises(TransitionNotAllowed):
        drafting.write_clauses(
            session, agreement, policies=("甲",), money="", actor=who.assisting.as_actor()
        )


def test_a_character_that_no_font_has_is_named_instead_of_printed(
    session: Session, who: People
) -> None:
    hostile = replace(pairing.BENCH, what="\U00030edd面机")
    agreement = pairing.drafted(session, who, facts=(hostile,))
    paper = papers.paper_of(session, agreement, made_at=clock.now(), site_address=pairing.SITE)
    with pytest.raises(Conflict, match="\U00030edd"):
        papers.print_paper(paper)


def test_after_a_refusal_the_terms_are_mended_and_a_new_agreement_begins(
    session: Session, who: People, no_press: None
) -> None:
    agreement = pairing.signed_one(session, who)
    signing.refuse(session, agreement, reason="金额不对", actor=who.receiving_signer.as_actor())
    session.commit()
    commitment = agreement.commitment
    assert (agreement.state, commitment.state) == ("refused", "draft")
    ours = who.assisting.as_actor()
    commitments.propose(session, commitment, catalogue=catalogue(), actor=ours)
    commitments.confirm(session, commitment, version=2, actor=who.receiving.as_actor())
    second = drafting.start(session, commitment, catalogue=catalogue(), actor=ours)
    assert second.serial != agreement.serial

"""What stands in content/: real facts with their sources, and a demonstration that shows it all."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue, load_catalogue
from generator.schema.enums import AidKind, Confidence, PairingRole, RecordStatus
from generator.schema.identifiers import SAMPLE_PHONE

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Path("content"))


def test_the_demonstration_is_complete(catalogue: Catalogue) -> None:
    samples = {
        kind: sum(record.is_sample for record in getattr(catalogue, kind).values())
        for kind in catalogue.counts()
    }
    assert samples["colleges"] == 12
    assert samples["programmes"] == 10
    assert samples["training"] == 5
    assert samples["stories"] == samples["statistics"] == 2
    for kind in ("order_classes", "enterprises", "sponsorships", "pairings"):
        assert samples[kind] == 4
    assert samples["specialties"] == samples["policies"] == samples["faq"] == 0


def test_some_sample_colleges_earn_the_badge_and_some_do_not(catalogue: Catalogue) -> None:
    receiving = [
        college
        for college in catalogue.colleges.values()
        if college.is_sample and college.pairing_role is PairingRole.RECEIVING
    ]
    complete = [college for college in receiving if college.green_channel.is_complete]
    assert len(receiving) == 8
    assert 5 <= len(complete) < 8


def test_places_of_the_green_channel_are_places_of_the_programmes(catalogue: Catalogue) -> None:
    for college in catalogue.colleges.values():
        offer = college.green_channel.admission
        if offer is None:
            continue
        promised = sum(programme.green_channel_seats or 0 for programme in college.programmes)
        assert re.findall(r"\d+", offer.how_many) == [str(promised)], college.id


def test_sample_pairings_show_every_state(catalogue: Catalogue) -> None:
    samples = [one for one in catalogue.pairings.values() if one.is_sample]
    items = [item for pairing in samples for item in pairing.items]
    assert all(3 <= len(pairing.items) <= 5 for pairing in samples)
    assert sum(item.is_delivered for item in items) >= 4
    assert sum(item.is_overdue(TODAY) for item in items) == 1
    assert any(not item.is_delivered and not item.is_overdue(TODAY) for item in items)


def test_a_real_record_never_shows_what_only_a_sample_may(catalogue: Catalogue) -> None:
    real = [college for college in catalogue.colleges.values() if not college.is_sample]
    assert len(real) == 26
    for college in real:
        assert college.record_status is RecordStatus.OFFICIAL
        assert not college.programmes
        assert not college.phones()
        assert college.capacity is None
        assert college.facts
        assert all(fact.is_publishable for fact in college.facts)


def test_nothing_unsure_is_published(catalogue: Catalogue) -> None:
    for kind in ("colleges", "policies", "pairings", "campaigns"):
        for record in getattr(catalogue, kind).values():
            sources = [*record.sources, *(one for fact in record.facts for one in fact.sources)]
            assert all(source.confidence is not Confidence.UNSURE for source in sources), record.id


def test_the_rules_count_what_the_hand_calculation_counts(catalogue: Catalogue) -> None:
    """Sources P08, P09, P15 to P18: the amounts that the design's example adds up by hand."""
    rules = {rule.kind: rule for rule in catalogue.aid_rules.values()}
    grant = rules[AidKind.NATIONAL_GRANT].amounts
    assert [(one.first_month, one.last_month, one.years, one.high) for one in grant] == [
        ("2012-09", "2025-02", (1, 2), 2000),
        ("2025-03", None, (1, 2, 3), 2300),
    ]
    yulu = rules[AidKind.YULU]
    assert [(one.divisions, one.low, one.high, one.last_month) for one in yulu.amounts] == [
        (("500000",), 3000, 3000, "2025-12"),
        ((), 3000, 5000, "2025-12"),
    ]
    assert yulu.warn_from == "2026-01"
    waiver = rules[AidKind.TUITION_WAIVER].waiver
    assert waiver is not None
    assert (waiver.years, waiver.ask_years) == ((1, 2, 3), (4, 5, 6, 7))
    assert waiver.capped_at_public_tuition
    counted = {kind for kind, rule in rules.items() if rule.is_counted}
    assert counted == {AidKind.TUITION_WAIVER, AidKind.NATIONAL_GRANT, AidKind.YULU}


def test_the_notice_stands_clause_by_clause_beside_plain_words(catalogue: Catalogue) -> None:
    notice = catalogue.policies["notice-2018-63"]
    assert [clause.number for clause in notice.clauses] == [
        *["一", "二", "三（一）", "三（二）", "三（三）", "三（四）", "三（五）", "三（六）"],
        *["三（七）", "三（八）", "四（一）", "四（二）", "四（三）", "四（四）", "四（五）"],
    ]
    assert all(clause.original and clause.plain for clause in notice.clauses)
    green = next(clause for clause in notice.clauses if clause.number == "三（五）")
    assert "开辟招生绿色通道" in (green.original or "")
    assert notice.is_in_force(date(2019, 6, 1)) is True
    assert notice.is_in_force(TODAY) is False


def test_no_code_of_a_specialty_claims_to_be_verified(catalogue: Catalogue) -> None:
    assert len(catalogue.specialties) == 73
    assert not any(specialty.code_verified for specialty in catalogue.specialties.values())
    assert all(specialty.plain_words for specialty in catalogue.specialties.values())


def test_the_words_for_families_come_in_short_sentences(catalogue: Catalogue) -> None:
    """Sentences of about 25 characters; 45 is what one breath and one phone line can bear."""
    told = [one.answer for one in catalogue.faq.values()]
    told += [one.answer for one in catalogue.policies.values()]
    told += [one.introduction or "" for one in catalogue.colleges.values()]
    told += [clause.plain for one in catalogue.policies.values() for clause in one.clauses]
    for campaign in catalogue.campaigns.values():
        told += [one.text for one in campaign.admission.consents] if campaign.admission else []
    sentences = [one for text in told for one in re.split(r"[。！？\n]", text) if one]
    too_long = [one for one in sentences if len(one) > 45]
    assert too_long == []
    assert sum(map(len, sentences)) / len(sentences) < 25


def test_no_phone_number_of_a_sample_could_ring() -> None:
    for path in Path("content/sample").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        phones = re.findall(r"phone: (\S+)", text)
        assert set(phones) <= {SAMPLE_PHONE}, path
        assert not re.search(r"1[3-9]\d{9}|[\w.]+@\w+\.\w+", text), path

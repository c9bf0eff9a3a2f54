"""Records of every kind, each as small as its page allows; `said` is what an editor typed."""

from generator.catalogue.catalogue import Catalogue
from generator.schema.record import Record, Source
from tests.generator.pages.college_records import (
    certificate,
    helped_college,
    helping_college,
    programme,
    real_college,
    specialty,
)
from tests.generator.pages.guiding_records import gardening, guidance, terms
from tests.generator.pages.help_records import (
    enterprise,
    order_class,
    pairing,
    sponsorship,
    training,
)
from tests.generator.pages.marks import DAY, OFFICIAL, SAMPLE
from tests.generator.pages.policy_records import (
    action,
    aid_rule,
    aid_rules,
    campaign,
    faq,
    policy,
    statistics,
    story,
    synonyms,
)

__all__ = ["DAY", "OFFICIAL", "SAMPLE", "aid_rule", "catalogue", "programme"]


def catalogue(said: str = "学校写的话", *, include_sample: bool = True) -> Catalogue:
    """Every kind of record; every text field that takes free words holds `said`."""
    source = Source(title=said, place=said, seen_on=DAY)
    records: dict[str, list[Record]] = {
        "colleges": [helped_college(said), helping_college(said), real_college(said, source)],
        "specialties": [specialty(said, source), gardening(said, source)],
        "order_classes": [order_class(said)],
        "enterprises": [enterprise(said)],
        "sponsorships": [sponsorship(said)],
        "policies": [policy(said, source)],
        "aid_rules": [*aid_rules(said, source)],
        "training": [training(said)],
        "certificates": [certificate(said, source)],
        "pairings": [pairing(said, source)],
        "campaigns": [campaign(said), action(said, source)],
        "stories": [story(said)],
        "faq": [faq(said, source)],
        "glossary": [*terms(said, source)],
        "guidance": [guidance(said, source)],
        "statistics": [statistics(said)],
        "synonyms": [synonyms(said, source)],
    }
    kept = {
        name: {one.id: one for one in found if include_sample or not one.is_sample}
        for name, found in records.items()
    }
    return Catalogue(**kept)  # type: ignore[arg-type]  each name holds its own class

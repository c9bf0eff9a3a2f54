"""A certificate's page and the list by kind: what it proves, who gives it, what leads to it."""

from collections.abc import Iterator

from generator.catalogue.indices import certified
from generator.pages import addresses, place, programme, training, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Values
from generator.schema.enums import CertificateKind
from generator.schema.training import Certificate

SHELL = "certificates/x-shell"

MOST_PROGRAMMES = 12
"""A certificate of a whole country's programmes names its specialties; these lead further."""

KIND_WORDS = {
    CertificateKind.NATIONAL_QUALIFICATION: "国家规定的行当要有它。63 号通知写的三种之一。",
    CertificateKind.SKILL_LEVEL: "说明手艺到了哪一级。63 号通知写的三种之一。",
    CertificateKind.SPECIAL_ABILITY: "只考一样本事。63 号通知写的三种之一。",
    CertificateKind.COURSE_COMPLETION: "说明学完了一门课。不在通知写的三种里。",
}

LEVELS = "五四三二一"


def page(portal: Portal, one: Certificate) -> Page:
    leading = portal.catalogue.programmes_leading_to(one.id)
    return Page(
        address=addresses.certificate(one.id),
        shell_name=SHELL,
        bodies={"BODY": "certificate.html"},
        title=one.name,
        description=f"{one.name}：谁发，有什么用，去哪查真假，学什么能拿到。",
        is_sample=one.is_sample,
        context={
            "name": one.name,
            "sample": one.is_sample,
            "answer": one.plain_words,
            "kind": str(one.kind),
            "kind_words": KIND_WORDS[one.kind],
            "level": one.level,
            "issuer": one.issuer,
            "good_for": list(one.good_for),
            "verify_at": str(one.verify_at) if one.verify_at else None,
            "specialties": _specialties(portal, one.id),
            "programmes": [programme.row(portal, found) for found in leading[:MOST_PROGRAMMES]],
            "left_out": max(len(leading) - MOST_PROGRAMMES, 0),
            "training": [
                training.row(portal, found)
                for found in portal.catalogue.training_leading_to(one.id)[: training.MOST_LISTED]
            ],
            "sources": wording.sources(one.sources),
        },
    )


def list_page(portal: Portal) -> Iterator[Page]:
    every = sorted(portal.catalogue.certificates.values(), key=_step)
    yield Page(
        address="/certificates/",
        shell_name="certificates/index",
        bodies={"LIST": "certificate_list.html"},
        context={
            "kinds": [
                {
                    "name": str(kind),
                    "words": words,
                    "certificates": [_row(one) for one in every if one.kind is kind],
                }
                for kind, words in KIND_WORDS.items()
            ]
        },
    )


def _row(one: Certificate) -> Values:
    return {
        **wording.reference(one, addresses.certificate(one.id)),
        "answer": one.plain_words,
        "level": one.level,
        "issuer": one.issuer,
    }


def _step(one: Certificate) -> tuple[int, str]:
    """From the first level upward; what has no level stands last."""
    level = (one.level or "-")[0]
    return (LEVELS.index(level) if level in LEVELS else len(LEVELS)), one.id


def _specialties(portal: Portal, certificate: str) -> list[Values]:
    """Each specialty once, with its real programmes and its samples counted apart."""
    tally = portal.catalogue.tally
    counted = {
        one: tally(f"programmes_certified {certified(certificate, one)}")
        for one in portal.catalogue.specialties
    }
    return [
        {**portal.specialty(one), **place.counted(found)}
        for one, found in counted.items()
        if any(found)
    ]

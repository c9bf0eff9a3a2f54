"""The five consents: what was ticked becomes a dated record of text, giver and way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from forms_app import clock
from forms_app.applications.answers import Answers, Consent, Relation
from forms_app.applications.cycles import consent_texts
from forms_app.applications.identity_number import age_on
from forms_app.languages import speaking
from generator.schema.campaign import Admission, ConsentText, ConsentTranslation, GuardianAges
from generator.schema.enums import ConsentKind

CLICK: Literal["点击"] = "点击"
TELEPHONE: Literal["电话见证"] = "电话见证"
PAPER: Literal["纸质"] = "纸质"

OF_NOBODY = frozenset(
    {
        "format",
        "filled_in_by",
        "home_county",
        "schooling",
        "choices",
        "consents",
        "guardian_name",
        "guardian_relation",
    }
)
"""Asked before any personal data, or the guardian's own: by none of it a child is known."""


def record(
    rules: Admission,
    *,
    before: Answers,
    agreed: Collection[str],
    given_by: str,
    relation: Relation,
) -> tuple[Consent, ...]:
    """One entry a text of the cycle; an entry that did not change keeps its moment.

    What was given in another way than by a click stays what it was while its box is ticked, and
    what the guardian refused apart from these pages stays refused.
    """
    entries = []
    for text in consent_texts(rules):
        old = before.consent(text.kind)
        refused = refused_apart(rules, text, before)
        if refused is not None:
            entries.append(refused)
            continue
        is_ticked = text.kind in agreed and is_given(text, before)
        if old is not None and is_ticked and (old.method != CLICK or old.by_code):
            entries.append(old)
            continue
        entry = Consent(
            kind=text.kind,
            version=text.version,
            agreed=text.kind in agreed,
            given_by=given_by,
            relation=relation,
            language=language_of(text),
            at=clock.now(),
        )
        # How it was given is no change of what was given: a signed paper stays a signed paper.
        as_now = {"at": entry.at, "method": entry.method, "language": entry.language}
        is_same = old is not None and old.model_copy(update=as_now) == entry
        entries.append(old if old is not None and is_same else entry)
    return tuple(entries)


def refused_apart(rules: Admission, text: ConsentText, answers: Answers) -> Consent | None:
    """The guardian's own 不同意 by code, telephone or sheet; None where there is none.

    A box ticked on the family's page cannot turn it round: whoever holds the child's phone would
    answer for the guardian. A box left empty on the pen form is no answer, and who is of age
    answers for himself.
    """
    old, born = answers.consent(text.kind), youngest(answers)
    if old is None or old.agreed or not (old.by_code or old.witness or old.sheet):
        return None
    return None if born is not None and agrees_alone(rules, born) else old


def are_refused(rules: Admission, answers: Answers) -> bool:
    """True when a required one was refused by the guardian, apart from the family's pages."""
    texts = consent_texts(rules)
    return any(text.is_required and refused_apart(rules, text, answers) for text in texts)


def is_given(text: ConsentText, answers: Answers) -> bool:
    """True when this very version was agreed to; an older text is no consent to a newer one."""
    given = answers.consent(text.kind)
    return given is not None and given.agreed and given.version == text.version


def translation_of(text: ConsentText) -> ConsentTranslation | None:
    """What two people made of this very version in the reader's language; the Chinese rules."""
    code = speaking.current().code
    return next((one for one in text.translations if one.language == code), None)


def language_of(text: ConsentText) -> str:
    """BCP 47 tag of the words that whoever answers now has read."""
    return (speaking.current() if translation_of(text) else speaking.CHINESE).tag


def are_given(rules: Admission, answers: Answers) -> bool:
    """True when every required text, in its present version, was agreed to."""
    return all(is_given(text, answers) for text in consent_texts(rules) if text.is_required)


def may_keep(
    rules: Admission, answers: Answers, *, kinds: Collection[ConsentKind], was_sent: bool
) -> bool:
    """True when these kinds are agreed to; what was sent stands on the texts of its day."""
    texts = [text for text in consent_texts(rules) if text.kind in kinds]
    if not was_sent:
        return all(is_given(text, answers) for text in texts)
    given = (answers.consent(text.kind) for text in texts)
    return all(one is not None and one.agreed for one in given)


def may_be_stored(rules: Admission, answers: Answers, *, was_sent: bool) -> bool:
    """False for answers about a child of the lowest ages without the required consents.

    Whose birth date is not known may be one, so that only what tells of nobody is kept of them.
    """
    born = youngest(answers)
    if born is not None and not must_come_first(rules, born):
        return True
    if born is None and OF_NOBODY.issuperset(answers.model_dump(exclude_defaults=True)):
        return True
    return may_keep(rules, answers, kinds=_required(rules), was_sent=was_sent)


def were_given(rules: Admission, answers: Answers) -> bool:
    """True when every required consent was agreed to in the text of its day, and still is."""
    return may_keep(rules, answers, kinds=_required(rules), was_sent=True)


def _required(rules: Admission) -> set[ConsentKind]:
    return {text.kind for text in consent_texts(rules) if text.is_required}


def youngest(answers: Answers) -> date | None:
    """The later of the day that was typed and the day in the identity number; None without both.

    The two may differ where the 户口簿 says so: then the guardian is asked as for the younger.
    """
    number = answers.identity_number
    days = [answers.birth_date]
    if number is not None:
        days.append(date(int(number[6:10]), int(number[10:12]), int(number[12:14])))
    known = [day for day in days if day is not None]
    return max(known) if known else None


def lacks_guardian(rules: Admission, answers: Answers) -> bool:
    """True when somebody agreed for himself who is not old enough to."""
    born = youngest(answers)
    if born is None or agrees_alone(rules, born):
        return False
    required = _required(rules)
    return any(
        one.relation is Relation.SELF and one.agreed
        for one in answers.consents
        if one.kind in required
    )


def ages(rules: Admission) -> GuardianAges:
    """The ages that are in force today; before the first entry begins, the first one."""
    in_order = sorted(rules.guardian_ages, key=lambda one: one.starts_on)
    begun = [one for one in in_order if one.starts_on <= clock.today()]
    return begun[-1] if begun else in_order[0]


def must_come_first(rules: Admission, birth_date: date) -> bool:
    """True when the law lets nothing be stored without the guardian (PIPL, article 31)."""
    return age_on(clock.today(), born=birth_date) < ages(rules).stored_after_consent_under


def agrees_alone(rules: Admission, birth_date: date) -> bool:
    """True for a student who is old enough to agree for himself."""
    return age_on(clock.today(), born=birth_date) >= ages(rules).guardian_agrees_under

"""The empty form and the slips as papers: what stands on them comes from the cycle's record."""

from __future__ import annotations

from collections.abc import Sequence

from forms_app import clock
from forms_app.applications import access_code, choices, cycles
from forms_app.applications.answers import Adjustment, Boarding, FilledInBy, Relation, Schooling
from forms_app.applications.forms.family import ANYBODY
from forms_app.applications.models import Application
from forms_app.applications.papers import student_name
from forms_app.applications.progress import HEADLINES, moment_words
from forms_app.applications.states import State
from forms_app.intake import serials
from forms_app.intake.models import PenForm
from forms_app.running import address_of
from generator.printing.fonts import missing_characters
from generator.printing.pen_form import ConsentToSign, Copy, PenFormPaper
from generator.printing.slips import Slip, SlipsPaper
from generator.schema.campaign import Admission
from generator.schema.enums import IdentityRule

MOST_OFFICES = 3


def pen_form_paper(forms: Sequence[PenForm]) -> PenFormPaper:
    """Copies of one cycle, in one file; at least one and at most MOST_COPIES."""
    first = forms[0]
    campaign, rules = cycles.cycle(first.cycle), cycles.admission(first.cycle)
    kinds = (kind.name for kind in cycles.household_kinds(rules, clock.today()))
    return PenFormPaper(
        number="用笔填",
        made_at=first.printed_at,
        trial=first.is_trial,
        cycle=campaign.name,
        closes=moment_words(rules.closes_at),
        hand_to=offices(rules, first.cycle, is_trial=first.is_trial),
        asks_number=rules.identity is not IdentityRule.NOT_ASKED,
        household_kinds=tuple(dict.fromkeys((*kinds, *ANYBODY))),
        relations=tuple(Relation),
        fillers=tuple(FilledInBy),
        schoolings=tuple(Schooling),
        adjustments=tuple(Adjustment),
        boardings=tuple(Boarding),
        choices=rules.most_choices,
        consents=tuple(
            ConsentToSign(
                title=text.title,
                text="".join(text.text.split("\n\n")),
                version=str(text.version),
                required=text.is_required,
            )
            for text in cycles.consent_texts(rules)
        ),
        copies=tuple(
            Copy(
                serial=serials.shown(form.serial),
                address=address_of("intake.whereabouts", serial=form.serial),
            )
            for form in forms
        ),
    )


def offices(rules: Admission, cycle: str, *, is_trial: bool) -> tuple[str, ...]:
    """To whom a paper is handed: the desks of the cycle, else the colleges that recruit in it."""
    contacts = [desk.contact for desk in rules.desks]
    if not contacts:
        colleges = {one.college.id: one.college for one in choices.offers(cycle, is_trial=is_trial)}
        contacts = [one.contacts[0] for one in colleges.values() if one.contacts]
    return tuple(f"{one.office}，电话 {one.phone}" for one in contacts[:MOST_OFFICES])


def slips_paper(applications: Sequence[Application]) -> SlipsPaper:
    """取件码 slips of one cycle. A name that cannot be printed is left for a pen, so that one
    child's rare character does not keep the others' slips back (N14)."""
    first = applications[0]
    rules = cycles.admission(first.cycle)
    return SlipsPaper(
        number="取件码单",
        made_at=max(one.saved_at for one in applications),
        trial=first.is_trial,
        cycle=cycles.cycle(first.cycle).name,
        closes_on=rules.closes_at.astimezone(clock.BEIJING).date(),
        slips=tuple(_slip(one) for one in applications),
        return_address=address_of("applications.open_page"),
    )


def _slip(application: Application) -> Slip:
    name = student_name(application.answers)
    return Slip(
        student="" if missing_characters(name) else name,
        code=access_code.shown(application.code or ""),
        status=HEADLINES[State(application.state)],
    )

"""The sheet as a paper: what stands on it comes from the cycle's record and the application."""

from __future__ import annotations

from forms_app.applications import choices, cycles
from forms_app.applications.answers import Relation
from forms_app.applications.models import Application
from forms_app.documents.consent_sheets import serials
from forms_app.documents.consent_sheets.models import ConsentSheet
from forms_app.documents.consent_sheets.services import names_student
from forms_app.running import address_of
from generator.printing.consent_sheet import ConsentSheetPaper, TextToSign
from generator.printing.fonts import missing_characters


def paper_of(sheet: ConsentSheet) -> ConsentSheetPaper:
    """A name that cannot be printed is left for the pen (N14)."""
    application = sheet.application
    rules, asks_student = cycles.rules_of(application), names_student(application)
    name = (application.answers.name or "") if asks_student else ""
    return ConsentSheetPaper(
        number=serials.shown(sheet.serial),
        made_at=sheet.printed_at,
        trial=application.is_trial,
        cycle=cycles.cycle(application.cycle).name,
        student="" if missing_characters(name) else name,
        asks_student=asks_student,
        colleges=_colleges(application),
        relations=tuple(Relation),
        consents=tuple(
            TextToSign(
                title=text.title,
                text=text.text.replace("\n\n", "\n"),
                version=str(text.version),
                required=text.is_required,
            )
            for text in cycles.consent_texts(rules)
        ),
        hand_to=hand_to(application),
        address=address_of("documents.sheet_whereabouts", serial=sheet.serial),
    )


def hand_to(application: Application) -> tuple[str, ...]:
    """The desk that helps this family, and the first choice's college: both may confirm."""
    lines, desk = [], cycles.desk_of(application)
    for one in application.answers.choices[:1]:
        found = choices.offer(one.programme_id)
        if found is not None and found.college.contacts:
            contact = found.college.contacts[0]
            lines.append(f"{found.college.name}{contact.office}，电话 {contact.phone}")
            desk = None if desk == contact else desk
    return ((f"{desk.office}，电话 {desk.phone}",) if desk is not None else ()) + tuple(lines)


def _colleges(application: Application) -> tuple[str, ...]:
    found = (choices.offer(one.programme_id) for one in application.answers.choices)
    return tuple(dict.fromkeys(one.college.name for one in found if one is not None))

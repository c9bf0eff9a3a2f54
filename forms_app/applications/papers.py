"""The form and the receipt as papers, from the committed row only; drawn anew at each request."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app import clock
from forms_app.applications import access_code, choices, cycles, summary
from forms_app.applications.answers import Answers, Choice
from forms_app.applications.models import Application, ApplicationVersion
from forms_app.applications.states import LABELS, State
from forms_app.privacy import masked_identity
from forms_app.running import address_of
from generator.printing.application import ApplicationPaper, Consent, Guardian
from generator.printing.application import Choice as PrintedChoice
from generator.printing.receipt import ReceiptPaper, Step

NO_NAME = "（姓名还没有填）"
DRAFT_NUMBER = "草稿，还没有编号"


def last_version(session: Session, application: Application) -> ApplicationVersion | None:
    """The answers as they were sent last; None for a draft."""
    return session.scalar(
        select(ApplicationVersion)
        .where(ApplicationVersion.application_id == application.id)
        .order_by(ApplicationVersion.number.desc())
        .limit(1)
    )


def versions(session: Session, application: Application) -> list[ApplicationVersion]:
    """Everything that was sent, the first one first."""
    return list(
        session.scalars(
            select(ApplicationVersion)
            .where(ApplicationVersion.application_id == application.id)
            .order_by(ApplicationVersion.number)
        )
    )


def sent_answers(session: Session, application: Application) -> Answers:
    """What stands on papers: the last version that was sent, or the draft as it is."""
    version = last_version(session, application)
    return version.answers if version is not None else application.answers


def student_name(answers: Answers) -> str:
    return answers.name or answers.name_in_pinyin or NO_NAME


def application_paper(session: Session, application: Application) -> ApplicationPaper:
    """The form with a masked identity number and without the 取件码: it is carried around."""
    answers = sent_answers(session, application)
    return ApplicationPaper(
        number=application.number or DRAFT_NUMBER,
        made_at=_made_at(session, application),
        trial=application.is_trial,
        cycle=cycles.cycle(application.cycle).name,
        status=LABELS[State(application.state)],
        student=student_name(answers),
        former_name=answers.former_name or "",
        gender=answers.sex or "",
        ethnicity=answers.ethnicity or "",
        identity_number=_identity(answers),
        birth_date=answers.birth_date,
        home_county=summary.place_name(answers.home_county),
        home_address=_address(answers),
        phone="没有电话" if answers.has_no_phone else answers.phone or "",
        guardians=_guardians(answers),
        household=answers.household_kind or "",
        school=_school(answers),
        choices=tuple(_printed(choice) for choice in answers.choices),
        adjustment=answers.adjustment or "",
        boarding=answers.boarding or "",
        consents=_consents(application),
        submitted_on=_day(application.submitted_at),
        helper=f"{answers.filled_in_by or ''} {answers.helper_name or ''}".strip(),
        status_address=address_of("applications.status"),
    )


def receipt_paper(session: Session, application: Application) -> ReceiptPaper:
    """The slip with the 取件码; it carries no birth date, so whoever finds it opens nothing."""
    answers = sent_answers(session, application)
    contact = cycles.desk_of(application)
    return ReceiptPaper(
        number=application.number or DRAFT_NUMBER,
        made_at=_made_at(session, application),
        trial=application.is_trial,
        cycle=cycles.cycle(application.cycle).name,
        status=LABELS[State(application.state)],
        student=student_name(answers),
        code=access_code.shown(application.code or ""),
        choices=tuple(summary.choice_name(choice) for choice in answers.choices),
        submitted_on=_day(application.submitted_at),
        steps=_steps(application),
        phone=f"{contact.office} {contact.phone}" if contact else "",
        return_address=address_of("applications.open_page"),
    )


def _steps(application: Application) -> tuple[Step, ...]:
    rules = cycles.rules_of(application)
    if application.submitted_at is None:
        closes = rules.closes_at.astimezone(clock.BEIJING)
        return (
            Step(text="填完九件事，按“提交报名”", by=f"{closes.month}月{closes.day}日前"),
            Step(text="提交后再印一次回执"),
        )
    results = rules.results_on
    return (
        Step(text="学校看材料，有问题会写在进度页上", by=f"{rules.answer_within_days}天内"),
        Step(text="出结果，请您来确认", by=f"{results.month}月{results.day}日"),
    )


def _made_at(session: Session, application: Application) -> datetime:
    """The moment of what is printed, so that the same row gives the same paper."""
    version = last_version(session, application)
    return version.at if version is not None else application.saved_at


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.BEIJING).date() if moment else None


def _identity(answers: Answers) -> str:
    if answers.has_no_identity_number:
        return "还没有身份证号"
    return masked_identity(answers.identity_number) if answers.identity_number else ""


def _address(answers: Answers) -> str:
    parts = [answers.home_village, answers.mail_address]
    if answers.mail_to_village_committee:
        parts.append("通知书请村委会代收")
    return "，".join(part for part in parts if part)


def _guardians(answers: Answers) -> tuple[Guardian, ...]:
    if answers.guardian_name is None:
        return ()
    return (
        Guardian(
            name=answers.guardian_name,
            relation=answers.guardian_relation or "",
            phone=answers.guardian_phone or "",
        ),
    )


def _school(answers: Answers) -> str:
    year = f"{answers.graduation_year}年毕业" if answers.graduation_year else ""
    return "，".join(part for part in (answers.school, answers.schooling, year) if part)


def _printed(choice: Choice) -> PrintedChoice:
    found = choices.offer(choice.programme_id)
    if found is None:
        return PrintedChoice(college="这个专业已经不招生", specialty=choice.programme_id)
    return PrintedChoice(
        college=found.college.name,
        specialty=found.specialty,
        level=found.programme.level,
        kind=summary.class_name(choice),
    )


def _consents(application: Application) -> tuple[Consent, ...]:
    """As they stand now: one that was taken back is not printed as given."""
    answers, printed = application.answers, []
    for text in cycles.consent_texts(cycles.rules_of(application)):
        given = answers.consent(text.kind)
        is_given = given is not None and given.agreed
        printed.append(
            Consent(
                text=text.title,
                given=is_given,
                version=text.version,
                given_on=_day(given.at) if given is not None and is_given else None,
                by=given.relation if given is not None and is_given else "",
            )
        )
    return tuple(printed)

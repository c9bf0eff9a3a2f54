"""One row of a class sheet through the family's own forms: answers, or what to mend and where.

No rule of its own but what a row is: the rules and the words are those of the pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from forms_app import clock
from forms_app.applications import choices, consents, cycles, homes, identity_number
from forms_app.applications.answers import Answers
from forms_app.applications.choices import Choices
from forms_app.applications.completeness import physical_limits
from forms_app.applications.forms.birth_date import day_from
from forms_app.applications.forms.choosing import PHYSICAL_ANSWERS
from forms_app.applications.forms.family import ContactForm, HomeForm, HouseholdForm
from forms_app.applications.forms.guardian import GuardianForm
from forms_app.applications.forms.page import PageForm
from forms_app.applications.forms.schooling import AdjustmentForm, SchoolForm
from forms_app.applications.forms.student import StudentForm
from forms_app.applications.typed_text import NotAccepted
from forms_app.errors import Conflict
from forms_app.intake.columns import (
    BY_COMMITTEE,
    BY_KEY,
    CHOICES,
    COLUMN_OF,
    NO_PHONE,
    YES,
    offered,
)
from forms_app.intake.workbook_reading import Row
from generator.schema.campaign import Campaign

TOO_YOUNG = "学生不满{}岁：监护人没有同意以前，什么都不能存。请家里用手机报名，或填纸质表。"
COMPACT_DAY = re.compile(r"[0-9]{8}")
IN_SHEET = (
    ("点“户口簿就是这样”", "在“户口簿就是这样”一列选“是”"),
    ("勾“还没有身份证号”", "在“还没有身份证号”一列选“是”"),
    ("勾“请村委会代收”", f"写“{BY_COMMITTEE}”"),
    ("勾“没有电话”", f"写“{NO_PHONE}”"),
    ("选“没有电话”", f"写“{NO_PHONE}”"),
)
"""What the pages say of their boxes -> what a sheet has in their place."""


@dataclass(slots=True)
class Checked:
    """One row: `values` are answers for a draft when there is no problem; `problems` by title."""

    row: Row
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    is_there: bool = False
    """This desk has loaded this child before: nothing to mend, nothing to do."""

    @property
    def is_good(self) -> bool:
        return not self.problems and not self.is_there

    def say(self, key: str, text: str) -> None:
        for from_page, in_sheet in IN_SHEET:
            text = text.replace(from_page, in_sheet)
        entry = (BY_KEY[key].title, text)
        if entry not in self.problems:
            self.problems.append(entry)

    @property
    def words(self) -> str:
        return "\n".join(f"{title}：{text}" for title, text in self.problems)


@dataclass(frozen=True, slots=True)
class Helper:
    """Who fills in for the class; stands in every application, where the family reads it."""

    kind: str
    name: str
    phone: str


def check(row: Row, campaign: Campaign, helper: Helper) -> Checked:
    """Every problem of one row at once. Needs a request: the forms are the pages' own."""
    checked = Checked(row)
    for key, fault in row.faults.items():
        checked.say(key, fault)
    born = _birth_date(checked)
    rules, cells = cycles.admission(campaign.id), row.cells
    if born is not None and consents.must_come_first(rules, born):
        under = consents.ages(rules).stored_after_consent_under
        checked.problems = [(BY_KEY["born"].title, TOO_YOUNG.format(under))]
        return checked
    before = Answers(birth_date=born)
    shared: dict[str, Any] = {"meta": {"csrf": False}}
    first = GuardianForm(
        rules=rules, before=before, formdata=_guardian(cells, born, helper), **shared
    )
    student = StudentForm(rules=rules, before=before, formdata=_student(cells), **shared)
    _take(checked, first, leave=("birth_year",) if born is None else ())
    _take(checked, student)
    _take(checked, HomeForm(formdata=_home(checked), **shared))
    _take(checked, ContactForm(formdata=_contact(cells), **shared))
    _take(
        checked,
        HouseholdForm(rules=rules, day=clock.today(), formdata=_household(cells), **shared),
    )
    _take(checked, SchoolForm(year=campaign.year, formdata=_plain(cells, _SCHOOL), **shared))
    _take(checked, AdjustmentForm(formdata=_plain(cells, _ADJUSTMENT), **shared))
    _take_choices(checked, campaign)
    # Nobody agreed to anything in a sheet: the guardian is asked on the family's own page.
    checked.values.pop("consents", None)
    return checked


_SCHOOL = {"schooling": "schooling", "school": "school", "graduation_year": "year"}
_ADJUSTMENT = {"adjustment": "adjustment", "boarding": "boarding"}


def _plain(cells: dict[str, str], controls: dict[str, str]) -> MultiDict[str, str]:
    return MultiDict({control: cells.get(key, "") for control, key in controls.items()})


def _take(checked: Checked, form: PageForm, *, leave: tuple[str, ...] = ()) -> None:
    """The values of one page; its errors go to the columns, unless the cell had a fault already."""
    is_valid = form.validate()
    for name, errors in form.errors.items():
        column = COLUMN_OF.get(name or "", BY_KEY["name"])
        if name in leave or column.key in checked.row.faults:
            continue
        for error in errors:
            checked.say(column.key, str(error))
    if is_valid:
        checked.values |= form.values()


def _birth_date(checked: Checked) -> date | None:
    """From its own column, else from the identity number, as on the household register."""
    typed = checked.row.cells.get("born", "")
    if typed:
        parts = re.findall(r"[0-9]+", typed)
        if COMPACT_DAY.fullmatch(typed):
            parts = [typed[:4], typed[4:6], typed[6:]]
        try:
            if len(parts) != 3:
                raise NotAccepted("写成 2011-04-05 这样：年、月、日。")
            return day_from(*parts)
        except NotAccepted as problem:
            checked.say("born", str(problem))
            return None
    number = checked.row.cells.get("identity_number", "")
    try:
        return identity_number.read(number, today=clock.today(), as_in_booklet=True).birth_date
    except NotAccepted:
        # A number that cannot be read has its own problem; the day will follow from it.
        if not number and "identity_number" not in checked.row.faults:
            checked.say("born", "写上学生的出生日期，照户口簿写。")
        return None


def _guardian(cells: dict[str, str], born: date | None, helper: Helper) -> MultiDict[str, str]:
    boxes = (
        {"birth_year": str(born.year), "birth_month": str(born.month), "birth_day": str(born.day)}
        if born
        else {}
    )
    return MultiDict(
        {
            "filled_in_by": helper.kind,
            "helper_name": helper.name,
            "helper_phone": helper.phone,
            **boxes,
            "guardian_name": cells.get("guardian", ""),
            "guardian_relation": cells.get("relation", ""),
            "guardian_phone": cells.get("guardian_phone", ""),
        }
    )


def _student(cells: dict[str, str]) -> MultiDict[str, str]:
    found = _plain(cells, {"name": "name", "name_in_pinyin": "pinyin"} | _STUDENT)
    ticks = {"has_no_identity_number": "no_number", "identity_as_in_booklet": "as_in_booklet"}
    for control, key in ticks.items():
        if cells.get(key) == YES:
            found[control] = "y"
    if cells.get("pinyin"):
        found["name_cannot_be_typed"] = "y"
    return found


_STUDENT = {"identity_number": "identity_number", "sex": "sex", "ethnicity": "ethnicity"}


def _home(checked: Checked) -> MultiDict[str, str]:
    cells = checked.row.cells
    typed = cells.get("county", "")
    found = homes.search(typed)
    exact = [one for one in found if typed in {one.full_name, one.code}] or list(found)
    if len(exact) > 1:
        names = "、".join(one.full_name for one in exact[:4])
        checked.say("county", f"不止一个县叫这个名字：{names}。写全名。")
    elif not exact:
        checked.say("county", "没有找到这个县。写县的全名，例如“四川省凉山彝族自治州昭觉县”。")
    is_committee = cells.get("mail", "") == BY_COMMITTEE
    data = {
        "home_village": cells.get("village", ""),
        "mail_address": "" if is_committee else cells.get("mail", ""),
        # With a problem said already, any county keeps the form from saying it again.
        "home_county": exact[0].code if exact else "",
    }
    if is_committee:
        data["mail_to_village_committee"] = "y"
    return MultiDict(data)


def _contact(cells: dict[str, str]) -> MultiDict[str, str]:
    if cells.get("phone", "") == NO_PHONE:
        return MultiDict({"has_no_phone": "y"})
    return _plain(cells, {"phone": "phone", "phone_belongs_to": "phone_of"})


def _household(cells: dict[str, str]) -> MultiDict[str, str]:
    found = _plain(cells, {"household_kind": "household", "household_proof_number": "proof"})
    if not cells.get("proof"):
        found["county_checks_household"] = "y"
    return found


def _take_choices(checked: Checked, campaign: Campaign) -> None:
    """The programmes as they were picked; an order class is read and chosen by the family."""
    known: dict[str, str] = offered(campaign)
    chosen: Choices = ()
    most = cycles.admission(campaign.id).most_choices
    for key in CHOICES:
        typed = checked.row.cells.get(key, "")
        if not typed:
            continue
        try:
            if typed not in known:
                raise Conflict("没有这一项。从下拉框里选。")
            chosen = choices.added(
                chosen, known[typed], cycle=campaign.id, is_trial=campaign.is_sample, most=most
            )
        except Conflict as refusal:
            checked.say(key, refusal.message)
    if not chosen:
        checked.say("choice_1", "至少选一个志愿，从下拉框里选。")
    answer = checked.row.cells.get("physical", "")
    if answer and answer not in PHYSICAL_ANSWERS:
        checked.say("physical", "从下拉框里选一项。")
    is_asked = bool(physical_limits(chosen)) and answer in PHYSICAL_ANSWERS
    checked.values |= {"choices": chosen, "physical_answer": answer if is_asked else None}

"""What is still missing before an application can be sent, task by task. Reads, never writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from forms_app.applications import consents
from forms_app.applications.answers import Answers, Choice, FilledInBy
from forms_app.applications.fields import TASK_OF, TASKS, Task
from forms_app.languages.texts import said
from forms_app.running import catalogue
from generator.schema.campaign import Admission
from generator.schema.enums import IdentityRule, PhysicalLimit

HELPERS = frozenset({FilledInBy.TEACHER, FilledInBy.VILLAGE_WORKER, FilledInBy.COLLEGE_OFFICER})


class Standing(StrEnum):
    DONE = "填好了"
    BEGUN = "还差一些"
    OPEN = "还没有填"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do before sending; `field` names the place, `text` is for the family."""

    field: str
    text: str

    @property
    def task(self) -> Task:
        return TASK_OF[self.field]


def missing(answers: Answers, rules: Admission) -> list[Missing]:
    """Everything that is still missing, in the order of the form; empty when it can be sent."""
    checks: tuple[Callable[[Answers, Admission], Iterator[Missing]], ...] = (
        _guardian,
        _student,
        _home_and_contact,
        _household_and_school,
        _choices,
        _adjustment,
    )
    return [one for check in checks for one in check(answers, rules)]


def standing(task: Task, answers: Answers, lacking: list[Missing]) -> Standing:
    """How far one task is, for the task list."""
    if task is TASKS[-1]:
        return Standing.OPEN
    if not any(one.task is task for one in lacking):
        return Standing.DONE
    empty = Answers()
    touched = (getattr(answers, f.name) != getattr(empty, f.name) for f in task.fields)
    return Standing.BEGUN if any(touched) else Standing.OPEN


def _guardian(answers: Answers, rules: Admission) -> Iterator[Missing]:
    if answers.filled_in_by is None:
        yield Missing("filled_in_by", said("谁在填这张表"))
    elif answers.filled_in_by in HELPERS and not (answers.helper_name and answers.helper_phone):
        yield Missing("helper_name", said("帮忙填表的人和电话"))
    if answers.birth_date is None:
        yield Missing("birth_date", said("学生的出生日期"))
    if answers.guardian_name is None or answers.guardian_relation is None:
        yield Missing("guardian_name", said("监护人的姓名和关系"))
    if not consents.are_given(rules, answers):
        yield Missing("consents", said("监护人同意前三项"))
    elif consents.lacks_guardian(rules, answers):
        under = consents.ages(rules).guardian_agrees_under
        yield Missing("consents", said("学生不满{under}岁，前三项要监护人同意", under=under))


def _student(answers: Answers, rules: Admission) -> Iterator[Missing]:
    if answers.name is None:
        yield Missing("name", said("学生的姓名"))
    if answers.name_cannot_be_typed and answers.name_in_pinyin is None:
        yield Missing("name_in_pinyin", said("姓名的拼音"))
    has_answer = answers.identity_number is not None or answers.has_no_identity_number
    if rules.identity is IdentityRule.REQUIRED and not has_answer:
        yield Missing("identity_number", said("身份证号，或选“还没有身份证号”"))


def _home_and_contact(answers: Answers, _rules: Admission) -> Iterator[Missing]:
    if answers.home_county is None:
        yield Missing("home_county", said("户籍地是哪个县"))
    if answers.mail_address is None and not answers.mail_to_village_committee:
        yield Missing("mail_address", said("通知书寄到哪里"))
    if answers.phone is None and not answers.has_no_phone:
        yield Missing("phone", said("联系电话，或选“没有电话”"))


def _household_and_school(answers: Answers, _rules: Admission) -> Iterator[Missing]:
    if answers.household_kind is None:
        yield Missing("household_kind", said("困难类型，没有也选一项"))
    if answers.schooling is None:
        yield Missing("schooling", said("读到哪里"))
    if answers.school is None:
        yield Missing("school", said("毕业学校"))


def _choices(answers: Answers, _rules: Admission) -> Iterator[Missing]:
    if not answers.choices:
        yield Missing("choices", said("至少一个志愿"))
    for rank, choice in enumerate(answers.choices, start=1):
        if choice.programme_id not in catalogue().programmes:
            yield Missing("choices", said("志愿{rank}已经不招生，请删掉或换一个", rank=rank))
        elif choice.order_class_id and not choice.has_read_order_class:
            yield Missing("choices", said("志愿{rank}的订单班说明，看过再打勾", rank=rank))
    if physical_limits(answers.choices) and answers.physical_answer is None:
        yield Missing("physical_answer", said("身体条件，不清楚也可以"))


def _adjustment(answers: Answers, _rules: Admission) -> Iterator[Missing]:
    if answers.adjustment is None:
        yield Missing("adjustment", said("志愿都满了怎么办"))
    if answers.boarding is None:
        yield Missing("boarding", said("要不要住校"))


def physical_limits(choices: tuple[Choice, ...]) -> list[PhysicalLimit]:
    """What the chosen specialties ask of the body, once each, in the order of the choices."""
    found: dict[PhysicalLimit, None] = {}
    for choice in choices:
        programme = catalogue().programmes.get(choice.programme_id)
        if programme is not None:
            own = catalogue().specialties[programme.specialty].physical_limits
            found.update(dict.fromkeys((*own, *programme.extra_physical_limits)))
    return list(found)

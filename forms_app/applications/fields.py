"""The nine tasks of an application and the fields on each: names, labels, which may be returned.

A field's name is its name in `Answers`; a reviewer returns fields by these names, and the family
then sees the pages that hold them.
"""

from dataclasses import dataclass

from forms_app.errors import NotFound
from forms_app.languages.texts import said


@dataclass(frozen=True, slots=True)
class Field:
    """One answer: its name in `Answers` and the word that everybody reads for it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Task:
    """One page of the form; `name` stands in its address."""

    name: str
    title: str
    fields: tuple[Field, ...]


def _task(name: str, title: str, /, **labels: str) -> Task:
    return Task(
        name, said(title), tuple(Field(field, said(label)) for field, label in labels.items())
    )


TASKS = (
    _task(
        "guardian",
        "谁来填、监护人和同意",
        filled_in_by="谁在填",
        helper_name="帮忙的人",
        helper_phone="帮忙的人的电话",
        birth_date="学生的出生日期",
        guardian_name="监护人姓名",
        guardian_relation="监护人是学生的",
        guardian_phone="监护人电话",
        consents="同意书",
    ),
    _task(
        "student",
        "学生本人",
        name="姓名",
        former_name="曾用名",
        name_cannot_be_typed="字打不出来",
        name_in_pinyin="姓名的拼音",
        identity_number="身份证号",
        identity_as_in_booklet="户口簿就是这样",
        has_no_identity_number="还没有身份证号",
        sex="性别",
        ethnicity="民族",
    ),
    _task(
        "home",
        "户籍地与住址",
        home_county="户籍地",
        home_village="乡镇和村",
        mail_address="通知书寄到哪里",
        mail_to_village_committee="村委会代收",
    ),
    _task(
        "contact",
        "联系电话",
        phone="联系电话",
        phone_belongs_to="这是谁的电话",
        has_no_phone="没有电话",
        call_when="什么时候好接电话",
        email="电子邮箱",
    ),
    _task(
        "household",
        "困难类型",
        household_kind="困难类型",
        household_proof_number="证明编号",
        county_checks_household="请县里核对",
    ),
    _task(
        "school",
        "毕业学校与成绩",
        schooling="读到哪里",
        school="毕业学校",
        graduation_year="毕业年份",
        score="中考成绩",
        full_score="满分",
        has_no_score="没参加或还没出",
    ),
    _task("choices", "志愿", choices="志愿", physical_answer="身体条件"),
    _task("adjustment", "调剂和住宿", adjustment="服从调剂", boarding="住宿"),
    _task("check", "检查并提交"),
)
"""In the order of the task list; the last one holds no field of its own."""

BY_NAME = {task.name: task for task in TASKS}
NUMBER_OF = {task.name: number for number, task in enumerate(TASKS, start=1)}
LABELS = {field.name: field.label for task in TASKS for field in task.fields}
TASK_OF = {field.name: task for task in TASKS for field in task.fields}

RETURNABLE = tuple(
    field
    for task in TASKS
    for field in task.fields
    if field.name
    not in {"filled_in_by", "identity_as_in_booklet", "has_no_identity_number", "has_no_score"}
)
"""What a reviewer may send back, in the order of the form."""


def task(name: str) -> Task:
    """The task of this name; raises NotFound."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise NotFound("no such task") from None


def tasks_with(fields: list[str]) -> tuple[Task, ...]:
    """The tasks that hold these fields, in the order of the form."""
    names = {TASK_OF[field].name for field in fields if field in TASK_OF}
    return tuple(one for one in TASKS if one.name in names)


def task_after(name: str) -> Task:
    """The task that follows; the last one is followed by itself."""
    return TASKS[min(NUMBER_OF[name], len(TASKS) - 1)]

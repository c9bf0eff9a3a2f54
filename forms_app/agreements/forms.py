"""The pages on which an agreement is prepared, signed, refused, filed and compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from forms_app.accounts.passwords import LONGEST
from forms_app.agreements.details import MOST_POLICIES, MOST_TEACHERS
from forms_app.commitments.fields import (
    DayField,
    LineField,
    ParagraphField,
    at_most,
    filled,
    printable,
)
from generator.printing.agreement import AnnualTask, Party, Trainee

CREDIT_CODE = r"^[0-9A-HJ-NPQRTUWXY]{18}$"
"""GB 32100: eighteen digits and capital letters without I, O, S, V, Z."""
BETWEEN = re.compile(r"[,，、;；\t]")
MOST_OF_A_NAME = 40
MOST_OF_A_POST = 100
"""For the post, and for what is taught: one line of the annex."""


class PartyForm(FlaskForm):
    """One college as the contract names it."""

    name = LineField(
        "学校全称",
        description="和公章上的一样。",
        validators=[filled("请写学校全称。"), at_most(80), printable],
    )
    credit_code = LineField(
        "统一社会信用代码（可以不写）",
        validators=[Optional(), Regexp(CREDIT_CODE, message="18 位数字和大写字母，照证书抄。")],
    )
    representative = LineField(
        "法定代表人", validators=[filled("请写法定代表人姓名。"), at_most(40), printable]
    )
    address = LineField("地址", validators=[filled("请写地址。"), at_most(120), printable])
    contact = LineField(
        "联系人",
        description="写姓名和部门。",
        validators=[filled("请写联系人。"), at_most(40), printable],
    )
    phone = LineField(
        "联系电话（可以不写）",
        validators=[
            Optional(),
            Regexp(r"^[0-9 ()（）-]{5,30}$", message="只写号码，例如 0834-1234567。"),
        ],
    )

    def party(self) -> Party:
        """The checked answers."""
        return Party(
            name=self.name.data or "",
            credit_code=self.credit_code.data or "",
            representative=self.representative.data or "",
            address=self.address.data or "",
            contact=self.contact.data or "",
            phone=self.phone.data or "",
        )


class ClausesForm(FlaskForm):
    """What the agreement rests on, and what it says of money."""

    policies = ParagraphField(
        "依据哪些文件",
        description="一行一份，写全名和文号。",
        validators=[filled("至少写一份文件。"), at_most(2000), printable],
    )
    money = ParagraphField(
        "经费怎么出（可以不写）",
        description="固定条款已写明各付各的工资和差旅。另有约定才写。",
        validators=[at_most(1000), printable],
    )

    def validate_policies(self, field: ParagraphField) -> None:
        lines = _lines(field.data)
        if len(lines) > MOST_POLICIES:
            raise ValidationError(f"最多写 {MOST_POLICIES} 份。")
        if any(len(line) > 200 for line in lines):
            raise ValidationError("有一行太长了，一行只写一份文件。")

    def lines(self) -> tuple[str, ...]:
        return _lines(self.policies.data)


class TasksForm(FlaskForm):
    """What is to be done in each year; fields are added for the years of one agreement."""

    years: tuple[int, ...] = ()

    @classmethod
    def for_years(cls, years: Sequence[int], tasks: Sequence[AnnualTask]) -> TasksForm:
        """A form with two fields a year, filled with what is known."""
        fields: dict[str, object] = {"years": tuple(years)}
        for year in years:
            fields[f"task_{year}"] = LineField(
                f"{year}年做什么", validators=[at_most(200), printable]
            )
            fields[f"measure_{year}"] = LineField(
                f"{year}年怎样算完成", validators=[at_most(100), printable]
            )
        known = {f"task_{task.year}": task.task for task in tasks}
        known |= {f"measure_{task.year}": task.measure for task in tasks}
        form: TasksForm = type("YearsForm", (cls,), fields)(data=known)
        return form

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        for year in self.years:
            task, measure = self[f"task_{year}"], self[f"measure_{year}"]
            if measure.data and not task.data:
                task.errors = [*task.errors, f"{year}年写了怎样算完成，也要写做什么。"]
                is_valid = False
        return is_valid

    def tasks(self) -> tuple[AnnualTask, ...]:
        """The years that were filled."""
        return tuple(
            AnnualTask(
                year=year,
                task=self[f"task_{year}"].data,
                measure=self[f"measure_{year}"].data or "",
            )
            for year in self.years
            if self[f"task_{year}"].data
        )


class TeachersForm(FlaskForm):
    """The annex: one teacher a line, and this college's consent to print the names."""

    teachers = ParagraphField(
        "教师名单（可以不写）",
        description="一行一人：姓名，岗位，培训什么。不想写姓名就空着。",
        validators=[at_most(8000), printable],
    )
    agrees = BooleanField("我们学校同意把教师姓名写进附件")

    def validate_teachers(self, field: ParagraphField) -> None:
        lines = _lines(field.data)
        if len(lines) > MOST_TEACHERS:
            raise ValidationError(f"最多写 {MOST_TEACHERS} 人。")
        for line in lines:
            name, *rest = (part.strip() for part in BETWEEN.split(line, 2))
            if not name or len(name) > MOST_OF_A_NAME:
                raise ValidationError(f"这一行没看懂：“{line[:20]}”。先写姓名，再写逗号。")
            if any(len(part) > MOST_OF_A_POST for part in rest):
                raise ValidationError(f"{name}这一行太长：岗位、培训各最多 {MOST_OF_A_POST} 个字。")

    def trainees(self) -> tuple[Trainee, ...]:
        """The checked list."""
        found = []
        for line in _lines(self.teachers.data):
            parts = [part.strip() for part in BETWEEN.split(line, 2)]
            name, post, training = [*parts, "", ""][:3]
            found.append(Trainee(name=name, post=post, training=training))
        return tuple(found)


class SignForm(FlaskForm):
    """The signature: I have read it, it is I, and it is this very file."""

    sha256 = HiddenField()
    has_read = BooleanField(
        "我看过这份文件", validators=[InputRequired("打开文件看过，再勾上这一项。")]
    )
    password = PasswordField(
        "再输一次你的登录密码",
        description="证明是你本人在签。",
        validators=[
            InputRequired("请输入登录密码。"),
            Length(max=LONGEST, message="密码没有这么长。"),
        ],
    )


class ReasonForm(FlaskForm):
    """Why it is refused or sent back; everybody concerned reads it."""

    reason = ParagraphField(
        "原因",
        description="双方都会看到。写清楚是哪一条，怎样改。",
        validators=[filled("写清楚原因，对方要看得懂。"), at_most(1000)],
    )


class FilingForm(FlaskForm):
    """Number and day of the filing."""

    number = LineField("备案号", validators=[filled("请写备案号。"), at_most(60), printable])
    filed_on = DayField("备案日期", validators=[InputRequired("请选备案日期。")])

    @classmethod
    def on(cls, day: date) -> FilingForm:
        form: FilingForm = cls(data={"filed_on": day})
        return form


class CompareForm(FlaskForm):
    """A PDF to compare with the locked one; it is read and forgotten."""

    file = FileField("选择要核对的 PDF 文件", validators=[FileRequired("请先选文件，再按核对。")])


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").split("\n") if line.strip())

"""The forms of login, passwords and invitations."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from forms_app.accounts.passwords import LONGEST
from forms_app.workflow import Role

ROLE_WORDS: dict[Role, str] = {
    Role.COLLEGE_OFFICER: "学院经办人：审核报名，记录帮扶",
    Role.COLLEGE_SIGNER: "学院签字人：签协议",
    Role.COUNTY_DESK: "县服务点：帮家庭，核对材料",
    Role.SCHOOL: "初中老师：帮学生填，录班级表",
    Role.VILLAGE: "村或乡镇的人：帮家里填，录纸质表",
    Role.AUTHORITY: "市州或省主管部门：备案、看台账",
    Role.ADMINISTRATOR: "管理员：只管账号，看不到报名",
}


class LoginForm(FlaskForm):
    login = StringField(
        "登录名", [InputRequired("写上你的登录名。"), Length(max=80, message="登录名没有这么长。")]
    )
    password = PasswordField(
        "密码", [InputRequired("写上密码。"), Length(max=LONGEST, message="密码没有这么长。")]
    )


class NewPasswordForm(FlaskForm):
    password = PasswordField(
        "新密码",
        [InputRequired("写一句话作密码。")],
        description="至少 15 个字，可以是一句话，可以用汉字和空格。",
    )
    again = PasswordField("再写一遍", [InputRequired("再写一遍，免得写错。")])

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise ValidationError("两遍不一样，重新写一遍。")


class ChangePasswordForm(NewPasswordForm):
    current = PasswordField(
        "现在的密码",
        [InputRequired("写上现在的密码。"), Length(max=LONGEST, message="密码没有这么长。")],
    )


class InviteForm(FlaskForm):
    """Choices of `college` are set by the view; a college or a division, as the role asks."""

    login = StringField(
        "登录名",
        [InputRequired("给新同事起一个登录名。")],
        description="字母和数字，例如 zhaosheng01",
    )
    shown_as = StringField(
        "家里人看到的称呼",
        [InputRequired("写一个称呼。")],
        description="写岗位，不写私人电话，例如：招生办李老师",
    )
    role = RadioField(
        "做什么",
        choices={role.value: word for role, word in ROLE_WORDS.items()},
        validators=[InputRequired("选一项。")],
    )
    college = SelectField("哪个学校", [Optional()], choices={})
    division = StringField(
        "哪个县、州或省",
        [Optional(), Regexp(r"^[1-9]\d{5}$", message="写六位行政区划代码，例如 513431。")],
        description="县服务点、主管部门、初中、村才填：六位行政区划代码",
    )
    office = StringField(
        "初中或村的名字",
        [Optional(), Length(max=60, message="最多 60 个字。")],
        description="初中老师、村或乡镇的人才填。家里人会看到，写全名",
    )


class PlainForm(FlaskForm):
    """A lone button with its token."""

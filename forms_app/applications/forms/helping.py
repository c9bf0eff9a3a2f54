"""A helper names himself: who, from where, and how the guardian allowed it."""

from __future__ import annotations

from wtforms import RadioField

from forms_app.applications import names, phones
from forms_app.applications.answers import FilledInBy
from forms_app.applications.completeness import HELPERS
from forms_app.applications.forms.page import CHOOSE, Line, Needed, TypedForm, one_of, options
from forms_app.applications.helping.models import Authority

KINDS = [kind for kind in FilledInBy if kind in HELPERS]


class AuthorityForm(TypedForm):
    """What the account of whoever is logged in does not say."""

    authority = RadioField(
        "监护人怎么让你填的",
        [Needed(CHOOSE), one_of(Authority)],
        choices=options(Authority),
        validate_choice=False,
    )


class HelperForm(AuthorityForm):
    """Every field is needed: a change without a name helps nobody."""

    kind = RadioField(
        "你是谁", [Needed(CHOOSE), one_of(KINDS)], choices=options(KINDS), validate_choice=False
    )
    helper_name = Line("你的姓名", clean=names.clean, needed="你在帮忙填，请写上你的姓名。")
    helper_phone = Line(
        "你的电话", clean=phones.clean_helpers, needed="你在帮忙填，请写上你的电话。"
    )
    institution = Line("你在哪个学校、村或单位", most=60, needed="写上学校、村或单位的名字。")

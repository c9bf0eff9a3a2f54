"""Home, telephone and household: where the family lives, how to reach it, what it lives on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, RadioField, StringField, SubmitField

from forms_app.applications import homes, phones
from forms_app.applications.cycles import household_kinds
from forms_app.applications.fields import BY_NAME
from forms_app.applications.forms.page import CHOOSE, Line, Needed, PageForm, one_of, options
from forms_app.applications.typed_text import NotAccepted, clean_line, digits_and_letters
from forms_app.languages.texts import said
from generator.divisions.places import Place
from generator.schema.campaign import Admission

ANYBODY = (said("都不是"), said("不清楚"))
"""Two answers that must always be there, in the cycle's own place when it names them."""
WHOSE_PHONE = (said("学生"), said("监护人"), said("亲戚或邻居"), said("老师"), said("村委会"))
EMAIL = re.compile(
    r"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63})"
)
PROOF_NUMBER = re.compile(r"[A-Za-z0-9-]{1,30}")


def proof_number(text: str) -> str:
    """Letters, digits and dashes; no national format is guessed."""
    number = digits_and_letters(text)
    if not PROOF_NUMBER.fullmatch(number):
        raise NotAccepted(said("编号最多30个数字、字母或横线。没有就空着，请县里核对。"))
    return number


def email_address(text: str) -> str:
    """Lower case after the @; only what a mail server surely takes."""
    typed = clean_line(text, label=said("电子邮箱"), most=254)
    found = EMAIL.fullmatch(unicodedata.normalize("NFKC", typed))
    if found is None:
        raise NotAccepted(said("邮箱中间要有 @，例如 name@example.com。没有邮箱，就空着。"))
    return f"{found[1]}@{found[2].lower()}"


class HomeForm(PageForm):
    """The county is looked for by name on the server, so that it works without a script."""

    task = BY_NAME["home"]

    county_name = StringField("户籍在哪个县")
    find = SubmitField("找")
    home_county = RadioField("选一个县", choices={}, validate_choice=False)
    home_village = Line("乡镇和村（没有就空着）")
    mail_address = Line("通知书寄到哪里")
    mail_to_village_committee = BooleanField("请村委会代收")

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.found: tuple[Place, ...] = homes.search(self.county_name.data or "")
        chosen = self._chosen()
        offered = list(dict.fromkeys([*([chosen] if chosen else []), *self.found]))
        self.home_county.choices = {place.code: place.full_name for place in offered}
        if len(offered) == 1 and not self.home_county.data:
            self.home_county.data = offered[0].code

    def _chosen(self) -> Place | None:
        try:
            return homes.county(self.home_county.data or "")
        except NotAccepted:
            return None

    @property
    def is_search(self) -> bool:
        return bool(self.find.data)

    def check_together(self) -> Iterable[tuple[Field, str]]:
        if self._chosen() is None and (self.home_county.data or not self.is_for_later):
            yield self.county_name, said("先写县的名字，按“找”，再选一个。")
        has_place = self.mail_address.data or self.mail_to_village_committee.data
        if not has_place and not self.is_for_later and not self.mail_address.errors:
            yield self.mail_address, said("写上地址，或者勾“请村委会代收”。")

    def values(self) -> dict[str, Any]:
        chosen = self._chosen()
        return {**super().values(), "home_county": chosen.code if chosen else None}


class ContactForm(PageForm):
    """One phone may serve many; none at all is an answer, too."""

    task = BY_NAME["contact"]

    phone = Line("联系电话", clean=phones.clean)
    phone_belongs_to = RadioField(
        "这是谁的电话", [one_of(WHOSE_PHONE)], choices=options(WHOSE_PHONE), validate_choice=False
    )
    call_when = Line("什么时候好接电话（可以不填）", most=30)
    email = Line("电子邮箱（没有就空着）", clean=email_address)
    has_no_phone = BooleanField("没有电话")

    def check_together(self) -> Iterable[tuple[Field, str]]:
        if self.is_for_later:
            return
        if not self.phone.data and not self.phone.errors and not self.has_no_phone.data:
            yield self.phone, said("写上能打通的电话。没有，就勾“没有电话”。")
        if self.phone.data and not self.phone_belongs_to.data:
            yield self.phone_belongs_to, CHOOSE

    def values(self) -> dict[str, Any]:
        values = super().values()
        values["has_no_phone"] = bool(self.has_no_phone.data) and not self.phone.data
        return values


class HouseholdForm(PageForm):
    """The words of the cycle that are in use today, and an answer for everybody else."""

    task = BY_NAME["household"]

    household_kind = RadioField("家里是哪一种", [Needed(CHOOSE)], choices={}, validate_choice=False)
    household_proof_number = Line("证明上的编号（没有就空着）", clean=proof_number)
    county_checks_household = BooleanField("请县里核对，不用自己交证明")

    def __init__(self, *, rules: Admission, day: date, **more: Any) -> None:
        super().__init__(**more)
        kinds = household_kinds(rules, day)
        self.words = tuple(dict.fromkeys([*(kind.name for kind in kinds), *ANYBODY]))
        self.household_kind.choices = options(self.words)
        self.hints = {
            kind.name: said("以前叫“{was_called}”", was_called=kind.was_called)
            for kind in kinds
            if kind.was_called
        }

    def validate_household_kind(self, field: RadioField) -> None:
        one_of(self.words)(self, field)

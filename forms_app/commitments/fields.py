"""Form fields of pairing assistance: typed text made clean, errors in plain Chinese."""

from __future__ import annotations

from typing import Any

from wtforms import (
    DateField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from generator.printing.fonts import missing_characters
from generator.printing.paper import clean, one_line

MOST_DIGITS = 12


class LineField(StringField):
    """One line, without controls and invisible signs, as the paper will print it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = one_line(str(valuelist[0])) if valuelist else ""


class ParagraphField(TextAreaField):
    """Several lines, cleaned in the same way."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = clean(str(valuelist[0])) if valuelist else ""


class DayField(DateField):
    """A calendar day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("请写成这样：2027-06-30。") from None


class WholeNumberField(IntegerField):
    """A whole number; `1,245,600` and `１２` are numbers too. Empty is None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = str(valuelist[0]).replace(",", "").replace("，", "").strip() if valuelist else ""
        if not typed:
            return
        if not typed.isdecimal() or len(typed) > MOST_DIGITS:
            raise ValueError("只写数字，例如 12。")
        self.data = int(typed)


class OneOfField(SelectField):
    """One of a list; what is not in the list is refused in Chinese."""

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError("请从列表里选一个。") from None


class SomeOfCheckboxField(SelectMultipleField):
    """Boxes to tick, any number of them."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError("请只选列表里有的。") from None


def filled(message: str) -> DataRequired:
    """Must be typed; `message` says what to write."""
    return DataRequired(message)


def at_most(length: int) -> Length:
    return Length(max=length, message=f"太长了，最多 {length} 个字。")


def printable(_form: object, field: Field) -> None:
    """Refuse, with the character named, what no shipped font can print: the paper would be."""
    missing = missing_characters(field.data or "")
    if missing:
        shown = "、".join(f"“{character}”" for character in missing[:5])
        raise ValidationError(f"{shown}印不出来，请换一个写法。")

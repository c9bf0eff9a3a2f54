"""What all pages share: saving for later, cleaning by pure functions, and the mark of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, Form, HiddenField, StringField, SubmitField
from wtforms.validators import StopValidation, ValidationError

from forms_app.applications.answers import Answers
from forms_app.applications.fields import Task
from forms_app.applications.typed_text import NotAccepted, clean_line, is_unseen
from forms_app.languages import speaking
from forms_app.languages.texts import in_chinese, said

CHOOSE = said("选一项。")
LONGEST_WORDS = 500
"""Characters of a reason or an appeal."""

Cleanly = TypeVar("Cleanly")


class TypedForm(FlaskForm):
    """FlaskForm with the types that the library does not ship. A body is a form, never JSON."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("formdata", request.form if request.method == "POST" else None)
        super().__init__(**more)
        for field in self:
            _say_words_of(field)

    def is_submitted(self) -> bool:
        return request.method == "POST"

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """True when this is a POST and every field holds, and not only another language is asked.

        The switch shows the page with what was typed, and with its errors if it had any.
        """
        if not speaking.is_switching():
            return self.is_submitted() and self.validate(extra_validators=extra_validators)
        if speaking.HAD_ERRORS in request.form:
            self.validate(extra_validators=extra_validators)
        return False


def _say_words_of(field: Field) -> None:
    """Its label and its hint were written by us, so they have a translation."""
    if field.label.text:
        field.label.text = said(field.label.text)
    if field.description:
        field.description = said(field.description)


class Needed:
    """The field must be filled in, unless the family saves the page to go on later."""

    def __init__(self, message: str) -> None:
        self.message = said(message)

    def __call__(self, form: Form, field: Field) -> None:
        if field.data not in (None, "", [], False):
            return
        field.errors = []
        is_later = isinstance(form, PageForm) and form.is_for_later
        raise StopValidation("" if is_later else self.message)


def accepted(clean: Callable[[str], Cleanly], typed: str) -> Cleanly:
    """What a pure function makes of the text; its refusal becomes the field's error."""
    try:
        return clean(typed)
    except NotAccepted as refusal:
        raise StopValidation(str(refusal)) from None


class Cleaned:
    """Put the cleaned text in place of the typed one."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        self.clean = clean

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data and str(field.data).strip():
            field.data = accepted(self.clean, str(field.data))
        else:
            field.data = None


class Line(StringField):
    """One line of free text, at most `most` characters, optional unless `needed` says otherwise."""

    def __init__(
        self,
        label: str,
        *,
        most: int = 100,
        needed: str | None = None,
        clean: Callable[[str], str] | None = None,
        **more: Any,
    ) -> None:
        cleaner = clean or (lambda typed: clean_line(typed, label=said(label), most=most))
        first = [Needed(needed)] if needed else []
        super().__init__(label, [*first, Cleaned(cleaner)], **more)


class PageForm(TypedForm):
    """A page of one task. `drawn_from` is the mark of the answers that it was drawn from."""

    task: ClassVar[Task]

    drawn_from = HiddenField()
    later = SubmitField("先存下，以后再填")

    @property
    def is_for_later(self) -> bool:
        return bool(self.later.data)

    def values(self) -> dict[str, Any]:
        """Answers field -> checked value, for the fields of this page that have a control."""
        names = [field.name for field in self.task.fields]
        return {name: self._value(name) for name in names if name in self}

    def _value(self, name: str) -> Any:
        data = self[name].data
        return None if data == "" else data

    @classmethod
    def data_from(cls, answers: Answers) -> dict[str, Any]:
        """What the controls show at first, by the names of the controls."""
        return {field.name: getattr(answers, field.name) for field in cls.task.fields}

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then together."""
        is_valid = bool(super().validate(extra_validators))
        for field, message in list(self.check_together()):
            field.errors = [*field.errors, message]
        return is_valid and not self.errors

    def csrf_is_valid(self) -> bool:
        """Check the token alone, for a button that asks nothing of the fields."""
        return "csrf_token" not in self or bool(self["csrf_token"].validate(self))

    def check_together(self) -> Iterable[tuple[Field, str]]:
        """Rules that look at several fields: the field to mark and what to say."""
        return ()


def options(words: Iterable[str]) -> dict[str, Any]:
    """Choices whose value is the printed word."""
    return {in_chinese(word): said(word) for word in words}


def one_of(words: Iterable[str]) -> Callable[[Form, Field], None]:
    """A validator: empty or one of the words, whatever the browser sent."""
    allowed = {str(word) for word in words}

    def check(_form: Form, field: Field) -> None:
        if field.data in (None, ""):
            field.data = None
        elif str(field.data) not in allowed:
            field.data = None
            raise StopValidation(CHOOSE)

    return check


def check_words(field: Field, *, needed: str = "") -> None:
    """Hold a few lines of somebody's own words, and keep them without outer spaces.

    Raises ValidationError: `needed` where nothing was written, else when too long or unseen.
    """
    text = (field.data or "").strip()
    if needed and not text:
        raise ValidationError(needed)
    if len(text) > LONGEST_WORDS:
        raise ValidationError(
            said(
                "最多{most}个字，现在是{text}个。请写短一点。",
                most=LONGEST_WORDS,
                text=len(text),
            )
        )
    if any(is_unseen(character) for character in text if character not in "\r\n\t"):
        raise ValidationError(said("里面有看不见的符号。全部删掉，再打一遍。"))
    field.data = text

"""The choices after they were sent: the list travels in the form and is kept only at the end."""

from __future__ import annotations

from flask import request
from wtforms import HiddenField, SubmitField

from forms_app.applications import choices
from forms_app.applications.answers import Answers
from forms_app.applications.choices import Choices
from forms_app.applications.completeness import physical_limits
from forms_app.applications.forms.choosing import ChoicesForm
from forms_app.errors import Conflict

LISTED = "chosen"
"""The control that carries one programme of the list, in its order."""


class ChangeChoicesForm(ChoicesForm):
    """`version` is the number of the version that the family has before its eyes."""

    version = HiddenField()
    edit = SubmitField("再改改")
    confirm = SubmitField("送到学校")

    def __init__(
        self, *, sent: Answers, number: int, cycle: str, is_trial: bool, most: int
    ) -> None:
        before = sent
        if request.method == "POST":
            chosen = listed(sent.choices, cycle=cycle, is_trial=is_trial, most=most)
            before = sent.model_copy(update={"choices": chosen})
        data = self.data_from(sent) | {"version": str(number)}
        super().__init__(before=before, data=data)

    @property
    def seen(self) -> int:
        """-1 for anything that we did not write ourselves."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else -1

    def now_seen(self, number: int) -> None:
        self.version.data = str(number)

    def take(self, chosen: Choices) -> None:
        """Another list in place of this one, and what it asks of the body."""
        self.chosen = chosen
        self.limits = physical_limits(chosen)


def listed(sent: Choices, *, cycle: str, is_trial: bool, most: int) -> Choices:
    """The list that came with the form; what may not be chosen together is left out."""
    known = {choice.programme_id: choice for choice in sent}
    found: Choices = ()
    for programme_id in request.form.getlist(LISTED)[:most]:
        if programme_id in known:
            found = (*choices.removed(found, programme_id), known[programme_id])
            continue
        try:
            found = choices.added(found, programme_id, cycle=cycle, is_trial=is_trial, most=most)
        except Conflict:
            continue
    return found

"""Forms around a seat: which programme, why it is taken back, and the family's yes or no."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

LONGEST_REASON = 500


class OfferForm(FlaskForm):
    """Choices are the child's own choices at this college, set by the view."""

    programme_id = RadioField(
        "给哪个专业的名额", validators=[InputRequired("选一个专业。")], validate_choice=False
    )

    def put_choices(self, choices: dict[str, str]) -> None:
        """Programme -> its name; a single one is ticked already."""
        self.programme_id.choices = choices
        if len(choices) == 1 and not self.is_submitted():
            self.programme_id.data = next(iter(choices))


class TakeBackForm(FlaskForm):
    reason = TextAreaField(
        "为什么收回",
        description="先打电话告诉家里人，再写在这里。家里人看得到。",
        filters=[lambda text: text.strip() if text else text],
        validators=[
            DataRequired("写清楚原因，对方要看得懂。"),
            Length(max=LONGEST_REASON, message=f"太长了，写到{LONGEST_REASON}个字以内。"),
        ],
    )


class AnswerForm(FlaskForm):
    """A lone button that says which offer it was pressed for."""

    offer_id = HiddenField()


class DeclineForm(AnswerForm):
    """A no that also says what the page told would come next."""

    read = HiddenField()

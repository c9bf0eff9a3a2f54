"""What the family's templates may call: names of places and enterprises, moments in words."""

from __future__ import annotations

from datetime import date, datetime

from forms_app import clock
from forms_app.applications import bp
from forms_app.applications.fields import NUMBER_OF
from forms_app.applications.progress import look_words, moment_words
from forms_app.applications.summary import place_name
from forms_app.languages.texts import Text, said
from forms_app.running import catalogue


def day_words(day: date) -> Text:
    """`6月3日`: a date, or a moment in China."""
    local = day.astimezone(clock.BEIJING) if isinstance(day, datetime) else day
    return said("{month}月{day}日", month=local.month, day=local.day)


def enterprise_name(enterprise_id: str) -> str:
    return catalogue().enterprises[enterprise_id].name


@bp.context_processor
def words() -> dict[str, object]:
    return {
        "number_of": NUMBER_OF,
        "date_words": clock.day_words,
        "day_words": day_words,
        "look_words": look_words,
        "moment_words": moment_words,
        "place_name": place_name,
        "enterprise_name": enterprise_name,
    }

"""What the family's templates may call: names of places and enterprises, moments in words."""

from __future__ import annotations

from forms_app.applications import bp
from forms_app.applications.fields import NUMBER_OF
from forms_app.applications.progress import moment_words
from forms_app.applications.summary import place_name
from forms_app.running import catalogue


def enterprise_name(enterprise_id: str) -> str:
    return catalogue().enterprises[enterprise_id].name


@bp.context_processor
def words() -> dict[str, object]:
    return {
        "number_of": NUMBER_OF,
        "moment_words": moment_words,
        "place_name": place_name,
        "enterprise_name": enterprise_name,
    }

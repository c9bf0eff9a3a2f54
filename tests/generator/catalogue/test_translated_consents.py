"""A consent's translation belongs to one version, and two people stand for it."""

from typing import Any

import pytest
from pydantic import ValidationError

from generator.schema.campaign import ConsentText

TRANSLATION = {
    "language": "ug",
    "of_version": "2026-09-01",
    "title": "Title (example)",
    "text": "Text (example)",
    "translator": "某某（例子）",
    "reviewer": "某某二（例子）",
}


def consent(*changes: dict[str, Any]) -> ConsentText:
    return ConsentText.model_validate(
        {
            "kind": "admission",
            "version": "2026-09-01",
            "title": "同意",
            "text": "你填的内容只用来办报名（例子）",
            "is_required": True,
            "translations": tuple(TRANSLATION | one for one in changes),
        }
    )


def test_a_consent_may_be_translated_into_several_languages() -> None:
    assert len(consent({}, {"language": "kk_Arab"}).translations) == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([{"of_version": "2026-08-01"}], "要重新译"),
        ([{"reviewer": "某某（例子）"}], "要两个人"),
        ([{}, {}], "一种语言只有一份"),
        ([{"language": "Uyghur"}], "language"),
        ([{"translator": ""}], "translator"),
    ],
)
def test_a_translation_that_does_not_fit_its_text_is_refused(
    changes: list[dict[str, Any]], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        consent(*changes)

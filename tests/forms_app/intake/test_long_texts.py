"""A cycle whose consents do not fit on the form's two sheets."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.applications import cycles
from generator.schema.campaign import Admission, ConsentText
from tests.forms_app.intake.test_pen_forms import printed


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("times", [8, 100])
def test_texts_that_do_not_fit_on_two_sheets_are_an_answer_and_no_fault(
    times: int, session: Session, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = cycles.consent_texts

    def long(rules: Admission) -> tuple[ConsentText, ...]:
        return tuple(text.model_copy(update={"text": text.text * times}) for text in texts(rules))

    form = printed(session)[0]
    monkeypatch.setattr(cycles, "consent_texts", long)
    answer = client.get(f"/paper/{form.serial}.pdf")
    assert answer.status_code == 409
    assert "两页纸印不下" in answer.text

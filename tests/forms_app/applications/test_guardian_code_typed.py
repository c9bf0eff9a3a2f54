"""The 同意码 as it is typed: every slip is found, every text gets a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.applications.checked_code import ALPHABET
from forms_app.applications.consenting import guardian_code
from forms_app.applications.typed_text import NotAccepted


def read(typed: str) -> str:
    """The code, or what the page would say."""
    try:
        return guardian_code.read(typed)
    except NotAccepted as refusal:
        return str(refusal)


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_a_sentence(typed: str) -> None:
    found = read(typed)
    assert len(found) == guardian_code.GUARDIAN_CODE.length or "同意码" in found


def test_every_single_slip_in_a_code_is_found() -> None:
    code = guardian_code.new()
    assert guardian_code.read(guardian_code.shown(code)) == code
    for place, character in enumerate(code):
        for other in ALPHABET:
            if other != character:
                with pytest.raises(NotAccepted):
                    guardian_code.read(code[:place] + other + code[place + 1 :])

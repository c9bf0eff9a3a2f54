"""A family that reads a test language meets no sentence that is in no catalogue."""

from __future__ import annotations

import re

import pytest

from forms_app.applications import cycles
from forms_app.applications.forms import guardian
from forms_app.languages.pseudo import languages
from generator.schema.campaign import ConsentTranslation
from tests.forms_app.applications.journey import (
    ADDRESS,
    CYCLE,
    GUARDIAN,
    GUARDIAN_PAGE,
    NAME,
    PAGES,
    PHONE,
    PROGRAMME,
    START,
    ZHAOJUE,
    Family,
)
from tests.forms_app.languages.unsaid import unsaid

KNOWN = "\n".join(
    [NAME, GUARDIAN, ADDRESS, "示例县第一初级中学", "四川省凉山彝族自治州昭觉县", "中文"]
    + [language.name for language in languages()]
)
WRONG = {
    "student": {"name": "a!", "identity_number": "123"},
    "home": {},
    "contact": {"phone": "12", "email": "x"},
    "household": {"household_proof_number": "%%"},
    "school": {"score": "x"},
    "choices": {},
    "adjustment": {},
}
BEFORE = f"/apply/start?programme={PROGRAMME}"
AFTER = [
    "receipt",
    "status",
    "versions",
    "choices",
    "documents",
    "consents",
    "consents/admission",
    "copy",
    "erasure",
    "helper",
    "helped",
    "ask",
    "telephone",
    "withdraw",
    "offer",
    "nothing",
]


class Reading:
    """Keeps what was not said, page by page."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.left: dict[str, list[str]] = {}
        self.pages = 0

    def page(self, address: str) -> None:
        self.look(address, self.family.client.get(address).get_data(as_text=True))

    def sent(self, address: str, **fields: str) -> None:
        answer = self.family.send(address, **fields)
        self.look(f"POST {address} {fields}", answer.get_data(as_text=True))

    def look(self, address: str, page: str) -> None:
        self.pages += "<html" in page
        # What is sent back is never translated, whatever stands beside it.
        assert not re.search(r'(value|name|id|href|action)="[^"]*⟦', page), address
        if found := unsaid(page, known=KNOWN):
            self.left[address] = found


def test_no_page_of_a_family_has_a_sentence_outside_the_catalogue(reader: Family) -> None:
    reading = Reading(reader)
    for question in ("", f"&schooling=今年初中毕业&county={ZHAOJUE}", "&schooling=&county_name=x"):
        reading.page(BEFORE + question)
    reading.page(START)
    reading.sent(START, **{**GUARDIAN_PAGE, "birth_month": "14", "guardian_phone": "1"})
    reading.sent("/apply/open", code="123", birth_year="2")
    reading.sent("/apply/guardian", code="K7MPT-3XRAE-90CDF")
    reader.begin()
    for address in ("code", "tasks", "status", "check"):
        reading.page(f"/apply/{address}")
    for task, fields in WRONG.items():
        reading.sent(f"/apply/tasks/{task}", **fields)
    for number in ("11010120110230001X", "510123201104051234", "51343120110405111A"):
        reading.sent("/apply/tasks/student", name="甲", identity_number=number)
    reading.sent("/apply/tasks/home", county_name="昭觉", find="1")
    reader.send("/apply/tasks/choices", add=PROGRAMME)
    reading.sent("/apply/tasks/choices", words="汽车", find="1")
    reader.fill_all()
    for address in ("tasks", "check", *(f"tasks/{task}" for task in PAGES)):
        reading.page(f"/apply/{address}")
    reading.sent("/apply/telephone")
    assert reader.submit().status_code == 303
    for address in AFTER:
        reading.page(f"/apply/{address}")
    reading.sent("/apply/helper", kind="老师", helper_phone=PHONE)
    reader.send("/apply/withdraw")
    for address in ("status", "again"):
        reading.page(f"/apply/{address}")
    assert reading.left == {}
    assert reading.pages > 50


def test_a_page_says_its_language_and_its_direction(reader: Family) -> None:
    page = reader.read("/apply/open")
    assert re.search(r'<html lang="zh-x-test-rtl" dir="rtl">', page)
    reader.client.set_cookie("language", "test-ltr")
    assert '<html lang="zh-x-test-ltr">' in reader.read("/apply/open")
    reader.client.set_cookie("language", "zh")
    assert '<html lang="zh-CN">' in reader.read("/apply/open")


def test_staff_pages_stay_in_chinese(reader: Family) -> None:
    page = reader.read("/staff/login")
    assert '<html lang="zh-CN">' in page
    assert "⟦" not in page


def test_a_consent_is_shown_with_its_translation_and_with_the_chinese_that_rules(
    reader: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reader.read(START)
    assert page.count("⟦ا这份同意书还没有译文。") == 5
    assert '<p lang="zh-CN" dir="ltr">' in page
    first, *others = cycles.consent_texts(cycles.admission(CYCLE))
    translation = ConsentTranslation.model_construct(
        language="test-rtl",
        of_version=first.version,
        title="TITLE",
        text="ONE\n\nTWO <b>",
        translator="A. Name",
        reviewer="B. Name",
    )
    translated = first.model_copy(update={"translations": (translation,)})
    monkeypatch.setattr(guardian, "consent_texts", lambda _rules: (translated, *others))
    page = reader.read(START)
    assert page.count("⟦ا这份同意书还没有译文。") == 4
    assert page.index("TWO &lt;b&gt;") < page.index("以中文为准") < page.index("A. Name") + 200
    assert first.text.split("\n\n")[0] in page
    reader.client.set_cookie("language", "zh")
    assert "TITLE" not in reader.read(START)

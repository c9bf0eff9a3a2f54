"""The whole way of a family on both databases: start, 取件码, nine tasks, sending, coming back."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from forms_app.extensions import db
from forms_app.models import Base
from tests.forms_app.applications.journey import (
    ADDRESS,
    BORN,
    GUARDIAN,
    NAME,
    PHONE,
    PROGRAMME,
    Family,
    identity_number,
)


def test_a_family_applies_comes_back_with_its_code_and_follows_it(
    app: Flask, family: Family
) -> None:
    code = family.apply()
    receipt = family.read("/apply/receipt")
    assert "27-000001" in receipt
    assert code in receipt
    assert NAME in receipt
    other_phone = Family(app.test_client())
    assert other_phone.client.get("/apply/status").location == "/apply/open?back=/apply/status"
    answer = other_phone.send("/apply/open", code=code.lower().replace("-", " "), **BORN)
    assert (answer.status_code, answer.location) == (303, "/apply/status")
    status = other_phone.read("/apply/status")
    assert "已送到学校" in status
    assert "示例技工学校01" in status


def test_the_start_page_answers_before_anything_personal(family: Family) -> None:
    page = family.read(
        f"/apply/start?programme={PROGRAMME}&schooling=今年初中毕业&county_name=凉山昭觉"
    )
    assert "四川省凉山彝族自治州昭觉县" in page
    answer = family.read(f"/apply/start?programme={PROGRAMME}&schooling=今年初中毕业&county=513431")
    assert "可以报名" in answer
    assert "开始填表" in answer
    no = family.read(f"/apply/start?programme={PROGRAMME}&schooling=还没到初三&county=513431")
    assert "现在还不能报" in no
    assert "示例帮办点（昭觉县）" in no


def test_papers_carry_the_trial_mark_and_no_birth_date_beside_the_code(family: Family) -> None:
    code = family.apply()
    for address in ("/apply/form.pdf", "/apply/receipt.pdf"):
        paper = family.client.get(address)
        assert paper.mimetype == "application/pdf"
        assert paper.data.startswith(b"%PDF")
    receipt = PdfReader(BytesIO(family.client.get("/apply/receipt.pdf").data)).pages[0]
    text = receipt.extract_text()
    assert code in text
    assert "试用" in text
    assert "2011" not in text


def test_every_page_of_a_trial_says_so_and_no_title_names_a_child(family: Family) -> None:
    family.apply()
    for name in ("status", "receipt", "code", "withdraw"):
        page = family.read(f"/apply/{name}")
        assert "示例数据：这是试一试，不是真的报名" in page
        title = page[page.index("<title>") : page.index("</title>")]
        assert NAME not in title


def test_nothing_personal_reaches_the_database_in_the_clear(
    app: Flask, family: Family, caplog: pytest.LogCaptureFixture
) -> None:
    number = identity_number()
    with caplog.at_level("DEBUG"):
        family.apply(number=number)
        family.read("/apply/status")
    rows = dump(app) + on_disk(app)
    assert "sample-programme-01" in rows
    for secret in (number, NAME, GUARDIAN, PHONE, ADDRESS, "2011-04-05", "脱贫户"):
        assert secret not in rows
        assert secret not in caplog.text


def dump(app: Flask) -> str:
    """Every value of every table, as the database holds it."""
    parts = []
    with db.reading_session() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                parts += [
                    value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    for value in row
                ]
    return "\n".join(parts)


def on_disk(app: Flask) -> str:
    """The embedded database as bytes, its log included; nothing for PostgreSQL."""
    path = app.extensions["qianxiao.engine"].url.database or ""
    if not path.endswith(".sqlite3"):
        return ""
    files = [Path(path), Path(f"{path}-wal")]
    return "".join(one.read_bytes().decode("utf-8", "replace") for one in files if one.exists())

"""Personal values at rest: bound to their row, readable after rotation, never in the clear."""

import base64
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from forms_app.errors import Misconfigured
from forms_app.models import History
from forms_app.sealing import Keyring, SealBroken

OLD, NEW, INDEX = (bytes([number]) * 32 for number in (1, 2, 3))
NUMBER = "513431201105061234"


def ring(**keys: bytes) -> Keyring:
    return Keyring(data_keys=keys or {"old": OLD}, index_key=INDEX)


def entry(subject: str, reason: str) -> History:
    return History(
        subject_kind="test",
        subject_id=subject,
        number=1,
        event="x",
        to_state="x",
        by="x",
        shown_as="x",
        reason=reason,
    )


def test_a_value_is_stored_sealed_and_read_open(app: Flask, session: Session) -> None:
    first = entry("a", NUMBER)
    session.add(first)
    session.commit()
    stored = session.execute(text("SELECT reason_sealed FROM history")).scalar_one()
    assert NUMBER.encode() not in bytes(stored)
    session.expire_all()
    assert session.get_one(History, first.id).reason == NUMBER
    session.rollback()


def test_ciphertext_moved_to_another_row_does_not_open(app: Flask, session: Session) -> None:
    first, second = entry("a", NUMBER), entry("b", "other")
    session.add_all([first, second])
    session.flush()
    second.reason_sealed = first.reason_sealed
    with pytest.raises(SealBroken):
        assert second.reason
    session.rollback()


def test_ciphertext_moved_to_another_column_does_not_open() -> None:
    sealed = ring().seal(NUMBER, place="application.phone_sealed.1")
    with pytest.raises(SealBroken):
        ring().open(sealed, place="application.name_sealed.1")


@pytest.mark.parametrize("damage", [b"", b"old", b"old\0", b"old\0short", b"\xff\0" + b"x" * 40])
def test_damaged_ciphertext_is_one_error(damage: bytes) -> None:
    with pytest.raises(SealBroken):
        ring().open(damage, place="a.b.c")


def test_a_flipped_bit_does_not_open() -> None:
    sealed = bytearray(ring().seal(NUMBER, place="a.b.c"))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken):
        ring().open(bytes(sealed), place="a.b.c")


def test_after_rotation_old_values_open_and_new_ones_use_the_new_key() -> None:
    sealed = ring().seal(NUMBER, place="a.b.c")
    rotated = ring(new=NEW, old=OLD)
    assert rotated.open(sealed, place="a.b.c") == NUMBER
    assert rotated.seal(NUMBER, place="a.b.c").startswith(b"new\0")
    with pytest.raises(SealBroken, match="no key opens"):
        ring(new=NEW).open(sealed, place="a.b.c")


def test_sealing_twice_shows_no_likeness() -> None:
    assert ring().seal(NUMBER, place="a.b.c") != ring().seal(NUMBER, place="a.b.c")


def test_the_blind_index_is_equal_for_equal_values_of_one_purpose() -> None:
    first = ring().index(NUMBER, purpose="identity")
    assert first == ring(new=NEW).index(NUMBER, purpose="identity")
    assert first != ring().index(NUMBER, purpose="phone")
    assert first != Keyring(data_keys={"old": OLD}, index_key=NEW).index(NUMBER, purpose="identity")
    assert len(first) == 64
    assert NUMBER not in first


@pytest.mark.parametrize(
    ("data_keys", "index_key", "words"),
    [
        ("", base64.b64encode(INDEX).decode(), "at least one"),
        ("old:short", base64.b64encode(INDEX).decode(), "not `id:base64"),
        ("old:" + base64.b64encode(b"x").decode(), base64.b64encode(INDEX).decode(), "32 bytes"),
        ("no colon", base64.b64encode(INDEX).decode(), "not `id:base64"),
        ("old:" + base64.b64encode(OLD).decode(), base64.b64encode(OLD).decode(), "must not be"),
    ],
)
def test_an_unusable_key_is_refused_without_being_shown(
    data_keys: str, index_key: str, words: str
) -> None:
    with pytest.raises(Misconfigured, match=words) as caught:
        Keyring.from_text(data_keys=data_keys, index_key=index_key)
    assert index_key not in str(caught.value)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_deleted_value_is_gone_from_the_file(app: Flask, session: Session) -> None:
    """secure_delete: the bytes of a purged draft do not stay in free pages."""
    marker = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
    session.add(entry(marker, "x"))
    session.commit()
    session.execute(text("DELETE FROM history"))
    session.commit()
    engine = app.extensions["qianxiao.engine"]
    engine.dispose()
    assert marker.encode() not in Path(engine.url.database).read_bytes()

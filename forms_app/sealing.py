"""Personal values at rest: AES-256-GCM bound to table, column and row; a keyed blind index too.

An identity number has so few possibilities that whoever holds the index key can list them all, so
both keys live outside the database. Rotation: the first data key writes, every key reads.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from forms_app.errors import FormsError, Misconfigured

NONCE_BYTES = 12
KEY_BYTES = 32


class SealBroken(FormsError):
    """The ciphertext does not belong to this row and column, or no key opens it."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Data keys by identifier (the first one writes) and the separate key of the blind index."""

    data_keys: dict[str, bytes]
    index_key: bytes

    def __post_init__(self) -> None:
        for name, key in [*self.data_keys.items(), ("index", self.index_key)]:
            if len(key) != KEY_BYTES:
                raise Misconfigured(f"key {name!r} must be {KEY_BYTES} bytes in base64")
        if not self.data_keys:
            raise Misconfigured("at least one data key is needed")
        if self.index_key in self.data_keys.values():
            raise Misconfigured("the index key must not be one of the data keys")

    @classmethod
    def from_text(cls, *, data_keys: str, index_key: str) -> Keyring:
        """`data_keys` is `id:base64,id:base64`; raises Misconfigured and never prints a key."""
        try:
            pairs = [entry.strip().split(":", 1) for entry in data_keys.split(",") if entry.strip()]
            keys = {name: base64.b64decode(value, validate=True) for name, value in pairs}
            return cls(data_keys=keys, index_key=base64.b64decode(index_key, validate=True))
        except ValueError as error:
            raise Misconfigured("a key is not `id:base64 of 32 bytes`") from error

    def seal(self, text: str, *, place: str) -> bytes:
        """As `seal_bytes`, for a text."""
        return self.seal_bytes(text.encode("utf-8"), place=place)

    def seal_bytes(self, content: bytes, *, place: str) -> bytes:
        """`id NUL nonce ciphertext`; `place` is bound in and must be the same to open it."""
        key_id, key = next(iter(self.data_keys.items()))
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, content, place.encode())
        return key_id.encode() + b"\0" + nonce + sealed

    def open(self, sealed: bytes, *, place: str) -> str:
        """The text, or SealBroken."""
        try:
            return self.open_bytes(sealed, place=place).decode("utf-8")
        except UnicodeDecodeError as error:
            raise SealBroken(f"the seal of {place} is broken") from error

    def open_bytes(self, sealed: bytes, *, place: str) -> bytes:
        """What was sealed, or SealBroken."""
        key_id, _, rest = sealed.partition(b"\0")
        key = self.data_keys.get(key_id.decode("ascii", "replace"))
        if key is None:
            raise SealBroken(f"no key opens {place}")
        try:
            nonce, body = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
            return AESGCM(key).decrypt(nonce, body, place.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"the seal of {place} is broken") from error

    def index(self, value: str, *, purpose: str) -> str:
        """HMAC-SHA256 as 64 hexadecimal digits; equal for equal values of one purpose."""
        message = f"{purpose}\0{value}".encode()
        return hmac.new(self.index_key, message, hashlib.sha256).hexdigest()


def keyring() -> Keyring:
    """The keys of the running app."""
    ring: Keyring = current_app.extensions["qianxiao.keyring"]
    return ring


class Sealed:
    """A text attribute that is stored sealed in another column of the same row.

    `name = Sealed("name_sealed")` beside `name_sealed: Mapped[bytes | None]`. None stays None.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    @overload
    def __get__(self, row: None, owner: type) -> Sealed: ...
    @overload
    def __get__(self, row: Any, owner: type) -> str | None: ...
    def __get__(self, row: Any, owner: type) -> Sealed | str | None:
        if row is None:
            return self
        sealed: bytes | None = getattr(row, self.column)
        return None if sealed is None else keyring().open(sealed, place=self._place(row))

    def __set__(self, row: Any, text: str | None) -> None:
        value = None if text is None else keyring().seal(text, place=self._place(row))
        setattr(row, self.column, value)

    def _place(self, row: Any) -> str:
        return f"{row.__tablename__}.{self.column}.{row.id}"

"""Passwords: argon2id with stated costs, few at a time, and which ones are too easy."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from forms_app.errors import Busy, FieldError

SHORTEST = 15
LONGEST = 200
AT_A_TIME = 2
TIRED_AT_A_TIME = 1
WAIT_SECONDS = 10.0

# OWASP's second argon2id setting; 19 MiB and about 40 ms of one core for each login.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_TURNS = threading.BoundedSemaphore(AT_A_TIME)
_TIRED_TURNS = threading.BoundedSemaphore(TIRED_AT_A_TIME)

# Fifteen characters keep the usual lists out; these are what people make of them when pressed.
_EASY = (
    "1234567890",
    "0987654321",
    "abcdefghijkl",
    "qwertyuiop",
    "asdfghjkl",
    "1qaz2wsx3edc",
    "password",
    "admin",
    "qianxiao",
    "iloveyou",
    "woaini",
    "888888",
    "666666",
)


def check_new(password: str, *, login: str, field: str = "password") -> None:
    """Raise FieldError for a password that is too short, too long, or easy to guess."""
    if len(password) < SHORTEST:
        raise FieldError(
            field, f"密码至少 {SHORTEST} 个字，可以是一句话。现在是 {len(password)} 个。"
        )
    if len(password) > LONGEST:
        raise FieldError(field, f"密码最多 {LONGEST} 个字。")
    plain = "".join(password.lower().split())
    if login.lower() in plain:
        raise FieldError(field, "密码里不要有登录名，换一句。")
    rest = plain
    for easy in _EASY:
        rest = rest.replace(easy, "")
    if len(set(plain)) < 6 or len(rest) < SHORTEST // 2:
        raise FieldError(field, "这个密码太容易猜到，换一句只有你知道的话。")


def hashed(password: str) -> str:
    """The argon2id hash with its parameters; raises Busy when too many are at it."""
    with _Turn():
        return _HASHER.hash(password)


def is_right(password: str, password_hash: str | None, *, is_tired: bool = False) -> bool:
    """Compare; without a hash do the same work and answer no, so that time tells nothing.

    Tries from tired addresses go one behind another, so that everybody else keeps a turn.
    """
    with _Turn(_TIRED_TURNS) if is_tired else nullcontext(), _Turn():
        try:
            _HASHER.verify(password_hash or _nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


class _Turn:
    """At most AT_A_TIME hashes at once: families keep the processor, memory stays bounded."""

    def __init__(self, turns: threading.BoundedSemaphore = _TURNS) -> None:
        self._turns = turns

    def __enter__(self) -> None:
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise Busy("too many logins at once")

    def __exit__(self, *_error: object) -> None:
        self._turns.release()


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")

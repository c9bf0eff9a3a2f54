"""Typed settings from the environment, prefix QIANXIAO_, checked at start.

A default here is safe in production and harmless in public; where there is no such value there
is no default, and the app refuses to start.
"""

import re
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import (
    Field,
    HttpUrl,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from forms_app.errors import Misconfigured

DEMONSTRATION_KEY_PREFIX = "demo"
MEBIBYTE = 1024 * 1024
SMTP_ADDRESS = re.compile(r"smtps?://([^/@\s]+@)?[A-Za-z0-9.\[\]:-]+/?")


class Mode(StrEnum):
    """Demonstration is explicit: it shows samples, prints its logins and counts nothing."""

    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Everything that differs between two installations. Sizes in bytes, times as named."""

    # An error must not quote its input: the input holds the keys.
    model_config = SettingsConfigDict(
        env_prefix="QIANXIAO_", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    mode: Mode
    data: Path
    """Private folder: embedded database, keys of a demonstration, uploads, locked agreements."""
    content: Path = Path("content")
    portal: Path = Path("build/portal")
    sample: bool = True
    """False leaves the sample records out, as `build --no-sample` does."""
    database_url: SecretStr | None = None
    """SQLAlchemy address; without one the embedded SQLite database under `data` is used."""
    public_url: HttpUrl | None = None
    """Address that families reach, printed in QR codes."""
    secret_key: SecretStr | None = None
    data_keys: SecretStr | None = None
    """`id:base64 of 32 bytes`, comma separated; the first writes, all of them read."""
    index_key: SecretStr | None = None
    """Base64 of 32 bytes for the blind index; never one of the data keys."""
    sms_url: HttpUrl | None = None
    """HTTP gateway for copies by SMS; without one there are none."""
    sms_token: SecretStr | None = None
    smtp_url: SecretStr | None = None
    """`smtp://login:password@host:587` or `smtps://…`, for copies by e-mail."""
    mail_from: str | None = None
    """The sender's address of e-mails; needed with `smtp_url`."""
    clamd: str | None = None
    """A clamd that looks at uploads: `/run/clamav/clamd.ctl` or `host:port`."""
    test_languages: bool = False
    """Offers two test languages, one from right to left; a demonstration only."""
    behind_proxy: bool = False
    """True when one reverse proxy in front sets X-Forwarded-For and -Proto."""
    secure_cookies: bool | None = None
    session_hours: int = Field(default=8, ge=1, le=24)
    idle_minutes: int = Field(default=60, ge=5, le=480)
    largest_body: int = Field(default=2 * MEBIBYTE, ge=64 * 1024, le=64 * MEBIBYTE)
    write_wait_seconds: float = Field(default=10.0, gt=0, le=60)
    threads: int = Field(default=16, ge=1, le=128)

    @field_validator("smtp_url")
    @classmethod
    def look_like_a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not SMTP_ADDRESS.fullmatch(value.get_secret_value()):
            raise ValueError("must be smtp://host:port or smtps://host:port, with login if needed")
        return value

    @model_validator(mode="after")
    def name_a_sender_of_mail(self) -> Self:
        if self.smtp_url is not None and not self.mail_from:
            raise ValueError("QIANXIAO_SMTP_URL needs QIANXIAO_MAIL_FROM")
        return self

    @model_validator(mode="after")
    def give_production_its_own_secrets(self) -> Self:
        if self.mode is Mode.PRODUCTION:
            needed = ("secret_key", "data_keys", "index_key", "public_url")
            missing = [f"QIANXIAO_{name.upper()}" for name in needed if getattr(self, name) is None]
            if missing:
                raise ValueError(f"production needs {', '.join(missing)}")
            if self.test_languages:
                raise ValueError("QIANXIAO_TEST_LANGUAGES is for a demonstration only")
            if self.sample:
                raise ValueError("production never shows samples: set QIANXIAO_SAMPLE=0")
        return self

    @classmethod
    def from_environment(cls) -> Self:
        """Raises Misconfigured with the name of every variable that is missing or wrong."""
        try:
            return cls()
        except ValidationError as error:
            problems = [
                ": ".join([*(f"QIANXIAO_{part}".upper() for part in one["loc"][:1]), one["msg"]])
                for one in error.errors(include_input=False, include_url=False)
            ]
            raise Misconfigured("; ".join(problems)) from None

    @property
    def is_demonstration(self) -> bool:
        return self.mode is Mode.DEMONSTRATION

    @property
    def database(self) -> str:
        """The SQLAlchemy address that is in use."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+pysqlite:///{self.data.resolve() / 'qianxiao.sqlite3'}"

    @property
    def cookies_are_secure(self) -> bool:
        """HTTPS-only cookies unless a demonstration runs on plain loopback."""
        return not self.is_demonstration if self.secure_cookies is None else self.secure_cookies

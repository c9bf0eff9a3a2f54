"""E-mail through one SMTP server, plain text only."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from forms_app.messaging.envelope import SECONDS, Envelope, MaybeSent, NeverSent, NotSent

LASTING = range(500, 600)
"""Answers of an SMTP server that will not change (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """`is_wrapped` is TLS from the first byte (smtps); else STARTTLS, unless the host is here."""

    host: str
    port: int
    login: str
    password: str
    sender: str
    is_wrapped: bool
    seconds: float = SECONDS

    @classmethod
    def at(cls, address: str, *, sender: str) -> SmtpSender:
        """`smtp://login:password@host:587` or `smtps://login:password@host:465`."""
        parts = urlsplit(address)
        is_wrapped = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "",
            port=parts.port or (465 if is_wrapped else 587),
            login=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=sender,
            is_wrapped=is_wrapped,
        )

    def __call__(self, envelope: Envelope) -> None:
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as failure:
            raise NotSent(f"no connection ({type(failure).__name__})") from None
        with server:
            self._hand_over(server, envelope)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.is_wrapped:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.seconds, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
            if self.host not in {"localhost", "127.0.0.1", "::1"}:
                server.starttls(context=context)
        if self.login:
            server.login(self.login, self.password)
        return server

    def _hand_over(self, server: smtplib.SMTP, envelope: Envelope) -> None:
        try:
            server.send_message(self._message(envelope))
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _ in refusal.recipients.values()]
            raise _meaning_of(min(codes, default=500)) from None
        except smtplib.SMTPResponseException as refusal:
            raise _meaning_of(refusal.smtp_code) from None
        except (OSError, smtplib.SMTPException) as failure:
            raise MaybeSent(f"broke off ({type(failure).__name__})") from None

    def _message(self, envelope: Envelope) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = envelope.to
        message["Subject"] = envelope.subject
        message["Date"] = formatdate()
        domain = self.sender.rpartition("@")[2].strip("> ")
        message["Message-ID"] = f"<{envelope.key}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(envelope.text)
        return message


def _meaning_of(code: int) -> Exception:
    if code in LASTING:
        return NeverSent(f"the server refuses ({code})")
    return NotSent(f"the server is busy ({code})")

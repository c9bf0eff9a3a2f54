"""Sends one text to one address, by SMS or e-mail. Knows no family and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from forms_app.config import Settings
from forms_app.messaging.envelope import Sender
from forms_app.messaging.file import FileSender
from forms_app.messaging.gateway import GatewaySender
from forms_app.messaging.smtp import SmtpSender


class Channel(StrEnum):
    SMS = "sms"
    EMAIL = "email"


def senders_for(settings: Settings) -> Mapping[Channel, Sender]:
    """The channels of this installation; a demonstration writes files and sends nothing."""
    if settings.is_demonstration:
        folder = FileSender(settings.data / "messages")
        return {Channel.SMS: folder, Channel.EMAIL: folder}
    found: dict[Channel, Sender] = {}
    if settings.sms_url is not None:
        token = settings.sms_token.get_secret_value() if settings.sms_token else ""
        found[Channel.SMS] = GatewaySender(str(settings.sms_url), token)
    if settings.smtp_url is not None and settings.mail_from:
        address = settings.smtp_url.get_secret_value()
        found[Channel.EMAIL] = SmtpSender.at(address, sender=settings.mail_from)
    return found

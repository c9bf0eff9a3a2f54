"""What became of a copy of a status, and the words that a family reads for it."""

from __future__ import annotations

from enum import StrEnum

from forms_app.languages.texts import said, said_all
from forms_app.messaging import Channel


class Outcome(StrEnum):
    """What became of a copy; only the first two may still be sent."""

    WAITING = "waiting"
    FAILED = "failed"
    SENDING = "sending"
    SENT = "sent"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


OUTCOME_WORDS: dict[str, str] = said_all(
    {
        Outcome.WAITING: "正要发",
        Outcome.FAILED: "没发出去，会再发",
        Outcome.SENDING: "正在发",
        Outcome.SENT: "已发出",
        Outcome.REJECTED: "发不到这里",
        Outcome.UNKNOWN: "不知道到没到，不再发",
    }
)
CHANNEL_WORDS: dict[str, str] = {Channel.SMS: said("短信"), Channel.EMAIL: said("邮件")}

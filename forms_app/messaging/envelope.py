"""What is sent, and how sending can fail. Only one of the failures may be tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SECONDS = 20.0
"""How long a sender waits for the other side; well under the lease of a job."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """`key` is the same at every try of the same message, so that the other side can tell."""

    key: str
    to: str
    subject: str
    text: str


class NotSent(Exception):
    """Nothing went out this time; trying again is safe."""


class NeverSent(Exception):
    """The other side will not take this message, however often it is asked."""


class MaybeSent(Exception):
    """It broke off after the text was handed over: it may have arrived, so never again."""


Sender = Callable[[Envelope], None]
"""Returns when the text is on its way; else raises one of the three above."""

"""SMS through an HTTP gateway: one POST of JSON, with a key that makes a repeat recognisable.

The request is `{"key", "to", "text"}` with `Authorization: Bearer` and `Idempotency-Key`; any 2xx
is taken. Gateways with another form stand behind a small proxy of whoever runs the installation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPException
from socket import gaierror
from ssl import SSLCertVerificationError
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from forms_app.messaging.envelope import SECONDS, Envelope, MaybeSent, NeverSent, NotSent

BUSY = frozenset({408, 425, 429, 503})
"""Answers that say: not now, and nothing was done."""
NEVER_CONNECTED = (ConnectionRefusedError, gaierror, SSLCertVerificationError)


class NoRedirect(HTTPRedirectHandler):
    """A text for a family goes to the configured address and to no other."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class GatewaySender:
    address: str
    token: str
    seconds: float = SECONDS

    def __call__(self, envelope: Envelope) -> None:
        body = {"key": envelope.key, "to": envelope.to, "text": envelope.text}
        request = Request(  # noqa: S310  the address is a setting, checked as http or https
            self.address,
            data=json.dumps(body, ensure_ascii=False).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self.token}",
                "Idempotency-Key": envelope.key,
            },
        )
        try:
            with build_opener(NoRedirect).open(request, timeout=self.seconds):
                return
        except HTTPError as answer:
            raise _meaning_of(answer.code) from None
        except URLError as failure:
            if isinstance(failure.reason, NEVER_CONNECTED):
                raise NotSent("the gateway cannot be reached") from None
            raise MaybeSent("the gateway broke off") from None
        except (OSError, HTTPException):
            raise MaybeSent("the gateway did not answer") from None


def _meaning_of(code: int) -> Exception:
    if code in BUSY:
        return NotSent(f"the gateway is busy ({code})")
    if code < 500:
        return NeverSent(f"the gateway refuses ({code})")
    return MaybeSent(f"the gateway failed ({code})")

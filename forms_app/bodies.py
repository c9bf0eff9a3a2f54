"""Which pages may be sent more than a form: said by the feature, held before a body is read."""

from __future__ import annotations

from flask import Flask, current_app, request

from forms_app.running import settings

LIMITS = "qianxiao.larger_bodies"


def allow_body(app: Flask, endpoint: str, most: int) -> None:
    """Let this one page take bodies of up to `most` bytes."""
    app.extensions.setdefault(LIMITS, {})[endpoint] = most


def largest_body() -> int:
    """Bytes that the page of this request may be sent."""
    larger: dict[str | None, int] = current_app.extensions.get(LIMITS, {})
    return larger.get(request.endpoint, settings().largest_body)

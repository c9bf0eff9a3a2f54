"""How a consent was given, in the words that a family and an office read. Pure."""

from __future__ import annotations

from datetime import datetime

from forms_app.applications.answers import Consent
from forms_app.clock import moment_words


def words(consent: Consent) -> str:
    """`点击（用同意码）`, or the telephone call or the sheet with whoever can say so."""
    said = f"{consent.method}{'（用同意码）' if consent.by_code else ''}"
    if consent.witness is not None:
        call = consent.witness
        read = _person(call.read_by, "念", call.read_signed_at)
        heard = _person(call.heard_by, "听", call.heard_signed_at)
        said += f"：{moment_words(call.called_at)}打 {call.number}，{read}，{heard}"
    if consent.sheet is not None:
        one = consent.sheet
        day = f"{one.signed_on.year}年{one.signed_on.month}月{one.signed_on.day}日"
        said += f"：同意书 {one.serial}，{day}签，{one.confirmed_by}看过{one.seen}"
    return said


def short_words(consent: Consent) -> str:
    """Without numbers and days, for a line of a file."""
    said = f"{consent.method}{'（用同意码）' if consent.by_code else ''}"
    if consent.witness is not None:
        call = consent.witness
        read = call.read_by + ("念" if call.read_signed_at else "念（没有账号）")
        heard = call.heard_by + ("听" if call.heard_signed_at else "听（没有账号）")
        return f"{said}：{read}，{heard}"
    if consent.sheet is not None:
        return f"{said}：{consent.sheet.confirmed_by}看过{consent.sheet.seen}"
    return said


def _person(name: str, did: str, signed_at: datetime | None) -> str:
    how = f"{moment_words(signed_at)}登录确认" if signed_at else "没有账号，只写了名字"
    return f"{name}{did}（{how}）"

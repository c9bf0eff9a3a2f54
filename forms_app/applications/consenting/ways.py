"""How a consent was given, in the words that a family and an office read. Pure."""

from __future__ import annotations

from datetime import datetime

from forms_app.applications.answers import Consent
from forms_app.clock import moment_words
from forms_app.languages.texts import said, said_all

METHODS = said_all({"点击": "点击", "纸质": "纸质", "电话见证": "电话见证"})


def words(consent: Consent) -> str:
    """`点击（用同意码）`, or the telephone call or the sheet with whoever can say so."""
    told = _method(consent)
    if consent.witness is not None:
        call = consent.witness
        told = said(
            "{method}：{called_at}打 {number}，{read}，{heard}",
            method=told,
            called_at=moment_words(call.called_at),
            number=call.number,
            read=_person(call.read_by, said("念"), call.read_signed_at),
            heard=_person(call.heard_by, said("听"), call.heard_signed_at),
        )
    if consent.sheet is not None:
        one = consent.sheet
        told = said(
            "{method}：同意书 {serial}，{year}年{month}月{day}日签，{confirmed_by}看过{seen}",
            method=told,
            serial=one.serial,
            year=one.signed_on.year,
            month=one.signed_on.month,
            day=one.signed_on.day,
            confirmed_by=one.confirmed_by,
            seen=said(one.seen),
        )
    return told


def short_words(consent: Consent) -> str:
    """Without numbers and days, for a line of a file."""
    told = _method(consent)
    if consent.witness is not None:
        call = consent.witness
        did_read = said("念") if call.read_signed_at else said("念（没有账号）")
        did_hear = said("听") if call.heard_signed_at else said("听（没有账号）")
        return said(
            "{method}：{reader}{read}，{listener}{heard}",
            method=told,
            reader=call.read_by,
            read=did_read,
            listener=call.heard_by,
            heard=did_hear,
        )
    if consent.sheet is not None:
        return said(
            "{method}：{confirmed_by}看过{seen}",
            method=told,
            confirmed_by=consent.sheet.confirmed_by,
            seen=said(consent.sheet.seen),
        )
    return told


def refusal_words(consent: Consent) -> str:
    """Why a box of the family's page cannot be ticked, and who can change it."""
    return said(
        "监护人自己答了“不同意”（{at}，{way}），别人不能替他改。请他自己再答一次：用同意码、打电话、在纸上签，都可以。",
        at=moment_words(consent.at),
        way=_method(consent),
    )


def _method(consent: Consent) -> str:
    method = METHODS[consent.method]
    return said("{method}（用同意码）", method=method) if consent.by_code else method


def _person(name: str, did: str, signed_at: datetime | None) -> str:
    if signed_at:
        at = moment_words(signed_at)
        return said("{name}{did}（{at}登录确认）", name=name, did=did, at=at)
    return said("{name}{did}（没有账号，只写了名字）", name=name, did=did)

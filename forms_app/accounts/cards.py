"""The staff side's table of contents: which pages lead on from the first page, for which role.

Who may open a page is said once, by the mark on its view; a card is shown to exactly those. What
waits behind a card is counted by the feature that the page belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from sqlalchemy.orm import Session

from forms_app.accounts.access import access_of
from forms_app.accounts.models import Account
from forms_app.workflow import Actor, Role

Waiting = Callable[[Session, Actor], int]

PAGES = (
    ("review.queue", "报名审核", "看新报名，退回补正，给结果。"),
    ("documents.sheets", "签字同意书", "看监护人签的纸，记下或退回。"),
    ("applications.find_call", "电话见证", "你在旁边听的电话，写上见证号来确认。"),
    ("intake.fill_in", "帮家里填", "用取件码打开，或新报一个；记在你名下。"),
    ("review.lost_code", "重开取件码", "家里丢了取件码：看过户口簿，当面重开。"),
    ("intake.pen_forms_page", "纸质表", "印空白表，把填好的录进来。"),
    ("intake.class_sheet", "班级表", "用 Excel 一次录一个班。"),
    ("review.helper_edits", "帮忙的人", "谁帮着填、改了什么，家里人怎么说。"),
    ("allocation.offers", "名额", "给出名额，看谁还没有答复。"),
    ("rights.erasures", "要求删除", "家里人要求删掉资料，两个人核对。"),
    ("commitments.index", "帮扶承诺", "记下帮什么，对方来确认。"),
    ("agreements.index", "协议", "锁定文本，按次序签字，下载。"),
    ("agreements.filing", "备案", "看已生效的协议，备案后公开。"),
    ("rights.retention_page", "到期的资料", "三十天内要删的，有多少。"),
    ("accounts.people", "账号", "邀请同事，停用，结束登录。"),
)
"""Endpoint, word and sentence of each card, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Card:
    word: str
    text: str
    address: str
    is_here: bool


def for_account(account: Account) -> list[Card]:
    """The cards of this account's role."""
    return [
        Card(word, text, url_for(endpoint), request.endpoint == endpoint)
        for endpoint, word, text in PAGES
        if _may_open(endpoint, Role(account.role))
    ]


def register_waiting(app: Flask, endpoint: str, count: Waiting) -> None:
    """`count` answers how many rows behind this card wait for the one who looks."""
    app.extensions.setdefault("qianxiao.waiting", {})[endpoint] = count


def waiting(session: Session, cards: list[Card], actor: Actor) -> dict[str, int]:
    """Address of a card -> what waits behind it; a card whose page counts nothing is left out."""
    counts: dict[str, Waiting] = current_app.extensions.get("qianxiao.waiting", {})
    shown = {card.address for card in cards}
    found = {url_for(endpoint): count for endpoint, count in counts.items()}
    return {address: count(session, actor) for address, count in found.items() if address in shown}


def _may_open(endpoint: str, role: Role) -> bool:
    if endpoint not in current_app.view_functions:
        return False
    access = access_of(current_app, endpoint)
    return access is not None and role in access.roles

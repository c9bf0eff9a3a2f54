"""Which papers an application may have, and which of them a college may look at."""

from __future__ import annotations

from enum import StrEnum

from forms_app.languages.texts import said_all

MOST_PICTURES = 6
"""Of one kind."""


class DocumentKind(StrEnum):
    """The value is the printed word."""

    BOOKLET = "户口簿"
    CERTIFICATE = "毕业证"
    HOUSEHOLD = "困难证明"
    NAME_LINE = "姓名那一行"
    PEN_FORM = "纸质报名表"
    CONSENT = "签字同意书"
    """Belongs to one sheet to sign, and is sent on that sheet's page."""


HINTS: dict[DocumentKind, str] = said_all(
    {
        DocumentKind.BOOKLET: "户主页和学生那一页。",
        DocumentKind.CERTIFICATE: "还没发的，先空着。",
        DocumentKind.HOUSEHOLD: "县里能核对的，可以不传。",
        DocumentKind.NAME_LINE: "名字里有字打不出来时才传。",
        DocumentKind.PEN_FORM: "用笔填过纸质表的才有，录入时拍两页。",
    }
)

SENT_BY_KIND = tuple(HINTS)
"""What a family adds on the page of its papers."""

FOR_COLLEGES = frozenset({DocumentKind.CERTIFICATE})
"""The others show an identity number or the household: the third consent keeps them from colleges,
and the county desk checks them."""

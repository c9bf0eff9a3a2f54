"""Two test languages, made by code: longer by two fifths, in brackets, one from right to left.

They are no translation. They show what is in no catalogue (it has no brackets), what does not fit,
and what stands on the wrong side. Only a demonstration can switch them on.
"""

from __future__ import annotations

from gettext import NullTranslations

from babel import Locale

from forms_app.languages.speaking import Language
from forms_app.languages.texts import PIECES

BEGIN, END = "⟦", "⟧"
LONGER = 0.4
ACCENTED = str.maketrans("aeiouncszyAEIOUNCSZY", "áéíóúñçšžýÁÉÍÓÚÑÇŠŽÝ")
FILLER = {False: "éñç ", True: "ابجد هوز "}
"""Letters without a meaning: Latin with accents, and the Arabic alphabet's old order."""


class Pseudo(NullTranslations):
    """Every message has a translation: itself in brackets, with filler; placeholders stay."""

    def __init__(self, *, is_rtl: bool) -> None:
        super().__init__()
        self.is_rtl = is_rtl

    def gettext(self, message: str) -> str:
        if not message:
            return message
        parts = PIECES.split(message)
        text = "".join(
            part if PIECES.fullmatch(part) else part.translate(ACCENTED) for part in parts
        )
        letters = sum(len(part) for part in parts if not PIECES.fullmatch(part))
        filler = FILLER[self.is_rtl]
        missing = max(round(letters * LONGER), 2)
        more = (filler * (missing // len(filler) + 1))[:missing].strip()
        first = "ا" if self.is_rtl else ""  # a strong letter: the line begins on the right
        return f"{BEGIN}{first}{text} {more}{END}"


def languages() -> list[Language]:
    """The two, plainly named."""
    return [
        Language(
            code=code,
            name=name,
            tag=f"zh-x-{code}",
            locale=Locale("zh"),
            translations=Pseudo(is_rtl=is_rtl),
            is_test=True,
            is_rtl=is_rtl,
        )
        for code, name, is_rtl in (
            ("test-ltr", "测试语言：加长", False),
            ("test-rtl", "测试语言：从右到左", True),
        )
    ]

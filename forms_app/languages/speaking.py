"""Which languages there are, and which one the reader of this request chose.

Chinese is the default and needs no catalogue. The choice is a cookie; staff pages are in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from gettext import NullTranslations

from babel import Locale
from flask import Flask, Response, current_app, g, has_app_context, has_request_context, request
from flask_babel import Babel, Domain

from forms_app.languages import texts
from forms_app.languages.texts import is_chinese

COOKIE = "language"
FIELD = "language"
"""The button of the switch; its value is the code of a language."""
ASKED_BEFORE = "language_asked"
"""The same, carried along by a page that had to ask who it is first."""
HAD_ERRORS = "had_errors"
"""Sent along by the switch of a page that showed errors: they are said again."""
REMEMBERED_SECONDS = 180 * 24 * 3600
IN_CHINESE = ("/staff", "/v/", "/pairings-filed", "/published")
"""How the addresses of pages begin that no family has to read."""


@dataclass(frozen=True)
class Language:
    """`code` stands in the cookie, `tag` in the attribute `lang` (BCP 47), `name` on the button."""

    code: str
    name: str
    tag: str
    locale: Locale
    translations: NullTranslations = field(default_factory=NullTranslations)
    is_test: bool = False
    is_rtl: bool = False

    @property
    def is_chinese(self) -> bool:
        """True where nothing has to be looked up."""
        return self.code == "zh"

    @property
    def direction(self) -> str:
        """For the attribute `dir`."""
        return "rtl" if self.is_rtl else "ltr"

    def look_up(self, message: str) -> str:
        """The translation; the Chinese itself where the catalogue has none."""
        return self.translations.gettext(message) if is_chinese(message) else message


CHINESE = Language(code="zh", name="中文", tag="zh-CN", locale=Locale("zh"))


class Catalogues(Domain):
    """Flask-Babel's `gettext` asks here, so that it speaks the same language as our texts."""

    def get_translations(self) -> NullTranslations:
        return current().translations


def use(app: Flask, languages: Iterable[Language]) -> None:
    """The languages that are offered beside Chinese, in the order of their buttons."""
    app.extensions["qianxiao.languages"] = {one.code: one for one in (CHINESE, *languages)}
    babel = Babel(configure_jinja=False)
    babel.init_app(app, default_locale="zh", locale_selector=lambda: current().locale)
    babel.domain_instance = Catalogues()


def offered() -> list[Language]:
    """Chinese and every language that has a catalogue a person answers for."""
    found: dict[str, Language] = current_app.extensions["qianxiao.languages"]
    return list(found.values())


def by_code(code: str | None) -> Language:
    """Chinese for a code that is not offered, or not any more."""
    found: dict[str, Language] = current_app.extensions["qianxiao.languages"]
    return found.get(code or "", CHINESE)


def current() -> Language:
    """The language of whoever reads what is made now; Chinese outside a request."""
    if not has_app_context():
        return CHINESE
    language: Language | None = g.get("language")
    if language is None:
        language = g.language = _chosen() if has_request_context() else CHINESE
    return language


def cookie_name() -> str:
    """Over HTTPS the name binds it to this host."""
    return f"__Host-{COOKIE}" if current_app.config["SESSION_COOKIE_SECURE"] else COOKIE


def speaks_chinese() -> bool:
    """What every template asks at each of its sentences."""
    return current().is_chinese


def _chosen() -> Language:
    if is_in_chinese():
        return CHINESE
    return by_code(request.cookies.get(cookie_name()))


def is_in_chinese() -> bool:
    """True for pages that are never translated."""
    return request.path.startswith(IN_CHINESE)


def hear_switch() -> None:
    """Before a request, after what is too big was refused: was a button of the switch pressed?

    The last one counts: a page that carries an earlier form along has the old one in it, too.
    """
    if request.method == "POST" and FIELD in request.form and not is_in_chinese():
        pressed = request.form.getlist(FIELD)[-1]
        if any(one.code == pressed for one in offered()):
            g.language, g.language_pressed = by_code(pressed), True


def is_switching() -> bool:
    """True when this POST only asks for the page in another language: nothing may be saved."""
    return bool(g.get("language_pressed", False))


def go_on_switching() -> None:
    """Whoever had to be asked who it is pressed the switch before: the page is shown, not saved."""
    if ASKED_BEFORE in request.form:
        g.language_pressed = True


def adopt(code: str | None) -> None:
    """Speak the language that an application was filled in in, if this browser chose none."""
    if code and cookie_name() not in request.cookies and not is_switching():
        g.language = by_code(code)
        g.language_adopted = True


def keep_choice(response: Response) -> Response:
    """Remember it in this browser."""
    if is_switching() or g.get("language_adopted", False):
        _set_cookie(response, REMEMBERED_SECONDS)
    elif g.get("language_ends", False) and cookie_name() in request.cookies:
        _set_cookie(response, None)
    return response


def forget_with_browser() -> None:
    """For a borrowed phone: the choice ends when the browser is closed."""
    g.language_ends = True


def _set_cookie(response: Response, seconds: int | None) -> None:
    response.set_cookie(
        cookie_name(),
        current().code,
        max_age=seconds,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """Speak this language inside the block, whoever reads: for what is no page."""
    before = g.get("language")
    g.language = language
    try:
        yield
    finally:
        g.language = before


texts.ask_for_speaker(current)

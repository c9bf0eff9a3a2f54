"""Catalogues that people wrote, read from .po files and checked. Offers only what a person signed.

The rules for a translator stand in `forms_app/translations/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from forms_app.errors import Misconfigured
from forms_app.languages.speaking import Language
from forms_app.languages.texts import PIECES

FOLDER = Path(__file__).resolve().parents[1] / "translations"
TEMPLATE = FOLDER / "messages.pot"
DRAFT, REVIEWED = "draft", "reviewed"
HEADER = re.compile(r"^\"(Last-Translator|X-Reviewer|X-Status|X-Name):\s*(.*?)\\n\"$", re.M)
PERSON = re.compile(r"[^<>]*\w[^<>]* <[^<>\s]+>")
"""A name and how to reach whoever answers for the words: `Name <address or telephone>`."""
NOBODY = re.compile(
    r"FULL NAME|EMAIL@ADDRESS"
    r"|\b(machine|google|deepl|bing|baidu|youdao|gpt|chatgpt|llm|ai|bot|auto)\b"
    r"|机器|机翻|百度|有道|自动",
    re.I,
)
MACHINE = re.compile(r"\b(machine|mt|google|deepl|chatgpt|gpt|llm)\b|机器|机翻|自动翻译", re.I)


class Words(NullTranslations):
    """Messages of one catalogue; what it lacks is said in Chinese."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.words = words

    def gettext(self, message: str) -> str:
        return self.words.get(message, message)


def catalogue_files(folder: Path = FOLDER) -> list[Path]:
    """`<locale>/LC_MESSAGES/messages.po`, in the order of their locales."""
    return sorted(folder.glob("*/LC_MESSAGES/messages.po"))


def languages(folder: Path = FOLDER) -> list[Language]:
    """Every reviewed catalogue. Raises Misconfigured for one that breaks a rule: see `faults`."""
    found = []
    for path in catalogue_files(folder):
        problems = faults(path)
        if problems:
            raise Misconfigured(problems[0])
        told = headers(path)
        if told["X-Status"] != REVIEWED:
            continue
        locale = Locale.parse(path.parts[-3])
        found.append(
            Language(
                code=path.parts[-3],
                name=told.get("X-Name") or str(locale.get_display_name(locale)),
                tag=path.parts[-3].replace("_", "-"),
                locale=locale,
                translations=Words(_words(_read(path))),
                is_rtl=locale.text_direction == "rtl",
            )
        )
    return found


def headers(path: Path) -> dict[str, str]:
    """The lines of the header that say who answers for the words."""
    return dict(HEADER.findall(path.read_text(encoding="utf-8")))


def faults(path: Path) -> list[str]:
    """What keeps a catalogue from being shipped, each with the file and what to do."""
    return [f"{path.parts[-3]}: {problem}" for problem in _faults(path)]


def _faults(path: Path) -> Iterator[str]:
    try:
        Locale.parse(path.parts[-3])
        catalog = _read(path)
    except (ValueError, UnknownLocaleError):
        yield "the folder is not named after a locale that CLDR knows, such as bo or ug"
        return
    except (PoFileError, UnicodeDecodeError) as error:
        yield f"the file cannot be read: {error}"
        return
    told = headers(path)
    translator, reviewer = told.get("Last-Translator", ""), told.get("X-Reviewer", "")
    if not _is_person(translator):
        yield "Last-Translator must name a person: `Name <address>`"
    if told.get("X-Status") not in {DRAFT, REVIEWED}:
        yield "X-Status must be draft or reviewed"
    if told.get("X-Status") == REVIEWED and (not _is_person(reviewer) or reviewer == translator):
        yield "a reviewed catalogue names a second person in X-Reviewer"
    for message in catalog:
        if message.id:
            yield from _faults_of(message)


def _is_person(text: str) -> bool:
    return bool(PERSON.fullmatch(text)) and not NOBODY.search(text)


def _faults_of(message: Message) -> Iterator[str]:
    source, target = str(message.id), str(message.string or "")
    where = f"“{source[:30]}”"
    if message.fuzzy:
        yield f"{where} is fuzzy: a person has to look at it, then take the mark away"
    told = [*message.flags, *message.auto_comments, *message.user_comments]
    if any(MACHINE.search(line) for line in told):
        yield f"{where} is marked as made by a machine: a person has to write it"
    if target and not _fit(source, target):
        yield f"{where} needs the same placeholders and tags: {', '.join(_parts(source))}"


def _fit(source: str, target: str) -> bool:
    """The same placeholders and tags, each tag closed in its order."""
    if sorted(_parts(source)) != sorted(_parts(target)):
        return False
    opened: list[str] = []
    for part in _parts(target):
        if part.startswith("</"):
            if not opened or opened.pop() != part[2:-1]:
                return False
        elif part.startswith("<"):
            opened.append(part[1:-1])
    return not opened


def _parts(message: str) -> list[str]:
    return PIECES.findall(message)


def _words(catalog: Catalog) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for message in catalog
        if message.id and message.string and not message.fuzzy
    }


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)

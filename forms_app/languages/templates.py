"""Sentences of templates as messages: one Jinja extension for rendering and for the catalogue.

A stretch of text between block tags is a message, with its values as `{name}` and its inline tags
as `<b>…</b>`; so is the text of an attribute that people hear or see, and each Chinese string in an
expression. A template is written in plain Chinese and needs no marks. What it puts out in Chinese
is what it always was, byte by byte: the translation stands beside it, in an `else`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from forms_app.languages.naming import free_name, free_tag, name_of
from forms_app.languages.pieces import (
    Control,
    Out,
    Piece,
    Tag,
    Words,
    ends_of_elements,
    grouped,
    is_blank,
    partners,
    tagged,
    without_outer_space,
)
from forms_app.languages.texts import is_chinese

HAN = re.compile("[\u3400-\u9fff]")
HEARD = frozenset({"alt", "aria-label", "placeholder", "title"})
"""Attributes whose text is for people."""
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)=$")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """One message and the line where it begins."""

    message: str
    line: int


class Sentences(Extension):
    """Rewrites the stream of tokens before Jinja parses it; `found` is for the catalogue."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        return iter(rewritten(stream, stream.name, []))


def messages_of(tokens: TokenStream) -> list[Found]:
    """Every message of one template, in its order."""
    found: list[Found] = []
    rewritten(tokens, tokens.name, found)
    return found


def rewritten(stream: Iterable[Token], name: str | None, found: list[Found]) -> list[Token]:
    """The tokens with a way out for other languages; what is a message is added to `found`."""
    writer = Writer(name, found)
    run: list[Piece] = []
    for piece in tagged(grouped(stream)):
        if isinstance(piece, Control) or (isinstance(piece, Tag) and not piece.is_inline):
            writer.write_run(run)
            run = []
            writer.write_edge(piece)
        else:
            run.append(piece)
    writer.write_run(run)
    return writer.tokens


class Writer:
    """Writes pieces back as tokens and puts each message beside its Chinese."""

    def __init__(self, name: str | None, found: list[Found]) -> None:
        self.name = name
        self.found = found
        self.tokens: list[Token] = []

    def write_run(self, run: list[Piece]) -> None:
        """A stretch of text, values and inline tags: split where a tag has no partner."""
        part: list[Piece] = []
        pairs = partners(run)
        for at, piece in enumerate(run):
            if isinstance(piece, Tag) and at not in pairs:
                self._write_part(part)
                part = []
                self.write_edge(piece)
            else:
                part.append(piece)
        self._write_part(part)

    def _write_part(self, part: list[Piece]) -> None:
        while part and isinstance(part[0], Words) and not part[0].text.strip():
            self.write_edge(part.pop(0))
        last = part.pop() if part and is_blank(part[-1]) else None
        is_wrapped = (
            len(part) > 1 and isinstance(part[0], Tag) and partners(part).get(0) == len(part) - 1
        )
        if is_wrapped:
            self.write_edge(part[0])
            self._write_part(part[1:-1])
            self.write_edge(part[-1])
        elif (ends := ends_of_elements(part)) and len(ends) > 1:
            for start, end in zip([0, *ends], ends, strict=False):
                self._write_part(part[start:end])
        elif any(isinstance(piece, Words) and is_chinese(piece.text) for piece in part):
            self._write_message(part)
        else:
            for piece in part:
                self.write_edge(piece)
        if last is not None:
            self.write_edge(last)

    def write_edge(self, piece: Piece) -> None:
        """What is no part of a message, but for its attributes and strings."""
        if isinstance(piece, Words):
            self.tokens.append(Token(piece.line, "data", piece.text))
        elif isinstance(piece, Tag):
            self._write_tag(piece)
        else:
            self.tokens.extend(self._with_strings(piece.tokens))

    def _write_tag(self, tag: Tag) -> None:
        """Values of attributes that people hear or see are messages of their own."""
        heard: list[Piece] | None = None
        is_quoted, before = False, ""
        for piece in tag.pieces:
            if not isinstance(piece, Words):
                if heard is None or isinstance(piece, Control):
                    self._write_part(heard or [])
                    heard = None if heard is None else []
                    self.write_edge(piece)
                else:
                    heard.append(piece)
                continue
            for at, text in enumerate(piece.text.split('"')):
                if at:
                    self._write_part(heard or [])
                    self.write_edge(Words('"', piece.line))
                    is_quoted = not is_quoted
                    heard = [] if is_quoted and _is_heard(before) else None
                before = text
                if heard is None:
                    self.write_edge(Words(text, piece.line))
                else:
                    heard.append(Words(text, piece.line))
        self._write_part(heard or [])

    def _write_message(self, part: list[Piece]) -> None:
        before, after, part = without_outer_space(part)
        line = next(piece.line for piece in part if isinstance(piece, Words))
        message, named = self._named(part, line)
        self.found.append(Found(message, line))
        if before:
            self.write_edge(before)
        self._add(line, "{% if", "_in_chinese", "(", ")", "%}")
        told = len(self.found)
        for piece in part:
            self.write_edge(piece)
        del self.found[told:]  # The same strings stand once more beside the translation.
        self._add(line, "{%", "else", "%}", "{{", "_woven", "(")
        self.tokens.append(Token(line, "string", message))
        self._add(line, ",", "{")
        for name, piece in named.items():
            self.tokens.append(Token(line, "string", name))
            self._add(line, ":")
            self._write_value(piece, line)
            self._add(line, ",")
        self._add(line, "}", ")", "}}", "{%", "endif", "%}")
        if after:
            self.write_edge(after)

    def _named(self, part: list[Piece], line: int) -> tuple[str, dict[str, Tag | Out]]:
        """The message, and what stands behind each of its names."""
        message, named, pairs = "", dict[str, Tag | Out](), partners(part)
        names = dict[int, str]()
        for at, piece in enumerate(part):
            if isinstance(piece, Words):
                if "{" in piece.text or "}" in piece.text:
                    raise TemplateSyntaxError("braces cannot be translated", line, self.name)
                message += SPACE.sub(" ", html.unescape(piece.text))
            elif isinstance(piece, Out):
                key = free_name(name_of(piece.tokens), named, piece)
                named[key] = piece
                message += f"{{{key}}}"
            elif isinstance(piece, Tag):
                start = min(at, pairs[at])
                if not piece.is_end:
                    names[at] = free_tag(piece.name, named)
                key = f"</{names[start]}>" if piece.is_end else f"<{names[start]}>"
                named[key] = piece
                message += key
        return message, named

    def _write_value(self, piece: Tag | Out, line: int) -> None:
        if isinstance(piece, Out):
            self._add(line, "(")
            self.tokens.extend(self._with_strings(piece.tokens[1:-1]))
            self._add(line, ")")
            return
        for at, part in enumerate(piece.pieces):
            if at:
                self._add(line, "~")
            if isinstance(part, Words):
                self._add(line, "_ready_html", "(")
                self.tokens.append(Token(line, "string", part.text))
                self._add(line, ")")
            elif isinstance(part, Out):
                self._write_value(part, line)

    def _with_strings(self, tokens: list[Token]) -> Iterator[Token]:
        """Each Chinese string of an expression becomes `said("…")`, if it is put out."""
        for at, token in enumerate(tokens):
            if not _is_said(tokens, at):
                yield token
                continue
            self.found.append(Found(token.value, token.lineno))
            yield Token(token.lineno, "name", "_said")
            yield Token(token.lineno, "lparen", "(")
            yield token
            yield Token(token.lineno, "rparen", ")")

    def _add(self, line: int, *words: str) -> None:
        for word in words:
            self.tokens.extend(Token(line, kind, text) for kind, text in TOKENS.get(word, ()))
            if word not in TOKENS:
                self.tokens.append(Token(line, "name", word))


TOKENS = {
    "{%": (("block_begin", "{%"),),
    "{% if": (("block_begin", "{%"), ("name", "if")),
    "%}": (("block_end", "%}"),),
    "{{": (("variable_begin", "{{"),),
    "}}": (("variable_end", "}}"),),
    "(": (("lparen", "("),),
    ")": (("rparen", ")"),),
    "{": (("lbrace", "{"),),
    "}": (("rbrace", "}"),),
    ",": (("comma", ","),),
    ":": (("colon", ":"),),
    "~": (("tilde", "~"),),
}
COMPARED = frozenset({"eq", "ne"})


def _is_heard(before: str) -> bool:
    named = ATTRIBUTE.search(before)
    return bool(named and named[1].lower() in HEARD)


def _is_said(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.type != "string" or not HAN.search(token.value):
        return False
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    is_compared = any(one is not None and one.type in COMPARED for one in (before, after))
    is_key = after is not None and after.type == "colon"
    return not is_compared and not is_key

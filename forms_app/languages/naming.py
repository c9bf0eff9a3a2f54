"""Names for the places in a sentence: what stands in `{…}` and `<…>` of a message."""

from __future__ import annotations

from jinja2.lexer import Token

from forms_app.languages.pieces import Out, Tag

NOT_NAMES = frozenset(
    {"if", "else", "and", "or", "not", "in", "is", "true", "false", "none", "loop"}
)


def name_of(tokens: list[Token]) -> str:
    """The last name of the expression that is not a filter: what the value is."""
    names = [
        token.value
        for at, token in enumerate(tokens)
        if token.type == "name"
        and token.value not in NOT_NAMES
        and tokens[at - 1].type != "pipe"
        and token.value.isascii()
    ]
    has_condition = any(token.type == "name" and token.value == "if" for token in tokens)
    return (names[0] if has_condition else names[-1]) if names else "value"


def free_name(name: str, named: dict[str, Tag | Out], piece: Out) -> str:
    """The name, or with a number where another value has it; the same value keeps its name."""
    for number in range(1, 100):
        key = name if number == 1 else f"{name}{number}"
        other = named.get(key)
        if other is None or (isinstance(other, Out) and _same(other.tokens, piece.tokens)):
            return key
    raise AssertionError("a sentence with a hundred values")


def _same(one: list[Token], other: list[Token]) -> bool:
    return [(t.type, t.value) for t in one] == [(t.type, t.value) for t in other]


def free_tag(name: str, named: dict[str, Tag | Out]) -> str:
    """The name of a tag, or with a number where the sentence has such a tag already."""
    numbers = (name if number == 1 else f"{name}{number}" for number in range(1, 100))
    return next(one for one in numbers if f"<{one}>" not in named)

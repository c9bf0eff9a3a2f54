"""Which records are public, and what of them: no sample, and no fact that nobody is sure of."""

import json
from collections.abc import Iterator
from typing import Any

from generator.catalogue.catalogue import Catalogue
from generator.catalogue.kind_words import Kind, kinds
from generator.schema.enums import Confidence
from generator.schema.record import Record

UNSURE = f'"{Confidence.UNSURE}"'.encode()


def public_kinds() -> tuple[Kind, ...]:
    """Every kind that has a file, what lies inside another kind's files too."""
    return tuple(kinds().values())


def is_public(record: Record) -> bool:
    """A record is held back as a whole when it is a sample or a rule that nobody is sure of."""
    return not record.is_sample and getattr(record, "confidence", None) is not Confidence.UNSURE


def count(catalogue: Catalogue, kind: Kind) -> int:
    return sum(is_public(record) for record in getattr(catalogue, kind.name).values())


def public_json(catalogue: Catalogue, kind: Kind) -> Iterator[bytes]:
    """The JSON of every public record of a kind, in the order of the ids."""
    inner = {other.field for other in public_kinds() if other.folder == kind.folder and other.field}
    for owner in getattr(catalogue, kind.folder).values():
        if not kind.field and is_public(owner):
            yield _json(owner, leaving_out=inner & set(type(owner).model_fields))
    if kind.field:
        yield from _inner(catalogue, kind)


def _inner(catalogue: Catalogue, kind: Kind) -> Iterator[bytes]:
    """Records inside another record, each with the id of the one that holds it."""
    owner_field = next(one.word for one in public_kinds() if one.folder == kind.folder)
    found = {
        record.id: (owner.id, record)
        for owner in getattr(catalogue, kind.folder).values()
        for record in getattr(owner, kind.field)
        if is_public(record)
    }
    for _, (owner, record) in sorted(found.items()):
        yield f'{{"{owner_field}":"{owner}",'.encode() + _json(record)[1:]


def _json(record: Record, leaving_out: set[str] | None = None) -> bytes:
    text = record.model_dump_json(exclude_none=True, exclude=leaving_out).encode()
    # Looking through every value costs ten times what writing it does, and is seldom needed.
    if UNSURE not in text:
        return text
    sure = _without_unsure(json.loads(text), is_whole=True)
    return json.dumps(sure, ensure_ascii=False, separators=(",", ":")).encode()


def _without_unsure(value: Any, *, is_whole: bool = False) -> Any:
    """None for a part whose sources are all unsure: the pages do not show it either."""
    if isinstance(value, list):
        kept = (_without_unsure(one) for one in value)
        return [one for one in kept if one is not None]
    if not isinstance(value, dict):
        return value
    if not is_whole and _is_unsure(value):
        return None
    return {key: _without_unsure(inner) for key, inner in value.items()}


def _is_unsure(part: dict[str, Any]) -> bool:
    if "title" in part and part.get("confidence") == Confidence.UNSURE:
        return True  # a source by itself
    sources = part.get("sources") or []
    return bool(sources) and all(one["confidence"] == Confidence.UNSURE for one in sources)

"""Which records are public, and what of them: no sample, and no fact that nobody is sure of."""

import json
from collections.abc import Iterator
from typing import Any

from generator.catalogue.catalogue import Catalogue
from generator.catalogue.kind_words import Kind, kinds
from generator.schema.enums import Confidence
from generator.schema.record import Record

UNSURE = f'"{Confidence.UNSURE}"'.encode()


HELD_BACK = frozenset({"statistics"})
"""Folders whose records hold true counts of people; their pages hide what is below five."""


def public_kinds() -> tuple[Kind, ...]:
    """Every kind that has a file, what lies inside another kind's files too."""
    return tuple(kind for kind in kinds().values() if kind.folder not in HELD_BACK)


def is_public(record: Record) -> bool:
    """A record is held back as a whole when it is a sample or a rule that nobody is sure of."""
    if record.is_sample:
        return False
    # A model answers a question for a field that it lacks slowly, and there are many records.
    is_weighed = "confidence" in type(record).model_fields
    return not is_weighed or getattr(record, "confidence") is not Confidence.UNSURE  # noqa: B009


def public_records(catalogue: Catalogue, kind: Kind) -> list[Record]:
    """In the order of the ids."""
    return [record for record in catalogue.real(kind.name) if is_public(record)]


def public_json(catalogue: Catalogue, kind: Kind) -> Iterator[bytes]:
    """The JSON of every public record; one inside another names the one that holds it."""
    inner = {other.field for other in public_kinds() if other.folder == kind.folder and other.field}
    leaving_out = inner if not kind.field else None
    owners = _owners(catalogue, kind) if kind.field else {}
    for record in public_records(catalogue, kind):
        text = _json(record, leaving_out)
        yield owners[record.id] + text[1:] if kind.field else text


def _owners(catalogue: Catalogue, kind: Kind) -> dict[str, bytes]:
    """Id of a record -> the beginning of its JSON: the word and id of the one that holds it."""
    word = owner_word(kind)
    return {
        record.id: f'{{"{word}":"{owner.id}",'.encode()
        for owner in getattr(catalogue, kind.folder).values()
        for record in getattr(owner, kind.field)
    }


def owner_word(kind: Kind) -> str:
    """A programme says whose it is: the word of the kind whose files hold it, or nothing."""
    if not kind.field:
        return ""
    return next(one.word for one in public_kinds() if one.folder == kind.folder)


def _json(record: Record, leaving_out: set[str] | None = None) -> bytes:
    text = record.model_dump_json(exclude_none=True, exclude=leaving_out or None).encode()
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

"""What is kept of one application, for a program: `told.Copy` as JSON. Pure."""

from __future__ import annotations

from typing import Any

from forms_app.rights.told import Agreed, Copy, Happening


def as_data(copy: Copy) -> dict[str, Any]:
    """The same for a program: moments in ISO form with their offset, answers by their names."""
    return {
        "format": 1,
        "made_at": copy.made_at.isoformat(),
        "trial": copy.is_trial,
        "cycle": copy.cycle,
        "number": copy.number,
        "language": copy.language,
        "state": copy.state,
        "versions": [
            {
                "number": sent.number,
                "sent_at": sent.at.isoformat(),
                "sent_by": sent.sent_by,
                "answers": answers.model_dump(mode="json"),
            }
            for sent, answers in zip(copy.sent, copy.sent_answers, strict=True)
        ],
        "draft": copy.draft_answers.model_dump(mode="json") if copy.draft_answers else None,
        "consents": [_agreed(one) for one in copy.consents],
        "history": [_happening(one) for one in copy.happenings],
        "helpers": [_happening(one) for one in copy.helpers],
        "looks": [_happening(one) for one in copy.looks],
        "messages": [_happening(one) for one in copy.messages],
        "requests": [_happening(one) for one in copy.requests],
        "pictures": [
            {
                "file": one.name,
                "kind": one.kind,
                "sent_at": one.at.isoformat(),
                "sent_by": one.sent_by,
                "removed": one.is_removed,
            }
            for one in copy.pictures
        ],
    }


def _happening(one: Happening) -> dict[str, str | None]:
    return {"at": one.at.isoformat(), "what": one.what, "who": one.who, "words": one.words}


def _agreed(one: Agreed) -> dict[str, Any]:
    return {
        "title": one.title,
        "version": one.version,
        "agreed": one.is_agreed,
        "given_by": one.given_by,
        "relation": one.relation,
        "method": one.method,
        "at": one.at.isoformat(),
        "text": one.text,
    }

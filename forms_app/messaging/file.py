"""The sender of a demonstration: a message becomes a file, and nobody gets it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forms_app.messaging.envelope import Envelope


@dataclass(frozen=True, slots=True)
class FileSender:
    folder: Path

    def __call__(self, envelope: Envelope) -> None:
        """The file has the name of the key, so that a second try finds the first."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = f"To: {envelope.to}\nSubject: {envelope.subject}\n\n{envelope.text}\n"
        self.path_of(envelope.key).write_text(text, encoding="utf-8")

    def path_of(self, key: str) -> Path:
        """Where the message of this key lies, once it was sent."""
        return self.folder / f"{key}.txt"

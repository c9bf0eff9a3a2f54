"""How far a build is, on the terminal: a bar that redraws, or plain lines where nobody watches."""

from dataclasses import dataclass
from typing import TextIO

WIDTH = 30
EVERY = 5000

WORDS = {
    "content": "reading the content",
    "engine": "building the shells",
    "pages": "filling pages",
    "compress": "compressing",
    "publish": "publishing",
    "flyers": "printing flyers",
}


@dataclass(slots=True)
class ProgressLine:
    """Call it with the step's name, how much is done and of how much (0: nobody knows)."""

    stream: TextIO
    _step: str = ""
    _shown: int = -1

    def __call__(self, step: str, done: int, whole: int) -> None:
        if self.stream.isatty():
            self._redraw(step, done, whole)
        elif step != self._step or (done and done % EVERY == 0):
            count = f" {done:,}" if done else ""
            self.stream.write(f"{WORDS[step]}{count}\n")
            self.stream.flush()
        self._step = step

    def end(self) -> None:
        """Clear the bar, so that the next line starts clean."""
        if self.stream.isatty():
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _redraw(self, step: str, done: int, whole: int) -> None:
        filled = min(WIDTH, WIDTH * done // whole) if whole else 0
        if step == self._step and filled == self._shown and done % 500:
            return
        self._shown = filled
        bar = "█" * filled + "░" * (WIDTH - filled)
        count = f" {done:,}" if done else ""
        self.stream.write(f"\r\x1b[K{bar} {WORDS[step]}{count}")
        self.stream.flush()

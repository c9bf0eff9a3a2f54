"""A first-in-first-out lock: writers get their turn in the order in which they asked."""

import threading
from collections import deque

from forms_app.errors import Busy


class WriteQueue:
    """Fair where threading.Lock is not; gives up after `seconds` with Busy, nothing written."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._is_taken = False

    def wait_for_turn(self) -> None:
        """Return when it is this thread's turn; raise Busy when it did not come in time."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        if not turn.wait(self._seconds):
            self._leave(turn)

    def _leave(self, turn: threading.Event) -> None:
        with self._guard:
            if turn.is_set():  # The turn came between the time-out and here: keep it.
                return
            self._waiting.remove(turn)
        raise Busy("the write queue did not move in time")

    def done(self) -> None:
        """Pass the turn to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False

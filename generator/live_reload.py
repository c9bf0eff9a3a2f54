"""Lets an editor's browser load a page again after each rebuild. For `serve` only, never published.

The page asks whether there is something newer, and the answer waits until there is. The script is a
file of our own host, so the portal's content security policy holds for it too.
"""

import threading
from dataclasses import dataclass, field
from time import time

SCRIPT_ADDRESS = "/.reload.js"
VERSION_ADDRESS = "/.reload"
LONGEST_WAIT = 20.0
"""Seconds; a browser or something between gives up on an answer that takes much longer."""

TAG = f'<script src="{SCRIPT_ADDRESS}" defer></script>'.encode()
SCRIPT = b"""(function () {
  "use strict";
  var seen = "";
  function ask() {
    var request = new XMLHttpRequest();
    request.open("GET", "/.reload?" + seen);
    request.onload = function () {
      if (seen && request.responseText !== seen) { location.reload(); return; }
      seen = request.responseText;
      ask();
    };
    request.onerror = function () { setTimeout(ask, 1000); };
    request.send();
  }
  ask();
})();
"""


@dataclass(slots=True)
class Version:
    """Counts rebuilds. A server that was started again is newer than any page that is open."""

    _started: int = field(default_factory=lambda: int(time()))
    _count: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def __str__(self) -> str:
        return f"{self._started}-{self._count}"

    def advance(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def newer_than(self, seen: str) -> str:
        """At once when it differs from what the page has seen; else after the next rebuild."""
        with self._changed:
            self._changed.wait_for(lambda: str(self) != seen, timeout=LONGEST_WAIT)
            return str(self)


def with_script(page: bytes) -> bytes:
    """The page as it is published, and the script in its head."""
    return page.replace(b"</head>", TAG + b"</head>", 1)

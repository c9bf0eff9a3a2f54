"""A page before it is HTML: an address, plain values, the templates that print them, a key."""

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, NamedTuple

Context = dict[str, Any]
"""Only str, int, bool, None, list, tuple and dict: what `marshal` writes the same each time."""


@dataclass(eq=False)
class Fragment:
    """A piece of HTML that several pages show: its template, its values, and their digest."""

    template: str
    context: Context

    @cached_property
    def digest(self) -> bytes:
        return blake2b(marshal.dumps((self.template, self.context), 2), digest_size=16).digest()


NO_FRAGMENTS: Mapping[str, tuple[Fragment, ...]] = MappingProxyType({})


class Page(NamedTuple):
    """What one page shows.

    `address` is the path on the site, "/colleges/x/". `shell_name` is the authored page that it is
    filled into, "colleges/x-shell" for a record, the page's own source for an authored page.
    `bodies` names the template of each slot; all of them see `context`, and `fragments` as HTML.
    """

    address: str
    shell_name: str
    bodies: Mapping[str, str]
    context: Context
    fragments: Mapping[str, tuple[Fragment, ...]] = NO_FRAGMENTS
    title: str = ""
    description: str = ""
    is_sample: bool = False

    @property
    def is_record(self) -> bool:
        return self.shell_name.endswith("x-shell")

    @property
    def slug(self) -> str:
        return self.address.rstrip("/").rpartition("/")[2]

    @property
    def file(self) -> str:
        return self.address.lstrip("/") + "index.html"

    def key(self, secret: bytes) -> str:
        """BLAKE2 of everything this page shows, keyed by the hash of shell and code."""
        # Version 2 of marshal writes no back references, so equal values give equal bytes.
        plain = marshal.dumps(
            (
                self.address,
                self.title,
                self.description,
                self.is_sample,
                dict(self.bodies),
                self.context,
                [(name, one.digest) for name, found in self.fragments.items() for one in found],
            ),
            2,
        )
        return blake2b(plain, digest_size=16, key=secret).hexdigest()


Part = tuple[str, Callable[[], Page]]
"""A page of a kind: the name by which the kind knows it, and how it is made."""

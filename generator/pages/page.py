"""A page before it is HTML: an address, plain values, the templates that print them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

Context = dict[str, Any]
"""Only str, int, bool, None, list, tuple and dict."""


@dataclass(eq=False)
class Fragment:
    """A piece of HTML that several pages show: its template and its values."""

    template: str
    context: Context


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


Part = tuple[str, Callable[[], Page]]
"""A page of a kind: the name by which the kind knows it, and how it is made."""

"""Publishes a whole site at once: the next is made beside the live one, then both are exchanged.

A reader never meets half a site, and a build that stops anywhere leaves the live one untouched.
Unchanged files are hard links to the live ones, so a change of one record writes one file.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from generator.shells import manifest
from generator.shells.exchange import exchange

MANY = 1_000
"""Files that the next publication would take long to link, when somebody waits for one change."""


class NotOurFolder(ValueError):
    """The output folder holds something that this program did not build."""


@dataclass(slots=True)
class Publication:
    """One run. `put` every file, then `finish`; what was not put is gone from the new site."""

    live: Path
    spare: Path
    live_keys: dict[str, str]
    spare_keys: dict[str, str]
    keys: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    _folders: set[str] = field(default_factory=set)
    _live: str = ""
    _spare: str = ""

    def __post_init__(self) -> None:
        self._live, self._spare = str(self.live), str(self.spare)

    @classmethod
    def start(cls, live: Path, spare: Path) -> Self:
        """Look at both folders; raises NotOurFolder rather than replace a stranger's files."""
        live_keys = manifest.read(live)
        if live_keys is None and live.exists() and any(live.iterdir()):
            raise NotOurFolder(
                f"{live}: 这个文件夹里有别的东西，换一个 --out，或者先清空"
                " (the folder is not a portal that this program built)"
            )
        spare_keys = manifest.read(spare)
        if spare_keys is None:
            shutil.rmtree(spare, ignore_errors=True)
        return cls(live, spare, live_keys or {}, spare_keys or {})

    def put(self, file: str, key: str, render: Callable[[], bytes | Iterable[bytes]]) -> None:
        """`render` is called only when the live site has no such file with this key.

        A large file comes in pieces that are written as they are made.
        """
        if file in self.keys:
            raise ValueError(f"{file}: two pages have the same address")
        self.keys[file] = key
        if self.has(file, key):
            return
        if not self.written:
            manifest.discard(self.spare)
        self.written.append(file)
        content = render()
        _write(self._clear(file), (content,) if isinstance(content, bytes) else content)

    def carry(self, files: Iterable[tuple[int, str, str]]) -> list[int]:
        """Put what the live site has already; the numbers of what it has not.

        `files` are number, file and key; those that are not put must be put anew.
        """
        keys, live_keys, exists, live = self.keys, self.live_keys, os.path.exists, f"{self._live}/"
        missing: list[int] = []
        for number, file, key in files:
            if live_keys.get(file) == key and file not in keys and exists(live + file):
                keys[file] = key
            else:
                missing.append(number)
        return missing

    def has(self, file: str, key: str) -> bool:
        """Whether the live site has this file with this key."""
        return self.live_keys.get(file) == key and os.path.exists(f"{self._live}/{file}")  # noqa: PTH110  asked of every file

    def content(self, file: str) -> bytes:
        """What was put under this name."""
        folder = self.live if self.has(file, self.keys[file]) else self.spare
        return (folder / file).read_bytes()

    @property
    def removed(self) -> list[str]:
        """Files of the live site that the next one does not have."""
        return sorted(self.live_keys.keys() - self.keys.keys())

    def finish(self) -> bool:
        """Complete the spare folder and exchange it with the live one; False if nothing changed."""
        if not self.written and not self.removed and self.live_keys:
            return False
        manifest.discard(self.spare)
        fresh = set(self.written)
        for file, key in self.keys.items():
            if file in fresh or self.spare_keys.get(file) == key:
                continue
            os.link(f"{self._live}/{file}", self._clear(file))
        for file in self.spare_keys.keys() - self.keys.keys():
            self._remove(file)
        manifest.write(self.spare, self.keys)
        exchange(self.spare, self.live)
        if not self.spare.exists() or len(self.written) > MANY:
            self._catch_up()
        return True

    def _catch_up(self) -> None:
        """Give the spare, which is the site of before now or none yet, what was written.

        Nobody waits any more, and the next small change is published quickly.
        """
        manifest.discard(self.spare)
        self._folders.clear()
        self.spare_keys = self.live_keys
        for file in self.written:
            os.link(f"{self._live}/{file}", self._clear(file))
        for file in self.removed:
            self._remove(file)
        manifest.write(self.spare, self.keys)

    def _clear(self, file: str) -> str:
        """The file's place in the spare folder, empty: never written through a hard link."""
        folder = f"{self._spare}/{file}".rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(folder)  # noqa: PTH102  as below
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103  as below
            self._folders.add(folder)
        target = f"{self._spare}/{file}"
        if file in self.spare_keys:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108  a Path for each of 30,000 files costs a second
        return target

    def _remove(self, file: str) -> None:
        target = self.spare / file
        target.unlink(missing_ok=True)
        for folder in target.parents:
            if folder == self.spare or any(folder.iterdir()):
                return
            folder.rmdir()


def _write(target: str, pieces: Iterable[bytes]) -> None:
    """A new file, without the layers of `open`."""
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        for piece in pieces:
            with memoryview(piece) as left:
                done = 0
                while done < len(left):
                    done += os.write(file, left[done:])
    finally:
        os.close(file)


@contextmanager
def one_at_a_time(work: Path) -> Iterator[None]:
    """Two builds into one folder wait for each other."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

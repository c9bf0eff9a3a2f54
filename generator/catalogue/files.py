"""Finds the files of the content folder and names what does not belong there; reads no YAML."""

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.catalogue.inspection import MOST_BYTES
from generator.catalogue.kinds import RECORDS, SAMPLE_FOLDER, SUFFIX
from generator.catalogue.problems import WHOLE_FILE, Problem, one_line
from generator.catalogue.wording import nearest

SURE_AFTER = 2.0
"""Seconds: a file that changed so short a time ago may change again without looking other."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One YAML file: where it is, which kind of record it holds and whether among the samples."""

    path: Path
    kind: str
    in_sample_folder: bool
    state: str = ""
    """While it is the same, so is the file; "" where nobody can tell without reading."""

    @property
    def shown(self) -> str:
        return one_line(self.path.as_posix())

    @property
    def key(self) -> str:
        """Where it is within the content folder, whatever that folder is called."""
        return "/".join(self.path.parts[-3 if self.in_sample_folder else -2 :])

    def read(self) -> bytes:
        """Its bytes, or as many as show that it is too large; raises OSError."""
        with self.path.open("rb") as file:
            return file.read(MOST_BYTES + 1)

    @property
    def id(self) -> str:
        return self.path.name.removesuffix(SUFFIX)


def find_files(content: Path, *, include_sample: bool) -> tuple[list[ContentFile], list[Problem]]:
    """Every record file, by path, and a problem for everything that is out of place."""
    found: list[ContentFile | Problem] = []
    try:
        if not content.is_dir():
            wrong = "这不是文件夹" if content.exists() else "没有这个文件夹"
            return [], [_out_of_place(content, wrong, "用 --content 写出 content 文件夹的位置")]
        found += _root(content, in_sample_folder=False)
        if include_sample and (content / SAMPLE_FOLDER).is_dir():
            found += _root(content / SAMPLE_FOLDER, in_sample_folder=True)
    except OSError as error:
        where = Path(os.fsdecode(error.filename)) if error.filename else content
        wrong = f"文件夹打不开（{error.strerror or type(error).__name__}）"
        found.append(_out_of_place(where, wrong, "检查文件夹的读取权限"))
    files = [one for one in found if isinstance(one, ContentFile)]
    return files, [one for one in found if isinstance(one, Problem)]


def _root(folder: Path, *, in_sample_folder: bool) -> Iterator[ContentFile | Problem]:
    for entry in _entries(folder):
        path = folder / entry.name
        if entry.name == SAMPLE_FOLDER and not in_sample_folder and entry.is_dir():
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name in RECORDS:
                yield from _kind(path, entry.name, in_sample_folder=in_sample_folder)
            else:
                mend = f"改名或删掉{nearest(entry.name, RECORDS)}"
                yield _out_of_place(path, "不认识这个文件夹", mend)
        elif path.suffix != ".md":
            yield _out_of_place(path, "文件不在任何一类的文件夹里", "放进 colleges 等文件夹")


def _kind(folder: Path, kind: str, *, in_sample_folder: bool) -> Iterator[ContentFile | Problem]:
    now = time.time()
    for entry in _entries(folder):
        path = folder / entry.name
        seen = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(seen.st_mode):
            yield _out_of_place(path, "这不是普通文件", "只放 .yml 文件，不放文件夹和链接")
        elif not entry.name.endswith(SUFFIX):
            yield _out_of_place(path, "文件名不以 .yml 结尾", "改名成 <id>.yml，或移走")
        else:
            yield ContentFile(path, kind, in_sample_folder, _state(seen, now))


def _state(seen: os.stat_result, now: float) -> str:
    if now - max(seen.st_mtime, seen.st_ctime) < SURE_AFTER:
        return ""
    return f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Entries of a folder by name, without those that an operating system or Git leaves."""
    with os.scandir(folder) as found:
        entries = [entry for entry in found if not entry.name.startswith(".")]
    return sorted(entries, key=lambda entry: entry.name)


def _out_of_place(path: Path, wrong: str, mend: str) -> Problem:
    return Problem(one_line(path.as_posix()), 1, WHOLE_FILE, wrong, mend)

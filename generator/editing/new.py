"""A new record to fill in: one file of its own, or one block in the file of its college."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.catalogue.kind_words import Kind
from generator.catalogue.kinds import RECORDS, SAMPLE_FOLDER, SUFFIX, WORDS
from generator.editing.blank import Blank
from generator.fields.schema_files import write_schemas
from generator.schema.enums import RecordStatus
from generator.schema.identifiers import SAMPLE_PREFIX, SLUG
from generator.schema.record import SAMPLE_NAME_PREFIX

MOST_NAMED = 6
HEAD = """\
# yaml-language-server: $schema={schema}
## {kind}。两个 # 开头的是说明，不用动。
## 写着“必填”的行，一定要写。
## 一个 # 开头的可以不写。要写，先去掉行首的一个 #。
## 不知道的不写，不猜。写完这样检查：
##   python -m generator check
"""


class CannotWrite(ValueError):
    """The new record was refused; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor asked for. `name` may be empty; then it is one more line to fill in."""

    kind: Kind
    id: str
    name: str
    is_sample: bool
    content: Path
    today: date

    @property
    def folder(self) -> Path:
        root = self.content / SAMPLE_FOLDER if self.is_sample else self.content
        return root / self.kind.folder


def schema_folder(content: Path) -> Path:
    """Beside the content, where everything generated goes; git ignores it."""
    return content.absolute().parent / "build" / "schemas"


def write_editor_schemas(content: Path) -> None:
    """A file that `new` wrote names its schema by a relative path, so no network is needed."""
    list(write_schemas(schema_folder(content), RECORDS, WORDS))


def write_new(wanted: Wanted) -> Path:
    """The new file; raises CannotWrite. Nothing that exists is ever changed."""
    _check(wanted)
    path = wanted.folder / f"{wanted.id}{SUFFIX}"
    folder = os.path.relpath(schema_folder(wanted.content), path.parent.absolute())
    schema = f"{Path(folder).as_posix()}/{wanted.kind.folder}.json"
    lines = _blank(wanted).lines(wanted.kind.record)
    head = HEAD.format(schema=schema, kind=wanted.kind.chinese)
    write_editor_schemas(wanted.content)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(head + "\n".join(lines) + "\n")
    except FileExistsError:
        raise CannotWrite(f"{path.as_posix()}: 已经有这个文件了，换一个 id") from None
    return path


def form(wanted: Wanted) -> str:
    """The lines to fill in, for somebody who wants to look first; nothing is written."""
    return "\n".join(_blank(wanted).lines(wanted.kind.record)) + "\n"


def block(wanted: Wanted, indent: str = "  ") -> str:
    """The entry of a record that lives inside another one's file, as it is pasted there."""
    _check(wanted)
    return "\n".join(_blank(wanted).item(wanted.kind.record, indent)) + "\n"


def add_block(wanted: Wanted, owner: str) -> tuple[Path, int]:
    """Puts the block behind the last one in the owner's file; the file and the line.

    Every byte that was there stays. Raises CannotWrite.
    """
    _check(wanted)
    path = wanted.folder / f"{owner}{SUFFIX}"
    if not path.is_file():
        raise CannotWrite(f"{path.as_posix()}: 没有这个文件，先用 new 写学校")
    old = path.read_text(encoding="utf-8")
    if re.search(rf"^ *-? *id: *[\"']?{re.escape(wanted.id)}[\"']? *(#.*)?$", old, re.MULTILINE):
        raise CannotWrite(f"{path.as_posix()}: 已经有 {wanted.id} 了，换一个 id")
    lines = old.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    start = _line_of(lines, wanted.kind.field)
    if start is None:
        place, added = len(lines), f"{wanted.kind.field}:\n{block(wanted)}"
    elif lines[start].partition(":")[2].partition("#")[0].strip():
        raise CannotWrite(f"{path.as_posix()}:{start + 1}: 这一行后面有内容，改成每项一行短横线")
    else:
        # Some editors write the dashes below the field, some two spaces further in.
        dash = re.match(r"( *)- ", "".join(lines[start + 1 :]).lstrip("\n"))
        place, added = _end_of(lines, start), block(wanted, dash[1] if dash else "  ")
    path.write_text("".join([*lines[:place], added, *lines[place:]]), encoding="utf-8")
    return path, place + 1


def _line_of(lines: list[str], field: str) -> int | None:
    return next((at for at, line in enumerate(lines) if line.startswith(f"{field}:")), None)


def _end_of(lines: list[str], start: int) -> int:
    """The line after the last one that belongs to the field at `start`."""
    end = start + 1
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.strip() and line[0] not in " -#":
            break
        if line.strip() and line[0] != "#":
            end = at + 1
    return end


def _check(wanted: Wanted) -> None:
    if not re.fullmatch(SLUG, wanted.id) or not 2 <= len(wanted.id) <= 80:
        raise CannotWrite(
            f"{wanted.id}: id 只用小写英文字母、数字和短横线，2 到 80 个，例如 xichang-college"
        )
    if wanted.is_sample is not wanted.id.startswith(SAMPLE_PREFIX):
        raise CannotWrite(
            f"{wanted.id}: 示例的 id 以 {SAMPLE_PREFIX} 开头，也只有示例这样写；示例要加 --sample"
        )
    if wanted.name and wanted.is_sample is not wanted.name.startswith(SAMPLE_NAME_PREFIX):
        raise CannotWrite(f"{wanted.name}: 示例的名称以“示例”开头，也只有示例这样写")


def _blank(wanted: Wanted) -> Blank:
    status = RecordStatus.SAMPLE if wanted.is_sample else RecordStatus.OFFICIAL
    given = {"record_status": status.value, "updated_on": str(wanted.today)}
    if wanted.id:
        given["id"] = wanted.id
    if wanted.name or (wanted.is_sample and wanted.id):
        given["name"] = wanted.name or f"{SAMPLE_NAME_PREFIX}{wanted.kind.chinese} {wanted.id}"
    return Blank(given, is_sample=wanted.is_sample, ids=_ids_in(wanted))


def _ids_in(wanted: Wanted) -> Callable[[str], str]:
    def told(folder: str) -> str:
        """The first ids that this record may name, for an editor who does not know them."""
        roots = [wanted.content]
        if wanted.is_sample:
            roots.insert(0, wanted.content / SAMPLE_FOLDER)
        found = [path.stem for root in roots for path in sorted((root / folder).glob(f"*{SUFFIX}"))]
        if not found:
            return f"。写{WORDS.get(folder, folder)}的 id"
        more = f"等 {len(found)} 个" if len(found) > MOST_NAMED else ""
        return (
            f"。写{WORDS.get(folder, folder)}的 id，现在有：{'、'.join(found[:MOST_NAMED])}{more}"
        )

    return told

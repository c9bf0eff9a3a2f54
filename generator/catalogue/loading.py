"""The content folder in, a Catalogue or every problem at once out."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from generator.catalogue.cache import Cache, Kept, digest_of, open_cache, save_cache, whole_of
from generator.catalogue.catalogue import Catalogue
from generator.catalogue.files import ContentFile, find_files
from generator.catalogue.kinds import RECORDS, SUFFIX
from generator.catalogue.lines import line_at, lines_of, location_of_text
from generator.catalogue.problems import WHOLE_FILE, Broken, ContentErrors, Problem, field_name
from generator.catalogue.reading import read
from generator.catalogue.relations import Relations
from generator.catalogue.remembered import fill
from generator.catalogue.rules import broken_rules
from generator.catalogue.wording import location_of, say, says_nothing_new, value_meant
from generator.ledger import Ledger
from generator.schema.college import College
from generator.schema.record import Record

TYPED_ID = re.compile(rb"^[ -]*id:[ ]*[\"']?([a-z0-9-]+)", re.MULTILINE)


def load_catalogue(
    path: Path,
    *,
    cache_dir: Path | None = None,
    include_sample: bool = True,
    ledger: Ledger | None = None,
) -> Catalogue:
    """Every record under `path`, checked alone and against the others.

    Raises ContentErrors with every problem found. `cache_dir` must be a folder of our own build;
    without samples, `path/sample` is not looked at. An empty `ledger` is told of all that is found.
    """
    with without_garbage_collection():
        loading = Loading(open_cache(cache_dir))
        catalogue = loading.load(Path(path), cache_dir=cache_dir, include_sample=include_sample)
        if ledger is not None:
            fill(ledger, loading.loaded())
        return catalogue


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    # A national catalogue makes millions of values and no cycles: collecting while it grows costs
    # a third of the load, and the first collection afterwards a second. Frozen values are still
    # freed when the last reference goes.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()


@dataclass
class Loading:
    """One load: `records` and `files` grow file by file, `problems` collects what is wrong."""

    cache: Cache
    records: dict[str, dict[str, Record]] = field(
        default_factory=lambda: {kind: {} for kind in RECORDS}
    )
    files: dict[tuple[str, str], ContentFile] = field(default_factory=dict)
    programmes: dict[str, str] = field(default_factory=dict)
    """Programme id -> the file that has it."""
    broken: dict[str, set[str]] = field(
        default_factory=lambda: {kind: set() for kind in (*RECORDS, "programmes")}
    )
    """Ids of records that could not be read, as far as they can be guessed."""
    kept: dict[str, Kept] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def load(self, path: Path, *, cache_dir: Path | None, include_sample: bool) -> Catalogue:
        files, problems = find_files(path, include_sample=include_sample)
        self.problems += problems
        for file in files:
            self.take(file)
        catalogue = self._catalogue()
        whole = whole_of((key, one.digest) for key, one in self.kept.items())
        if self.problems or whole != self.cache.whole:
            self._relate(catalogue)
        if self.problems:
            whole = ""
        if cache_dir is not None and (whole != self.cache.whole or self.kept != self.cache.kept):
            save_cache(cache_dir, whole, self.kept)
        if self.problems:
            raise ContentErrors(self.problems)
        return catalogue

    def loaded(self) -> Iterator[tuple[ContentFile, Kept, Record]]:
        """Every file that was read without a problem, with what it says."""
        for (kind, identifier), file in self.files.items():
            yield file, self.kept[file.key], self.records[kind][identifier]

    def take(self, file: ContentFile) -> None:
        """Read one file; what is wrong with it is added to `problems`."""
        try:
            data = file.read()
        except OSError as error:
            wrong = f"文件打不开（{error.strerror or type(error).__name__}）"
            self.problems.append(Problem(file.shown, 1, WHOLE_FILE, wrong, "检查文件的读取权限"))
            self.broken[file.kind].add(file.id)
            return
        digest = digest_of(data)
        kept = self.cache.get(file.key, digest)
        record = validated(file.kind, kept.json) if kept is not None else None
        if record is None or kept is None:
            earlier = len(self.problems)
            kept, record = self._check(file, data, digest)
            if record is None or kept is None:
                self._presume(file, data)
                return
            if len(self.problems) == earlier:
                self.kept[file.key] = kept
        else:
            self.kept[file.key] = kept
        self._add(file, record, kept)

    def _check(
        self, file: ContentFile, data: bytes, digest: str
    ) -> tuple[Kept | None, Record | None]:
        try:
            kept = Kept.of(digest, read(file.shown, data))
        except ContentErrors as errors:
            self.problems += errors.problems
            return None, None
        kind = RECORDS[file.kind]
        try:
            record = kind.model_validate_json(kept.json, strict=True)
        except ValidationError as error:
            self._note(file, data, list(_told(error, kind, data)))
            return kept, None
        self._note(file, data, [*_place_in_folder(file, record), *broken_rules(record)])
        return kept, record

    def _presume(self, file: ContentFile, data: bytes) -> None:
        """A broken file still says which ids it means: naming them is no second problem."""
        typed = {found.decode() for found in TYPED_ID.findall(data)}
        self.broken[file.kind] |= {file.id, *typed}
        if file.kind == "colleges":
            self.broken["programmes"] |= typed

    def _add(self, file: ContentFile, record: Record, kept: Kept) -> None:
        known = self.files.setdefault((file.kind, record.id), file)
        if known is not file:
            said = (("id",), f"{known.shown} 已经用了 {record.id}", "换一个 id 和文件名")
            self._note(file, None, [said])
            return
        self.records[file.kind][record.id] = record
        self.marks[f"{file.kind} {record.id}"] = kept.digest
        if isinstance(record, College):
            self._add_programmes(file, record, kept)

    def _add_programmes(self, file: ContentFile, college: College, kept: Kept) -> None:
        shown = file.shown
        for number, programme in enumerate(college.programmes):
            if programme.id in self.programmes:
                wrong = f"{self.programmes[programme.id]} 已经用了 {programme.id}"
                location = ("programmes", number, "id")
                self._note(file, None, [(location, wrong, "换一个 id")])
            self.programmes.setdefault(programme.id, shown)
            begins, ends = kept.part(number)
            self.marks[f"programmes {programme.id}"] = digest_of(kept.json[begins:ends])

    def _catalogue(self) -> Catalogue:
        ordered = {kind: dict(sorted(found.items())) for kind, found in self.records.items()}
        # The class of each kind is fixed by RECORDS, which a type checker cannot follow.
        proxies: dict[str, Any] = {kind: MappingProxyType(one) for kind, one in ordered.items()}
        return Catalogue(**proxies, marks=MappingProxyType(self.marks))

    def _relate(self, catalogue: Catalogue) -> None:
        relations = Relations(catalogue, self.broken)
        for kind, found in self.records.items():
            for record in found.values():
                broken = list(relations.broken_by(record))
                self._note(self.files[kind, record.id], None, broken)

    def _note(self, file: ContentFile, data: bytes | None, broken: list[Broken]) -> None:
        if not broken:
            return
        if data is None:
            try:
                data = file.read()
            except OSError:
                data = b""  # it was there a moment ago; the problem stands, the line is 1
        lines = lines_of(data)
        self.problems += [
            Problem(file.shown, line_at(lines, location), field_name(location), wrong, mend)
            for location, wrong, mend in broken
        ]


def validated(kind: str, json: bytes) -> Record | None:
    """The record that kept JSON says; None when it says none, and the file must be read again."""
    try:
        return RECORDS[kind].model_validate_json(json, strict=True)
    except ValidationError:
        return None


def _told(error: ValidationError, kind: type[Record], data: bytes) -> Iterator[Broken]:
    for one in error.errors(include_url=False):
        if says_nothing_new(one):
            continue
        location = location_of(one, kind)
        text = value_meant(one)
        if text is not None and location == one["loc"]:
            location = location_of_text(data, location, text)
        yield location, *say(one, kind)


def _place_in_folder(file: ContentFile, record: Record) -> Iterator[Broken]:
    if record.id != file.id:
        wrong = f"文件名是 {file.id}{SUFFIX}，id 是 {record.id}"
        yield ("id",), wrong, "改成一样"
    if record.is_sample and not file.in_sample_folder:
        yield ("record_status",), "示例不在 sample 文件夹里", f"移到 sample/{file.kind}/"
    if file.in_sample_folder and not record.is_sample:
        yield ("record_status",), "sample 文件夹里只放示例", f"移到 {file.kind}/，或改成 sample"

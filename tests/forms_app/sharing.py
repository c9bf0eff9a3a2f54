"""What all apps of one worker have in common: the content that was read, the compiled templates."""

from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.catalogue import Catalogue, load_catalogue
from generator.engine import ROOT

OWN = ROOT / "content"


def read_once(folder: Path, *, cache_dir: Path, include_sample: bool) -> Catalogue:
    """The repository's own content is read once a worker, any other each time."""
    if folder == OWN:
        return own_content(include_sample)
    return load_catalogue(folder, cache_dir=cache_dir, include_sample=include_sample)


@cache
def own_content(include_sample: bool) -> Catalogue:
    return load_catalogue(OWN, include_sample=include_sample)


class Compiled(BytecodeCache):
    """Templates are compiled once a worker, whichever of its apps shows them first."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if found := self.kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = Compiled()

"""Compiled templates, kept in the data folder from one start to the next.

To compile all of them takes a worker three seconds. What is kept is code, so it is believed only
under a seal made with the app's secret key: whoever may write the file cannot make one.
"""

from __future__ import annotations

import contextlib
import hmac
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

FOLDER = "compiled-templates"
SEAL_BYTES = sha256().digest_size
DECIDING = Path(__file__).parent
"""What of our own decides how a template is compiled."""


class Compiled(BytecodeCache):
    """One file a template. A file that is missing, damaged or somebody else's costs a compilation.

    Jinja itself holds the code against the template's text and Python's version.
    """

    def __init__(self, data: Path, secret_key: str) -> None:
        self._folder = data / FOLDER
        self._key = hmac.digest(secret_key.encode(), _compiler(), "sha256")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            kept = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        seal, code = kept[:SEAL_BYTES], kept[SEAL_BYTES:]
        if hmac.compare_digest(seal, self._seal(bucket, code)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):  # A full disk: it is compiled again at the next start.
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, delete=False) as half:
                half.write(self._seal(bucket, code) + code)
            Path(half.name).replace(self._folder / bucket.key)

    def _seal(self, bucket: Bucket, code: bytes) -> bytes:
        # Under its own name: the code of one template is no other's.
        return hmac.digest(self._key, f"{bucket.key}\0".encode() + code, "sha256")


def _compiler() -> bytes:
    """Changes with whatever decides what a template's text is compiled to."""
    said = sha256(f"compiled templates {version('jinja2')} {version('markupsafe')}".encode())
    for path in sorted(DECIDING.glob("*.py")):
        said.update(f"{path.name}\0".encode() + path.read_bytes())
    return said.digest()

"""Runs MkDocs or Zensical as a command on the authored site. Knows no record and no page kind."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("mkdocs", "zensical")
LIBRARIES = {"mkdocs": ("mkdocs", "mkdocs-material", "markdown"), "zensical": ("zensical",)}
SEAL = "sealed"


class EngineFailed(RuntimeError):
    """The engine refused the authored site; the message is what it printed."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to build the authored site: which program, from where, with or without samples."""

    name: str = "mkdocs"
    include_sample: bool = True
    root: Path = ROOT
    assets: Mapping[str, str] = field(default_factory=dict)
    """Plain name -> hashed name, as pages link it."""

    @property
    def pages(self) -> Path:
        return self.root / "site" / "pages"

    def fingerprint(self) -> str:
        """A hash of everything that the built shells depend on."""
        versions = [f"{one} {version(one)}" for one in LIBRARIES[self.name]]
        said = f"{self.name} {self.include_sample} {versions} {sorted(self.assets.items())}"
        answer = hashlib.blake2b(said.encode(), digest_size=16)
        answer.update(os.environ.get("QIANXIAO_SITE_URL", "").encode())
        sources = [self.pages, self.root / "site" / "overrides"]
        files = [path for folder in sources for path in folder.rglob("*") if path.is_file()]
        for path in [self.root / "mkdocs.yml", *sorted(files)]:
            answer.update(f"{path.relative_to(self.root)}\0".encode() + path.read_bytes())
        return answer.hexdigest()

    def built(self, work: Path) -> Path:
        """Where `run` leaves its HTML."""
        return work / "authored"

    def has_built(self, work: Path, stamp: str) -> bool:
        """Whether the HTML that is there was sealed with this stamp."""
        seal = work / SEAL
        return seal.is_file() and seal.read_text(encoding="utf-8") == stamp

    def seal(self, work: Path, stamp: str) -> None:
        """The HTML there has been checked; `run` breaks the seal."""
        (work / SEAL).write_text(stamp, encoding="utf-8")

    def run(self, work: Path, extra_pages: Mapping[str, str]) -> Path:
        """Build the authored pages and the extra ones (path -> Markdown); the folder of HTML.

        `work` is emptied first. Raises EngineFailed.
        """
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.pages, work / "pages")
        for path, text in extra_pages.items():
            (work / "pages" / path).write_text(text, encoding="utf-8")
        (work / "mkdocs.yml").write_text(self._config(), encoding="utf-8")
        flag = ["--quiet"] if self.name == "mkdocs" else []
        command = [sys.executable, "-m", self.name, "build", "--strict", *flag]
        done = subprocess.run(
            [*command, "--config-file", str(work / "mkdocs.yml")],
            cwd=work,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        # Zensical answers 0 to some failures, so the first page is the proof.
        if done.returncode != 0 or not (work / "authored" / "index.html").is_file():
            raise EngineFailed(f"{self.name}: {done.stdout}{done.stderr}".strip())
        return work / "authored"

    def _config(self) -> str:
        """The project's own file with other folders: a golden page never enters the checkout."""
        return yaml.safe_dump(
            {
                "INHERIT": str(self.root / "mkdocs.yml"),
                "docs_dir": "pages",
                "site_dir": "authored",
                "theme": {"custom_dir": str(self.root / "site" / "overrides")},
                "extra": {"sample": self.include_sample, "assets": dict(self.assets)},
            }
        )

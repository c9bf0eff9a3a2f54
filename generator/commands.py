"""What `build` and `serve` print, and their exit codes: 0 done, 1 something to mend, 2 misuse."""

import sys
from pathlib import Path

from generator.build import Builder
from generator.catalogue import ContentErrors
from generator.engine import Engine, EngineFailed
from generator.progress import ProgressLine
from generator.shells.golden import GoldenPageDiffers
from generator.shells.publication import NotOurFolder
from generator.shells.slots import ShellBroken


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def build(
    content: Path, out: Path, *, engine: str, include_sample: bool, compressed: bool = True
) -> int:
    """Build once. Whatever goes wrong, the site in `out` stays as it was."""
    builder = _builder(content, out, engine=engine, include_sample=include_sample)
    builder.compressed = compressed
    progress = ProgressLine(sys.stderr)
    try:
        summary = builder.build(progress=progress)
    except ContentErrors as errors:
        progress.end()
        say("\n".join([*map(str, errors.problems), f"共 {len(errors.problems)} 处要改"]))
        return 1
    except (EngineFailed, GoldenPageDiffers, ShellBroken) as failure:
        progress.end()
        say(str(failure))
        return 1
    except NotOurFolder as refusal:
        progress.end()
        say(str(refusal))
        return 2
    progress.end()
    say(f"{out}: {summary}")
    return 0


def serve(content: Path, out: Path, *, engine: str, include_sample: bool, port: int) -> int:
    """Until SIGINT or SIGTERM."""
    # Watching is wanted here only, and is an extra that a plain build does without.
    from generator.serve import serve as keep_serving  # noqa: PLC0415

    builder = _builder(content, out, engine=engine, include_sample=include_sample)
    try:
        return keep_serving(builder, port, say)
    except NotOurFolder as refusal:
        say(str(refusal))
        return 2
    except OSError as failure:
        say(f"{failure.strerror}: 127.0.0.1:{port}")
        return 2


def _builder(content: Path, out: Path, *, engine: str, include_sample: bool) -> Builder:
    return Builder(
        content=content,
        out=out.absolute(),
        engine=Engine(name=engine, include_sample=include_sample),
    )

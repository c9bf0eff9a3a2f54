"""One run of a command, and one row of the table. The operating system does the accounting."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

BETTER_LOWER = "lower"
BETTER_HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: CPU and wall seconds, and the largest process's memory in MiB."""

    user: float
    system: float
    wall: float
    peak_mib: float

    @property
    def cpu(self) -> float:
        return self.user + self.system


@dataclass(frozen=True, slots=True)
class Row:
    """One measure beside its peer. `must` and `aim` bound the ratio; None is no bound."""

    measure: str
    unit: str
    ours: float
    peer_name: str
    peer: float
    must: float | None = None
    aim: float | None = None
    better: str = BETTER_LOWER

    @property
    def ratio(self) -> float:
        """Ours over the peer's, or ours itself where there is no peer."""
        return self.ours / self.peer if self.peer else self.ours

    @property
    def holds(self) -> bool:
        if self.must is None:
            return True
        return self.ratio <= self.must if self.better == BETTER_LOWER else self.ratio >= self.must

    def as_json(self) -> dict[str, object]:
        """`{measure, unit, ours, peer_name, peer, ratio, must, aim, holds}`."""
        row = asdict(self)
        del row["better"]
        return {**row, "ratio": round(self.ratio, 4), "holds": self.holds}


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    core: int | None = 0,
    seconds: float = 1800,
) -> Run:
    """Run to the end on one core (None: all) and count it; a failed command ends the benchmark.

    The children of the command that it waited for are counted with it, as `wait4` does. Its
    output is kept in a file, so that a full pipe never stops it, and shown when it fails.
    """
    log = Path(os.environ.get("TMPDIR", "/tmp")) / f"bench-{os.getpid()}.log"  # noqa: S108
    start = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdout=out,
            stderr=subprocess.STDOUT,
            preexec_fn=None if core is None else lambda: os.sched_setaffinity(0, {core}),
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or wall > seconds:
        sys.stderr.write(log.read_text(errors="replace")[-4000:])
        raise SystemExit(f"benchmark: {command[0]} ended with {process.returncode}")
    log.unlink()
    return Run(usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss / 1024)


def alternate(
    ours: Callable[[], Run], peer: Callable[[], Run], *, rounds: int
) -> tuple[list[Run], list[Run]]:
    """A B A B …, so that a drift of the machine's speed falls on both."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def median(runs: Sequence[Run], field: str) -> float:
    return statistics.median(getattr(one, field) for one in runs)


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` per cent do not exceed: nearest rank; 0 for none."""
    ranked = sorted(values)
    return ranked[max(-(-len(ranked) * share // 100) - 1, 0)] if ranked else 0.0


def cpu_seconds(work: Callable[[], object]) -> float:
    """User and system time of `work` in this process."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def say(text: str) -> None:
    """Progress, on standard error, so that the table stays clean."""
    print(f"  … {text}", file=sys.stderr, flush=True)

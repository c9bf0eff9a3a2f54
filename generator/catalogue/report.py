"""The answer of `python -m generator check`: one line of counts, or every problem."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.catalogue.kinds import WORDS
from generator.catalogue.loading import load_catalogue
from generator.catalogue.problems import ContentErrors, Problem


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is what to print; `holds` is False when there is a problem."""

    text: str
    holds: bool


def check(content: Path, *, as_json: bool = False) -> Answer:
    """Reads the whole folder, samples too, without a cache."""
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = {}
    try:
        counts = load_catalogue(content).counts()
    except ContentErrors as errors:
        problems = errors.problems
    if as_json:
        said = {"problems": [asdict(problem) for problem in problems], "counts": counts}
        text = json.dumps(said, ensure_ascii=False, indent=2)
    elif problems:
        text = "\n".join([*map(str, problems), f"共 {len(problems)} 处要改"])
    else:
        text = "没有问题：" + "，".join(f"{WORDS[kind]} {count}" for kind, count in counts.items())
    return Answer(text, holds=not problems)

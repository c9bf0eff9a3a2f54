"""What is wrong with the content, said so that an editor can mend it."""

from dataclasses import dataclass

Location = tuple[str | int, ...]
"""Where a value stands in a record: keys and positions from 0, for example ("facts", 0, "text")."""

Said = tuple[str, str]
"""What is wrong, and what to do."""

Broken = tuple[Location, str, str]
"""Where a rule is broken, what is wrong and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `line` counts from 1; `field` counts list entries from 1."""

    path: str
    line: int
    field: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return one_line(f"{self.path}:{self.line}: {self.field}: {self.wrong}，{self.mend}")


class ContentErrors(Exception):
    """The content cannot be used; `problems` holds every reason, by path and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def one_line(text: str) -> str:
    """What was typed can be anything; a message is one line of letters that print."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def field_name(location: Location) -> str:
    """("facts", 0, "text") -> facts[1].text; the whole file is named 整个文件."""
    name = ""
    for step in location:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            key = one_line(step[:60])
            name += f".{key}" if name else key
    return name or "整个文件"


WHOLE_FILE = field_name(())

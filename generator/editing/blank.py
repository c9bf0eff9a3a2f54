"""A record class in, the lines of a YAML file to fill in out: each field with what it is.

Only lines that end with `# 必填` have to be filled. What may be left out is commented out with one
`# `, as an editor's "toggle comment" writes it; explanations have `## `, so that they stay comments
when such a part is put into use.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.fields.descriptions import Description, description
from generator.fields.shape import Shape, shape_of
from generator.schema.identifiers import SAMPLE_PHONE
from generator.schema.record import Record
from generator.yaml_text import scalar_text

NEEDED = "  # 必填"
NAMED_RANGE = 5000


class Blank:
    """One file being written. A part is explained where it comes first, and not again.

    `given` are values that stand already. `ids` says which ids a folder has, for a field that
    names one of them.
    """

    def __init__(
        self,
        given: Mapping[str, Any],
        *,
        is_sample: bool,
        ids: Callable[[str], str] = lambda _folder: "",
    ) -> None:
        self._given = given
        self._ids = ids
        self._is_sample = is_sample
        self._explained: set[type[BaseModel]] = set()

    def lines(self, record: type[Record], indent: str = "") -> list[str]:
        return list(self._part(record, indent, dict(self._given)))

    def item(self, record: type[Record], indent: str) -> list[str]:
        """The record as one entry of a list whose dash stands at `indent`."""
        return list(_as_item(self.lines(record, f"{indent}  "), indent))

    def _part(self, part: type[BaseModel], indent: str, given: Mapping[str, Any]) -> Iterator[str]:
        explains = part not in self._explained
        self._explained.add(part)
        for name, field in part.model_fields.items():
            said = description(part, name)
            shape = shape_of(field.annotation, field.metadata)
            needed = field.is_required() or said.is_needed or self._wants_source(part, name)
            if explains:
                told = explanation(said, shape, name, needed=needed)
                yield f"{indent}## {told}{self._ids(said.names) if said.names else ''}"
            if name in given:
                yield f"{indent}{name}: {scalar_text(given[name])}"
            elif name == "phone" and self._is_sample:
                yield f"{indent}{name}: {SAMPLE_PHONE}"
            elif needed:
                yield from self._field(name, shape, indent, NEEDED)
            elif shape.part is not None and issubclass(shape.part, Record):
                yield f"{indent}## 用 python -m generator new 加，不在这里写"
            else:
                yield from self._field(name, shape, f"{indent}# ", "", default=field.default)

    def _field(
        self, name: str, shape: Shape, indent: str, mark: str, default: Any = None
    ) -> Iterator[str]:
        inside = f"{indent}  "
        if shape.part is not None:
            yield f"{indent}{name}:"
            if shape.is_list:
                yield from _as_item(list(self._part(shape.part, f"{inside}  ", {})), inside)
            else:
                yield from self._part(shape.part, inside, {})
        elif shape.is_list:
            yield f"{indent}{name}:"
            yield f"{inside}-{mark}"
        else:
            usual = "" if default is None else f" {scalar_text(default)}"
            yield f"{indent}{name}:{usual}{mark}"

    def _wants_source(self, part: type[BaseModel], name: str) -> bool:
        return issubclass(part, Record) and name == "sources" and not self._is_sample


def explanation(said: Description, shape: Shape, name: str, *, needed: bool) -> str:
    """One line: what it is, whether it must be there, the allowed words, an example."""
    told = [said.what or name]
    told.append("必填" if needed else "可以不填")
    if shape.is_list:
        told.append("可以写几项，每项一行短横线")
    if shape.words:
        told.append(f"只能写：{'、'.join(shape.words)}")
    elif shape.kind == "yes_no":
        told.append("写 true 或 false")
    elif shape.least is not None and shape.most is not None and shape.most <= NAMED_RANGE:
        told.append(f"{shape.least} 到 {shape.most}")
    if said.example and not shape.words and not said.names:
        told.append(f"例：{_example(said.example, shape)}")
    return "。".join(told)


def _example(example: str, shape: Shape) -> str:
    return example if shape.kind in {"number", "yes_no"} else scalar_text(example)


def _as_item(lines: list[str], indent: str) -> Iterator[str]:
    """The dash stands before the first line that is no explanation and not left out."""
    inside = f"{indent}  "
    first = next(
        (
            number
            for number, line in enumerate(lines)
            if line.startswith(inside) and not line[len(inside) :].startswith("#")
        ),
        None,
    )
    if first is None:
        yield f"{indent}-"
        yield from lines
        return
    yield from lines[:first] if first else ()
    yield f"{indent}- {lines[first][len(inside) :]}"
    yield from lines[first + 1 :]

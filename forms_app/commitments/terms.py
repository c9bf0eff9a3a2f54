"""What one version of a commitment promises: a closed record, frozen when it is sent.

Names stand beside identifiers, because a version is read later as it was read then.
"""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from pydantic import BaseModel, ConfigDict

from generator.schema.enums import AidItemKind

ROOM = AidItemKind.FACILITY
TEACHERS = frozenset({AidItemKind.TEACHER_TRAINING, AidItemKind.SHADOWING})
PERSON_UNITS = frozenset({"人", "名", "位"})


class Term(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpecialtyTerm(Term):
    """A specialty of the catalogue, with its name on the day."""

    id: str
    name: str


class ItemTerm(Term):
    """One promise. `value` in whole yuan for the whole line; None when it has none."""

    id: str
    kind: AidItemKind
    what: str
    specialty: SpecialtyTerm | None
    quantity: int
    unit: str
    value: int | None
    due: date
    evidence: str


class Terms(Term):
    """The whole commitment as one side sends it and the other confirms it."""

    purpose: str
    starts_on: date
    ends_on: date
    specialties: tuple[SpecialtyTerm, ...]
    items: tuple[ItemTerm, ...]

    @property
    def value(self) -> int:
        """Yuan, of the items that have a value."""
        return sum(item.value or 0 for item in self.items)


class Target(Term):
    """One of the notice's three aims, 三(八), and how far the items go towards it."""

    name: str
    promised: int
    wanted: int | None
    """None when the receiving college has not said how many it needs."""
    unit: str

    @property
    def is_met(self) -> bool:
        return self.promised >= (1 if self.wanted is None else self.wanted)


class Difference(Term):
    """One thing that changed: None before is new, None after is gone."""

    what: str
    before: str | None
    after: str | None


def targets(terms: Terms, *, teachers_untrained: int | None) -> tuple[Target, ...]:
    """Specialty, room and teachers: hints, because what is owed to whom is for the two to agree."""
    rooms = sum(item.quantity for item in terms.items if item.kind is ROOM)
    teachers = sum(
        item.quantity for item in terms.items if item.kind in TEACHERS and item.unit in PERSON_UNITS
    )
    return (
        Target(name="特色专业", promised=len(terms.specialties), wanted=1, unit="个"),
        Target(name="资料室/实训室", promised=rooms, wanted=1, unit="间"),
        Target(name="培训教师", promised=teachers, wanted=teachers_untrained, unit="人"),
    )


def differences(before: Terms, after: Terms) -> tuple[Difference, ...]:
    """What a reader of `before` must look at in `after`: first the whole, then item by item."""
    changed = [
        Difference(what=name, before=old, after=new)
        for (name, old), (_, new) in zip_longest(_heading(before), _heading(after))
        if old != new
    ]
    old_items = {item.id: item for item in before.items}
    new_items = {item.id: item for item in after.items}
    for identifier in dict.fromkeys([*old_items, *new_items]):
        changed += _item_differences(old_items.get(identifier), new_items.get(identifier))
    return tuple(changed)


def _item_differences(before: ItemTerm | None, after: ItemTerm | None) -> list[Difference]:
    if before is None or after is None:
        item = after or before
        assert item is not None
        return [
            Difference(
                what=f"{item.kind}：{item.what}",
                before=None if before is None else described(before),
                after=None if after is None else described(after),
            )
        ]
    return [
        Difference(what=f"{after.what} · {name}", before=old, after=new)
        for (name, old), (_, new) in zip_longest(_facts(before), _facts(after))
        if old != new
    ]


def described(item: ItemTerm) -> str:
    """`2套，2027年6月30日前`: an item in one line, without its name."""
    value = "" if item.value is None else f"，{item.value:,}元"
    return f"{item.quantity}{item.unit}{value}，{chinese(item.due)}前"


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _heading(terms: Terms) -> list[tuple[str, str]]:
    return [
        ("目的", terms.purpose),
        ("开始", chinese(terms.starts_on)),
        ("结束", chinese(terms.ends_on)),
        ("专业", "、".join(specialty.name for specialty in terms.specialties)),
    ]


def _facts(item: ItemTerm) -> list[tuple[str, str]]:
    return [
        ("类别", item.kind),
        ("内容", item.what),
        ("专业", item.specialty.name if item.specialty else "不分专业"),
        ("数量", f"{item.quantity}{item.unit}"),
        ("价值", "没有写" if item.value is None else f"{item.value:,}元"),
        ("完成日期", chinese(item.due)),
        ("凭据", item.evidence or "没有写"),
    ]

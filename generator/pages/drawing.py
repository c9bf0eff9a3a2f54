"""Small pictures as numbers for an inline SVG: bars, and a sketch of what lies how far and where.

Only places on the drawing are decided here; `drawing.html` prints them, and a table or a list
beside each picture says the same in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, sin

from generator.pages.wording import Values

WIDTH = 340
BAR_STEP = 40
MOST_IN_A_LABEL = 8

SKETCH_WIDTH, SKETCH_HEIGHT = 360, 230
RADIUS = 58
LABEL_STEP = 34
COLUMN = 68
"""How far from the middle the labels begin: outside every dot."""
LONGEST_NAME = 7
ROUND_KM = (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """`text` is how the count reads: 7 所, 至少 104 人."""

    name: str
    count: int
    text: str


def bars(rows: Sequence[Bar], *, about: str) -> Values | None:
    """One bar each, the longest as wide as the picture; None where there is nothing above 0."""
    most = max((row.count for row in rows), default=0)
    if most == 0:
        return None
    told = "，".join(f"{row.name} {row.text}" for row in rows[:MOST_IN_A_LABEL])
    return {
        "label": f"条形图，{about}：{told}{'，等等' if len(rows) > MOST_IN_A_LABEL else ''}。",
        "width": WIDTH,
        "height": BAR_STEP * len(rows),
        "bars": [
            {
                "name": row.name,
                "text": row.text,
                "top": BAR_STEP * place,
                "width": round(WIDTH * row.count / most),
            }
            for place, row in enumerate(rows)
        ],
    }


@dataclass(frozen=True, slots=True)
class Dot:
    """Something on a sketch: its number in the list beside, name, distance and direction."""

    number: str
    name: str
    km: float
    bearing: float


def sketch(dots: Sequence[Dot]) -> Values | None:
    """North is up, distances from the middle are true; None where all lie in the middle."""
    farthest = max((dot.km for dot in dots), default=0.0)
    if farthest < 1:
        return None
    middle_x, middle_y = SKETCH_WIDTH // 2, SKETCH_HEIGHT // 2
    placed = [
        (
            dot,
            round(middle_x + RADIUS * dot.km / farthest * sin(dot.bearing)),
            round(middle_y - RADIUS * dot.km / farthest * cos(dot.bearing)),
        )
        for dot in dots
    ]
    right = [one for one in placed if one[1] >= middle_x]
    left = [one for one in placed if one[1] < middle_x]
    ring = next(km for km in ROUND_KM if km <= farthest)
    return {
        "width": SKETCH_WIDTH,
        "height": SKETCH_HEIGHT,
        "x": middle_x,
        "y": middle_y,
        "ring": round(RADIUS * ring / farthest),
        "ring_km": ring,
        "sides": [
            {"anchor": "end", "dots": _labelled(left, middle_x - COLUMN)},
            {"anchor": "start", "dots": _labelled(right, middle_x + COLUMN)},
        ],
    }


def _labelled(placed: list[tuple[Dot, int, int]], column: int) -> list[Values]:
    """Dots of one side with their labels in a column, one under the other and none over another.

    `at` is the dot on the sketch, `label` the beginning of its label seen from the dot.
    """
    placed = sorted(placed, key=lambda one: one[2])
    tops = [y for _, _, y in placed]
    for place in range(1, len(tops)):
        tops[place] = max(tops[place], tops[place - 1] + LABEL_STEP)
    bottom = SKETCH_HEIGHT - LABEL_STEP // 2
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], bottom - LABEL_STEP * (len(tops) - 1 - place))
    return [
        {
            "at": f"{x} {y}",
            "label": f"{column - x} {top - y}",
            "name": f"{dot.number} {_short(dot.name)}",
            "km": distance(dot.km),
        }
        for (dot, x, y), top in zip(placed, tops, strict=True)
    ]


def distance(km: float) -> str:
    return "就在这里" if km < 1 else f"{round(km):,} 公里"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"

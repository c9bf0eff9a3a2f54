"""What was promised beside what was delivered: words, a shape and a bar. Draws no page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.pages import wording
from generator.pages.wording import Values
from generator.schema.enterprise import Sponsorship
from generator.schema.enums import SponsorshipState
from generator.schema.pairing import AidItem

DONE, LATE, COMING, UNKNOWN = "办好了", "过了日子", "还没到日子", "没查到"

SHAPES = {DONE: "✓", LATE: "!", COMING: "○", UNKNOWN: "?"}
COLOURS = {DONE: "a", LATE: "d", COMING: "rest", UNKNOWN: "rest"}
"""In the order of the bar. Late parts are hatched too, so that no state is told by colour alone."""

LATE_FIRST = (LATE, COMING, UNKNOWN, DONE)

HEIGHT = 30
STRIPE = 22


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that somebody has promised; `quantity` is None where the source counts nothing."""

    quantity: int | None
    unit: str
    delivered: int
    is_delivered: bool
    due: date | None

    def state(self, day: date) -> str:
        if self.is_delivered:
            return DONE
        if self.due is None:
            return UNKNOWN
        return LATE if self.due < day else COMING

    def days_late(self, day: date) -> int:
        return (day - self.due).days if self.due and self.state(day) == LATE else 0

    def order(self, day: date) -> tuple[int, date]:
        """Late first, the longest first; then what is due next."""
        return LATE_FIRST.index(self.state(day)), self.due or date.max


def of_item(item: AidItem) -> Promise:
    return Promise(
        item.quantity, item.unit or "", item.delivered_quantity, item.is_delivered, item.due
    )


def of_sponsorship(one: Sponsorship) -> Promise:
    arrived = one.state is SponsorshipState.DELIVERED
    return Promise(one.quantity, one.unit, one.delivered_quantity, arrived, one.ends_on)


def described(promise: Promise, day: date) -> Values:
    """How far one promise has come. Days are counted only where something is late."""
    state = promise.state(day)
    late = promise.days_late(day)
    counted = promise.quantity is not None
    return {
        "state": state,
        "shape": SHAPES[state],
        "late": state == LATE,
        "done": state == DONE,
        "said": f"过了 {late} 天" if late else state,
        "promised": _amount(promise.quantity, promise.unit) if counted else None,
        "delivered": _amount(promise.delivered, promise.unit) if counted else None,
        "due": wording.day(promise.due) if promise.due else None,
        "bar": _item_bar(promise, state) if counted else None,
    }


def progress(promises: Iterable[Promise], day: date) -> Values | None:
    """Counts and the bar that shows them; None when nothing was promised item by item."""
    states = Counter(promise.state(day) for promise in promises)
    whole = states.total()
    if not whole:
        return None
    if states[UNKNOWN] == whole:
        return {"text": f"写了 {whole} 件，办没办好没查到", "segments": [], "late": 0}
    parts = [(name, states[name]) for name in COLOURS if states[name]]
    return {
        "text": _progress_text(states),
        "segments": _segments(parts, whole),
        "late": states[LATE],
    }


def _progress_text(states: Counter[str]) -> str:
    text = f"答应 {states.total()} 件，办好 {states[DONE]} 件"
    if states[LATE]:
        text += f"，{states[LATE]} 件过了日子"
    if states[UNKNOWN]:
        text += f"，{states[UNKNOWN]} 件没查到"
    return text


def _item_bar(promise: Promise, state: str) -> Values:
    """What has arrived of one promise, and the rest in the look of its state."""
    whole = promise.quantity or 1
    arrived = min(promise.delivered, whole)
    parts = [(DONE, arrived), (COMING if state == DONE else state, whole - arrived)]
    text = f"答应 {_amount(whole, promise.unit)}，到了 {_amount(promise.delivered, promise.unit)}"
    return {"text": text, "segments": _segments([part for part in parts if part[1]], whole)}


def _segments(parts: Sequence[tuple[str, int]], whole: int) -> list[Values]:
    """Start and width in thousandths of the bar, so that the picture needs no style attribute."""
    found: list[Values] = []
    start = 0
    for position, (name, count) in enumerate(parts):
        last = position == len(parts) - 1
        width = 1000 - start if last else round(1000 * count / whole)
        found.append(
            {
                "colour": COLOURS[name],
                "name": f"{SHAPES[name]} {name}",
                "amount": f"{count} 件",
                "start": start,
                "width": width,
                "hatch": _hatch(start, width) if name == LATE else None,
            }
        )
        start += width
    return found


def _hatch(start: int, width: int) -> str:
    """Slanted lines over a part of the bar, as the data of an SVG path."""
    lines = range(start, start + width, STRIPE)
    return "".join(
        f"M{left} {HEIGHT}l{min(STRIPE, start + width - left)}-{HEIGHT}" for left in lines
    )


def _amount(count: int | None, unit: str) -> str:
    return f"{count} {unit}".strip()

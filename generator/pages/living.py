"""Where a student sleeps, eats and works, in words; what nobody said is 不清楚, never 没有."""

from collections.abc import Callable, Sequence
from functools import cache

from generator.pages import wording
from generator.pages.wording import ASK_COLLEGE
from generator.schema.college import Boarding, Fees, Programme

Named = list[tuple[str, str | None]]


def of_programme(programme: Programme) -> Named:
    return [("住校", boarding(programme.boarding)), ("吃饭", meals(programme.fees))]


def of_college(programmes: Sequence[tuple[str, Programme]]) -> Named:
    """One answer where all programmes say the same, else each with the name of its specialty."""
    if not programmes:
        return [("住校和吃饭", ASK_COLLEGE)]
    questions: tuple[tuple[str, Callable[[Programme], str]], ...] = (
        ("能住校吗", lambda one: boarding(one.boarding)),
        ("吃饭", lambda one: meals(one.fees)),
    )
    return [(name, _together(programmes, answer)) for name, answer in questions]


def boarding(said: Boarding) -> str:
    if said.available is None:
        return ASK_COLLEGE
    if not said.available:
        return "不能住校"
    room = f"，{said.room}" if said.room else ""
    return f"能住校{room}{_offered(said.hot_water, said.heating, said.halal_canteen)}"


@cache
def _offered(hot_water: bool | None, heating: bool | None, halal_canteen: bool | None) -> str:
    """Each with its comma before it; what nobody has said comes last."""
    named = (("热水", hot_water), ("暖气", heating), ("清真食堂", halal_canteen))
    details = [f"，{'有' if has else '没有'}{name}" for name, has in named if has is not None]
    unsaid = [name for name, has in named if has is None]
    if unsaid:
        details.append(f"，{'、'.join(unsaid)}请问学校")
    return "".join(details)


def meals(fees: Fees | None) -> str:
    return f"大约 {wording.yuan(fees.meals_per_month)}一个月" if fees else ASK_COLLEGE


def internship(months: int | None) -> str:
    if months is None:
        return ASK_COLLEGE
    return f"{months} 个月" if months else "没有"


def _together(
    programmes: Sequence[tuple[str, Programme]], answer: Callable[[Programme], str]
) -> str:
    said: dict[str, list[str]] = {}
    for name, programme in programmes:
        said.setdefault(answer(programme), []).append(name)
    if len(said) == 1:
        return next(iter(said))
    return "；".join(f"{'、'.join(dict.fromkeys(names))}：{text}" for text, names in said.items())

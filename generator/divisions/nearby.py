"""Which of many places lie nearest to one, in straight-line kilometres; knows no college."""

from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import dataclass
from math import acos, atan2, cos, sin

from generator.divisions.distances import Point, centre, kilometres

Direction = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place, how far it lies, and in which direction: radians, clockwise from north."""

    code: str
    km: float
    bearing: float


Thing = tuple[float, str, int]
"""A place that was found: minus the cosine of its angle (the nearest is the least), code, count."""


class Nearby:
    """Finds the nearest places that together hold so many things.

    The places are kept by latitude, and a search walks south and north from where it stands until
    the latitude alone is farther than what it has found: about a hundred places instead of all.
    Angles are compared by their cosine, the product of two directions from the earth's middle.
    """

    def __init__(self, things: Mapping[str, int]) -> None:
        """`things` says how many stand in each place of today; a place without a centre is left."""
        found = ((centre(code), code, count) for code, count in things.items())
        self._places = sorted(
            (at[1], _direction(at), code, count) for at, code, count in found if at
        )
        self._turned = self._places[::-1]

    def nearest(self, code: str, wanted: int) -> tuple[Neighbour, ...]:
        """The nearest places that hold `wanted` things together; none where no centre is known."""
        start = centre(code)
        if start is None or not self._places:
            return ()
        middle = bisect_left(self._places, (start[1],))
        best: list[Thing] = []
        self._walk(self._turned[len(self._places) - middle :], start, best, wanted)
        self._walk(self._places[middle:], start, best, wanted)
        return tuple(_neighbour(start, other) for _, other, _ in best)

    def _walk(
        self,
        way: list[tuple[float, Direction, str, int]],
        start: Point,
        best: list[Thing],
        wanted: int,
    ) -> None:
        """Put what is nearer than `best` into it, from the nearest latitude on."""
        latitude = start[1]
        x, y, z = _direction(start)
        limit = _trim(best, wanted)
        far = _angle(limit)
        for other_latitude, (a, b, c), code, count in way:
            if abs(other_latitude - latitude) > far:
                return
            angle = -(x * a + y * b + z * c)
            if angle < limit:
                insort(best, (angle, code, count))
                limit = _trim(best, wanted)
                far = _angle(limit)


def _trim(best: list[Thing], wanted: int) -> float:
    """Drop what is no longer needed; what is farther than the answer need not be looked at."""
    held = 0
    for position, (angle, _, count) in enumerate(best):
        held += count
        if held >= wanted:
            del best[position + 1 :]
            return angle
    return 1.0


def _angle(limit: float) -> float:
    """A little wide, because the cosine of a small angle is coarse: some metres."""
    return acos(max(-1.0, min(1.0, -limit))) + 1e-6


def _direction(point: Point) -> Direction:
    longitude, latitude = point
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _neighbour(start: Point, code: str) -> Neighbour:
    end = centre(code)
    if end is None:
        raise ValueError(f"{code} has no centre")
    return Neighbour(code, kilometres(start, end), _bearing(start, end))


def _bearing(start: Point, end: Point) -> float:
    (lon_a, lat_a), (lon_b, lat_b) = start, end
    east = sin(lon_b - lon_a) * cos(lat_b)
    north = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(lon_b - lon_a)
    return atan2(east, north)

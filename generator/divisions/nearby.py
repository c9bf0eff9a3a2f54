"""Which of many places lie nearest to one, in straight-line kilometres; knows no college."""

from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, pi, sin

from generator.divisions.distances import EARTH_RADIUS_KM, centre, kilometres


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place, how far it lies, and in which direction: radians, clockwise from north."""

    code: str
    km: float
    bearing: float


class Nearby:
    """Finds the nearest places that together hold so many things.

    The places are kept by latitude, and a search walks north and south from where it stands until
    the latitude alone is farther than what it has found: about a hundred places instead of all.
    """

    def __init__(self, things: Mapping[str, int]) -> None:
        """`things` says how many stand in each place of today; a place without a centre is left."""
        found = ((centre(code), code, count) for code, count in things.items())
        self._places = sorted((at[1], at[0], code, count) for at, code, count in found if at)

    def nearest(self, code: str, wanted: int) -> tuple[Neighbour, ...]:
        """The nearest places that hold `wanted` things together; none where no centre is known."""
        start = centre(code)
        if start is None:
            return ()
        best: list[tuple[float, str, int]] = []
        limit = pi * EARTH_RADIUS_KM
        for north in (False, True):
            for latitude, longitude, other, count in self._walk(start[1], north=north):
                if abs(latitude - start[1]) * EARTH_RADIUS_KM > limit:
                    break
                km = kilometres(start, (longitude, latitude))
                if km <= limit:
                    insort(best, (km, other, count))
                    limit = _trim(best, wanted, limit)
        return tuple(Neighbour(other, km, _bearing(start, other)) for km, other, _ in best)

    def _walk(self, latitude: float, *, north: bool) -> list[tuple[float, float, str, int]]:
        middle = bisect_left(self._places, (latitude,))
        return self._places[middle:] if north else self._places[:middle][::-1]


def _trim(best: list[tuple[float, str, int]], wanted: int, limit: float) -> float:
    """Drop what is no longer needed; the distance beyond which nothing more is."""
    held = 0
    for position, (km, _, count) in enumerate(best):
        held += count
        if held >= wanted:
            del best[position + 1 :]
            return km
    return limit


def _bearing(start: tuple[float, float], code: str) -> float:
    end = centre(code)
    if end is None:
        raise ValueError(f"{code} has no centre")
    (lon_a, lat_a), (lon_b, lat_b) = start, end
    east = sin(lon_b - lon_a) * cos(lat_b)
    north = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(lon_b - lon_a)
    return atan2(east, north)

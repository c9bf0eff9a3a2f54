"""Straight-line kilometres between the centres of two places; never the length of a road."""

from functools import cache
from math import asin, cos, degrees, radians, sin, sqrt

from generator.divisions.places import today
from generator.divisions.tables import rows

EARTH_RADIUS_KM = 6371.0


Point = tuple[float, float]
"""Longitude and latitude in radians."""


def distance_km(a: str, b: str) -> float | None:
    """Kilometres between two division codes as the crow flies; None where a centre is missing."""
    start, end = centre(a), centre(b)
    return None if start is None or end is None else kilometres(start, end)


def kilometres(start: Point, end: Point) -> float:
    (lon_a, lat_a), (lon_b, lat_b) = start, end
    across = sin((lat_b - lat_a) / 2) ** 2
    along = cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, across + along)))


def centre(code: str) -> Point | None:
    """The centre of a place of 2018 or of today; None where the table has none."""
    return _centres().get(today(code))


def centre_in_degrees(code: str) -> tuple[float, float] | None:
    """Longitude and latitude as a map writes them; None where the table has no centre."""
    found = centre(code)
    return found and (degrees(found[0]), degrees(found[1]))


@cache
def _centres() -> dict[str, Point]:
    return {
        row["code"]: (radians(float(row["lon"])), radians(float(row["lat"])))
        for row in rows("division_centroids")
        if row["lon"] and row["lat"]
    }

"""Straight-line kilometres between the centres of two places; never the length of a road."""

from functools import cache
from math import asin, cos, degrees, radians, sin, sqrt

from generator.divisions.places import today
from generator.divisions.tables import rows

EARTH_RADIUS_KM = 6371.0


def distance_km(a: str, b: str) -> float | None:
    """Kilometres between two division codes as the crow flies; None where a centre is missing."""
    start, end = _centres().get(today(a)), _centres().get(today(b))
    if start is None or end is None:
        return None
    (lon_a, lat_a), (lon_b, lat_b) = start, end
    across = sin((lat_b - lat_a) / 2) ** 2
    along = cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, across + along)))


def centre_of(code: str) -> tuple[float, float] | None:
    """Longitude and latitude in degrees; None where the table has no centre."""
    found = _centres().get(today(code))
    return found and (degrees(found[0]), degrees(found[1]))


@cache
def _centres() -> dict[str, tuple[float, float]]:
    """Code -> longitude and latitude in radians."""
    return {
        row["code"]: (radians(float(row["lon"])), radians(float(row["lat"])))
        for row in rows("division_centroids")
        if row["lon"] and row["lat"]
    }

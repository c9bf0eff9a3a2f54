"""A specialty of the technical colleges' catalogue, in words a 15-year-old reads."""

from generator.schema.enums import Confidence, PhysicalLimit
from generator.schema.identifiers import SpecialtyClassCode, SpecialtyCode
from generator.schema.record import Line, Part, Record


class SpecialtyClass(Part):
    """One of the fifteen classes, 01 机械类 to 15 其他."""

    code: SpecialtyClassCode
    name: Line


class Specialty(Record):
    """Our own slug is the key; the official code is optional and marked until verified."""

    class_code: SpecialtyClassCode
    class_name: Line
    name_confidence: Confidence
    official_code: SpecialtyCode | None = None
    code_verified: bool = False
    plain_words: Line | None = None
    day: Line | None = None
    jobs: tuple[Line, ...] = ()
    hard_parts: tuple[Line, ...] = ()
    physical_limits: tuple[PhysicalLimit, ...] = ()
    is_agricultural: bool | None = None
    is_stage_performance: bool | None = None
    common_names: tuple[Line, ...] = ()
    """What people say instead: 修车 for 汽车维修."""

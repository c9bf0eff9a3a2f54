"""The day on which the tests stand, and the two kinds of record status they use."""

from datetime import date

from generator.schema.enums import RecordStatus

DAY = date(2026, 7, 1)
SAMPLE = RecordStatus.SAMPLE
OFFICIAL = RecordStatus.OFFICIAL

"""A college, its programmes and its green channel: what one college's editor keeps."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.schema.enums import (
    EntryPoint,
    FacilityKind,
    GreenChannelPriority,
    Ownership,
    PairingRole,
    PhysicalLimit,
    SchoolSystem,
    Tier,
    TrainingLevel,
)
from generator.schema.identifiers import (
    CampaignId,
    CertificateId,
    DivisionCode,
    SpecialtyId,
)
from generator.schema.record import Amount, Contact, Count, Fact, Line, Part, Record, Text


class Fees(Part):
    """Yuan. What a year costs before any aid; `first_day` is what to bring on arrival."""

    tuition_per_year: Amount
    approved_public_tuition: Amount | None = None
    boarding_per_year: Amount
    books_per_year: Amount
    meals_per_month: Amount
    months_per_year: Annotated[int, Field(ge=1, le=12)] = 10
    first_day: Amount

    @property
    def per_year(self) -> int:
        """Tuition, boarding, books and meals of one year, travel not included."""
        meals = self.meals_per_month * self.months_per_year
        return self.tuition_per_year + self.boarding_per_year + self.books_per_year + meals


class Boarding(Part):
    """Living at the college; None means that nobody has said (不清楚)."""

    available: bool | None = None
    room: Line | None = None
    hot_water: bool | None = None
    heating: bool | None = None
    halal_canteen: bool | None = None


class NextStep(Part):
    """One thing a graduate can do, in the reader's words."""

    title: Line
    text: Line | None = None


class Programme(Record):
    """One specialty at one college, at one level, from one entry point, in one admission cycle."""

    campaign: CampaignId
    specialty: SpecialtyId
    level: TrainingLevel
    entry: EntryPoint
    years: Annotated[int, Field(ge=1, le=7)]
    segments: tuple[Line, ...] = ()
    """分段注册, for example "3年中级工" and "2年高级工"; the years add up to `years`."""
    full_time: bool = True
    seats: Annotated[int, Field(ge=1, le=5000)] | None = None
    green_channel_seats: Count | None = None
    fees: Fees | None = None
    boarding: Boarding = Boarding()
    entry_rule: Line | None = None
    lessons: Line | None = None
    """学什么: what is taught, with the workshop it is taught in."""
    day: Line | None = None
    certificates: tuple[CertificateId, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    extra_physical_limits: tuple[PhysicalLimit, ...] = ()
    internship_months: Annotated[int, Field(ge=0, le=24)] | None = None
    starts_on: date | None = None

    @model_validator(mode="after")
    def keep_green_channel_within_seats(self) -> Self:
        green, seats = self.green_channel_seats, self.seats
        if green is not None and (seats is None or green > seats):
            raise ValueError(
                "绿色通道名额不能多于总名额 (green_channel_seats must be within seats)"
            )
        return self


class GreenChannelItem(Part):
    """One of the six promises: what, how many, until when, and whom to ask."""

    what: Line
    how_many: Line
    until: date
    contact: Contact


PRIORITY_FIELDS = tuple((one, one.name.lower()) for one in GreenChannelPriority)
"""Each priority and the field that holds what a college offers for it."""


class GreenChannel(Part):
    """The six priorities of the notice, 三(五); each is filled by the college or empty."""

    admission: GreenChannelItem | None = None
    specialty_choice: GreenChannelItem | None = None
    order_class: GreenChannelItem | None = None
    aid: GreenChannelItem | None = None
    internship: GreenChannelItem | None = None
    employment: GreenChannelItem | None = None

    def items(self) -> tuple[tuple[GreenChannelPriority, GreenChannelItem | None], ...]:
        """The six in the order of the notice."""
        return tuple([(priority, getattr(self, name)) for priority, name in PRIORITY_FIELDS])

    @property
    def is_complete(self) -> bool:
        """The badge needs all six; fewer is no badge."""
        return (
            self.admission is not None
            and self.specialty_choice is not None
            and self.order_class is not None
            and self.aid is not None
            and self.internship is not None
            and self.employment is not None
        )


class Facility(Part):
    kind: FacilityKind
    name: Line
    built_on: date | None = None


class Capacity(Part):
    """The three ratios of the notice's 三(八): signature specialty, room, teachers trained once."""

    signature_specialties: tuple[SpecialtyId, ...] = ()
    facilities: tuple[Facility, ...] = ()
    teachers: Count
    teachers_trained: Count

    @model_validator(mode="after")
    def count_each_teacher_once(self) -> Self:
        if self.teachers_trained > self.teachers:
            raise ValueError(
                "培训过的教师不能多于教师总数 (teachers_trained must be within teachers)"
            )
        return self


class College(Record):
    """A college. A real one carries sourced facts only, until it submits its own figures."""

    division: DivisionCode
    tier: Tier
    ownership: Ownership = Ownership.UNKNOWN
    ownership_note: Line | None = None
    school_system: SchoolSystem = SchoolSystem.HUMAN_RESOURCES
    pairing_role: PairingRole = PairingRole.NONE
    address: Line | None = None
    contacts: tuple[Contact, ...] = ()
    introduction: Text | None = None
    facts: tuple[Fact, ...] = ()
    travel: Line | None = None
    green_channel: GreenChannel = GreenChannel()
    capacity: Capacity | None = None
    programmes: tuple[Programme, ...] = ()

    def phones(self) -> tuple[str, ...]:
        """Every phone number that this record prints, in the order of the file."""
        offers = (item.contact for _, item in self.green_channel.items() if item is not None)
        return tuple(contact.phone for contact in (*self.contacts, *offers))

    @model_validator(mode="after")
    def never_mix_real_and_sample(self) -> Self:
        for programme in self.programmes:
            if programme.is_sample is not self.is_sample:
                raise ValueError(
                    f"真实学校不能带示例专业点，反之也不行：{programme.id}"
                    " (a real college and a sample programme never share a file)"
                )
        for contact in self.contacts:
            if contact.is_sample is not self.is_sample:
                raise ValueError(
                    f"示例学校只能用 000-0000-0000，真实学校不能用：{contact.phone}"
                    " (the sample phone belongs to samples, and only to them)"
                )
        for _, item in self.green_channel.items():
            if item is not None and item.contact.is_sample is not self.is_sample:
                raise ValueError(
                    "绿色通道的电话和学校的标记不一致"
                    " (the phone of a green-channel offer must match the college's mark)"
                )
        return self

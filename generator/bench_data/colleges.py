"""Synthetic colleges with their programmes, spread over all real counties."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from generator.bench_data import sentences
from generator.divisions import places
from generator.divisions.flags import is_in_sanqu_sanzhou
from generator.divisions.places import Place
from generator.schema.enums import EntryPoint, GreenChannelPriority, Tier, TrainingLevel
from generator.schema.identifiers import SAMPLE_PHONE

CAMPAIGN = "sample-bench-admission-2027"
YEAR = 2027
SAMPLE = {"record_status": "sample"}

# Level, entry and years as colleges of each tier offer them.
OFFERS = {
    Tier.TECHNICAL_SCHOOL: [
        (TrainingLevel.INTERMEDIATE, EntryPoint.MIDDLE_SCHOOL, 3),
        (TrainingLevel.INTERMEDIATE, EntryPoint.HIGH_SCHOOL, 2),
    ],
    Tier.SENIOR_TECHNICAL_SCHOOL: [
        (TrainingLevel.INTERMEDIATE, EntryPoint.MIDDLE_SCHOOL, 3),
        (TrainingLevel.SENIOR, EntryPoint.MIDDLE_SCHOOL, 5),
        (TrainingLevel.SENIOR, EntryPoint.HIGH_SCHOOL, 3),
    ],
    Tier.TECHNICIAN_COLLEGE: [
        (TrainingLevel.SENIOR, EntryPoint.MIDDLE_SCHOOL, 5),
        (TrainingLevel.SENIOR, EntryPoint.HIGH_SCHOOL, 3),
        (TrainingLevel.ASSISTANT_TECHNICIAN, EntryPoint.MIDDLE_SCHOOL, 6),
    ],
}
CERTIFICATES = {
    TrainingLevel.INTERMEDIATE: "sample-certificate-intermediate",
    TrainingLevel.SENIOR: "sample-certificate-senior",
    TrainingLevel.ASSISTANT_TECHNICIAN: "sample-certificate-technician",
}


def contact(office: str) -> dict[str, str]:
    return {"office": office, "phone": SAMPLE_PHONE}


@dataclass(frozen=True, slots=True)
class College:
    """What other records need to know of a college; `programmes` are (id, specialty number)."""

    number: int
    county: Place
    tier: Tier
    is_receiving: bool
    programmes: list[tuple[str, int]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"sample-bench-college-{self.number:05d}"

    def record(self, seed: int) -> dict[str, Any]:
        """The whole record, the same for the same seed."""
        random = Random(f"{seed} college {self.number}")  # noqa: S311
        teachers = random.randint(8, 180)
        signatures = sorted({number for _, number in self.programmes})[:2]
        return {
            "id": self.id,
            "name": f"示例{self.tier}{self.number:05d}（{self.county.name}）",
            **SAMPLE,
            "updated_on": f"2026-{random.randint(1, 10):02d}-{random.randint(1, 28):02d}",
            "division": self.county.code,
            "tier": str(self.tier),
            "ownership": random.choice(["公办", "公办", "公办", "民办", "企业办"]),
            "pairing_role": "受援" if self.is_receiving else "支援",
            "contacts": [contact(office) for office in ("招生办", "资助办")],
            "introduction": sentences.introduction(
                random, self.county.name, random.randint(120, 6200)
            ),
            "travel": f"{self.county.name}汽车站坐 {random.randint(1, 39)} 路公交，"
            f"{random.randint(2, 19)} 站，{random.choice(sentences.PLACES)}下车。",
            "green_channel": _green_channel(random),
            "capacity": {
                "signature_specialties": [specialty_id(number) for number in signatures],
                "facilities": [
                    {"kind": "资料室", "name": random.choice(sentences.THINGS) + "资料室"}
                ],
                "teachers": teachers,
                "teachers_trained": random.randint(teachers // 3, teachers),
            },
            "programmes": [_programme(random, self, one) for one in self.programmes],
        }


def specialty_id(number: int) -> str:
    return f"sample-bench-specialty-{number:03d}"


def specialty_name(number: int) -> str:
    """Different for each number up to 1,200."""
    which, turn = number % len(sentences.THINGS), number // len(sentences.THINGS)
    thing = sentences.THINGS[which]
    doing = sentences.DOINGS[(7 * which + turn) % len(sentences.DOINGS)]
    return f"{thing}{doing}"


def colleges_of(random: Random, colleges: int, programmes: int, specialties: int) -> list[College]:
    """The plan of all colleges: place, tier, and how the programmes are shared out among them."""
    counties = [
        county
        for province in places.provinces()
        for county in places.counties_within(province.code)
    ]
    random.shuffle(counties)
    plan = [
        College(
            number=number,
            county=(county := counties[number % len(counties)]),
            tier=random.choice(list(Tier)),
            is_receiving=is_in_sanqu_sanzhou(county.code, YEAR) is True,
        )
        for number in range(colleges)
    ]
    for number in range(programmes):
        # Every college has one before chance gives a second, so that none is empty by accident.
        college = plan[number] if number < colleges else random.choice(plan)
        college.programmes.append(("", random.randrange(specialties)))
    for college in plan:
        # As an editor keeps a file: specialty by specialty, numbered within the college.
        taught = sorted(specialty for _, specialty in college.programmes)
        college.programmes[:] = [
            (f"sample-bench-programme-{college.number:05d}-{number:02d}", specialty)
            for number, specialty in enumerate(taught, 1)
        ]
    return plan


def _green_channel(random: Random) -> dict[str, Any]:
    filled = 6 if random.random() < 0.6 else random.randint(0, 5)
    return {
        priority.name.lower(): {
            "what": f"{priority}优先，{random.choice(sentences.RULES)}",
            "how_many": f"每年 {random.randint(4, 60)} 个",
            "until": f"{YEAR}-{random.randint(7, 12):02d}-{random.randint(1, 28):02d}",
            "contact": contact(random.choice(["招生办", "资助办", "就业办", "教务科"])),
        }
        for priority in list(GreenChannelPriority)[:filled]
    }


def _programme(random: Random, college: College, one: tuple[str, int]) -> dict[str, Any]:
    identifier, specialty = one
    level, entry, years = random.choice(OFFERS[college.tier])
    seats = random.randint(20, 90)
    return {
        "id": identifier,
        "name": f"示例·{specialty_name(specialty)}（{entry}读 {years} 年）",
        **SAMPLE,
        "campaign": CAMPAIGN,
        "specialty": specialty_id(specialty),
        "level": str(level),
        "entry": str(entry),
        "years": years,
        "seats": seats,
        "green_channel_seats": random.randint(0, seats // 2),
        "fees": _fees(random),
        "boarding": {
            "available": random.random() < 0.9,
            "room": f"{random.choice([4, 6, 8])} 人一间，{random.choice(sentences.GOODS)}",
            "hot_water": random.random() < 0.8,
            "heating": random.choice([True, False]),
            "halal_canteen": random.random() < 0.3,
        },
        "entry_rule": sentences.entry_rule(random),
        "lessons": sentences.lessons(random),
        "day": sentences.day(random),
        "certificates": [CERTIFICATES[level]],
        "next_steps": sentences.next_steps(random),
        "internship_months": random.choice([3, 4, 6, 8]),
        "starts_on": f"{YEAR}-09-01",
    }


def _fees(random: Random) -> dict[str, int]:
    tuition = random.randrange(2400, 5200, 100)
    boarding = random.randrange(400, 1200, 50)
    books = random.randrange(300, 700, 50)
    meals = random.randrange(450, 900, 50)
    return {
        "tuition_per_year": tuition,
        "approved_public_tuition": min(tuition, 3600),
        "boarding_per_year": boarding,
        "books_per_year": books,
        "meals_per_month": meals,
        "first_day": boarding + books + meals,
    }

"""Values as a page prints them: dates, money, yes and no, sources, paragraphs."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from generator.divisions import places
from generator.schema.enums import Confidence, GreenChannelPriority, RecordStatus
from generator.schema.record import Contact, Fact, Record, Source

SHORT_PRIORITIES = {
    GreenChannelPriority.ADMISSION: "入学",
    GreenChannelPriority.SPECIALTY_CHOICE: "选专业",
    GreenChannelPriority.ORDER_CLASS: "订单班",
    GreenChannelPriority.AID: "助学",
    GreenChannelPriority.INTERNSHIP: "实习",
    GreenChannelPriority.EMPLOYMENT: "就业",
}

CONFIDENCE_WORDS = {
    Confidence.SEED: "通知原文",
    Confidence.SEEN: "网上看到",
    Confidence.KNOWN: "没见到原文",
    Confidence.UNSURE: "还没查到",
}

ASK_COLLEGE = "不清楚，请问学校"

Values = dict[str, object]

STATUS_WORDS = {
    RecordStatus.OFFICIAL: "这里只写查得到来源的事",
    RecordStatus.SCHOOL_SUBMITTED: "学校自己填的",
    RecordStatus.SAMPLE: "示例，不是真的",
}

HAS_DIGIT = re.compile(r"\d")


@cache
def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def short_day(value: date) -> str:
    return f"{value.month}月{value.day}日"


def month(value: str) -> str:
    """2025-03 -> 2025年3月."""
    year, number = value.split("-")
    return f"{year}年{int(number)}月"


@cache
def yuan(amount: int) -> str:
    return f"{amount:,} 元"


def yuan_range(low: int, high: int) -> str:
    return yuan(low) if low == high else f"{low:,} 到 {yuan(high)}"


def yes_no(value: bool | None) -> str:
    return ASK_COLLEGE if value is None else ("有" if value else "没有")


def period(start: date | None, end: date | None) -> str | None:
    """None when neither end is known."""
    if start and end:
        return f"{day(start)}到{day(end)}"
    if start:
        return f"从{day(start)}起"
    return f"到{day(end)}为止" if end else None


@cache
def place_name(code: str) -> str:
    """The full name of a place of today, or of one that has a newer code."""
    return places.find(places.today(code)).full_name


Answer = tuple[str, str, bool]
"""Name, text, and whether the mark of a sample stands beside it."""


def answers(pairs: Iterable[tuple[str, str | None]], *, sample: bool) -> list[Answer]:
    """Named answers without the empty ones; a sample's number carries the mark beside it."""
    if not sample:
        return [(name, text, False) for name, text in pairs if text]
    number = HAS_DIGIT.search
    return [(name, text, number(text) is not None) for name, text in pairs if text]


def has_number(text: str) -> bool:
    return HAS_DIGIT.search(text) is not None


def paragraphs(text: str | None) -> list[str]:
    """The lines of a text that are not empty."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def reference(record: Record, address: str | None) -> Values:
    """A name that the page links to, marked when it is a sample."""
    return {"name": record.name, "href": address, "sample": record.is_sample}


def contact(value: Contact) -> Values:
    return {
        "office": value.office,
        "phone": value.phone,
        "hours": value.hours,
        "sample": value.is_sample,
    }


def sources(values: Iterable[Source]) -> list[Values]:
    """Each once, and only those that are better than unsure; `note` says how sure, and when."""
    return [
        {
            "title": source.title,
            "place": source.place,
            "url": str(source.url) if source.url else None,
            "note": _note(source),
        }
        for source in dict.fromkeys(values)
        if source.confidence is not Confidence.UNSURE
    ]


def _note(source: Source) -> str:
    sure = CONFIDENCE_WORDS[source.confidence]
    return f"{sure}，{source.seen_on:%Y.%m.%d}" if source.seen_on else sure


def facts(values: Iterable[Fact]) -> list[Values]:
    """Facts that may be published, each with its sources."""
    return [
        {"text": fact.text, "as_of": fact.as_of, "sources": sources(fact.sources)}
        for fact in values
        if fact.is_publishable
    ]

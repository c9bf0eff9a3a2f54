"""The days of all campaigns as one calendar file (RFC 5545): the same records, the same bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from generator.catalogue.catalogue import Catalogue
from generator.schema.campaign import Admission, Campaign, Phase

FILE = "dates.ics"
LONGEST_LINE = 75
SPAN_DAYS = 14
"""A longer phase stands on its first day only: nobody wants a bar over eleven months."""
REMIND_DAYS = 3
REMINDER = f"还有 {REMIND_DAYS} 天截止。看看材料齐了没有。"

ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """`starts` is a day, or a moment with its offset; `ends` is the last day of a span."""

    uid: str
    stamp: date
    summary: str
    text: str
    starts: date | datetime
    ends: date | None = None
    reminder: str | None = None


def events(catalogue: Catalogue) -> Iterator[Event]:
    """Every phase and deadline, campaign by campaign in the order of the ids."""
    for campaign in catalogue.campaigns.values():
        for number, phase in enumerate(campaign.phases, start=1):
            yield _phase(campaign, number, phase)
        if campaign.admission is not None:
            yield from _admission(campaign, campaign.admission)


def calendar_file(catalogue: Catalogue) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Qianxiao//dates//ZH", "METHOD:PUBLISH"]
    lines.append("X-WR-CALNAME:千校：报名的日子")
    for event in events(catalogue):
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _phase(campaign: Campaign, number: int, phase: Phase) -> Event:
    days = (phase.ends_on - phase.starts_on).days + 1
    last = f"{phase.ends_on.year}年{phase.ends_on.month}月{phase.ends_on.day}日"
    return _event(
        campaign,
        f"phase-{number}",
        phase.name if days <= SPAN_DAYS else f"{phase.name}开始",
        f"{phase.text or campaign.answer} 到{last}为止。",
        phase.starts_on,
        phase.ends_on if days <= SPAN_DAYS else None,
    )


def _admission(campaign: Campaign, admission: Admission) -> Iterator[Event]:
    if not campaign.phases:
        yield _event(campaign, "opens", "开始报名", campaign.answer, admission.opens_at)
        yield _event(campaign, "results", "出结果", campaign.answer, admission.results_on)
    text = f"{campaign.answer} {REMINDER}"
    yield _event(
        campaign, "closes", "报名截止", text, admission.closes_at, reminder=f"报名{REMINDER}"
    )


def _event(
    campaign: Campaign,
    name: str,
    summary: str,
    text: str,
    starts: date | datetime,
    ends: date | None = None,
    reminder: str | None = None,
) -> Event:
    mark = "示例：" if campaign.is_sample else ""
    return Event(
        uid=f"{campaign.id}-{name}@qianxiao",
        stamp=campaign.updated_on or date(campaign.year, 1, 1),
        summary=f"{mark}{summary}（{campaign.name}）",
        text=f"{mark}{text}",
        starts=starts,
        ends=ends,
        reminder=f"{mark}{reminder}" if reminder else None,
    )


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.stamp:%Y%m%d}T000000Z"
    yield from _times(event)
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"DESCRIPTION:{_escaped(event.text)}"
    yield "TRANSP:TRANSPARENT"
    if event.reminder is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{REMIND_DAYS}D")
        yield f"DESCRIPTION:{_escaped(event.reminder)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _times(event: Event) -> Iterable[str]:
    if isinstance(event.starts, datetime):
        return [f"DTSTART:{event.starts.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
    after = (event.ends or event.starts) + timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def _escaped(text: str) -> str:
    return text.translate(ESCAPES)


def _folded(line: str) -> bytes:
    """Lines of at most 75 bytes, cut between characters; each further one starts with a space."""
    pieces: list[bytes] = [b""]
    for sign in line:
        encoded = sign.encode()
        if len(pieces[-1]) + len(encoded) > LONGEST_LINE:
            pieces.append(b" ")
        pieces[-1] += encoded
    return b"\r\n".join(pieces) + b"\r\n"

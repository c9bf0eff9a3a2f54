"""The calendar file, read back by a library that does not know how it was written."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar

from generator.catalogue import Catalogue, load_catalogue
from generator.pages.calendar_file import calendar_file
from tests.generator.pages import factories


def read(catalogue: Catalogue) -> dict[str, Any]:
    """UID -> event."""
    calendar = icalendar.Calendar.from_ical(calendar_file(catalogue))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_every_phase_and_deadline_of_the_content_is_an_event() -> None:
    catalogue = load_catalogue(Path("content"))
    found = read(catalogue)
    campaigns = catalogue.campaigns.values()
    assert len(found) == sum(len(one.phases) + (one.admission is not None) for one in campaigns)
    closes = found["sample-admission-2027-closes@qianxiao"]
    assert closes["DTSTART"].dt == datetime(2027, 7, 20, 10, 0, tzinfo=UTC)
    assert closes["SUMMARY"] == "示例：报名截止（示例招生季2027）"
    (alarm,) = closes.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-3)
    assert "还有 3 天截止" in alarm["DESCRIPTION"]
    arrival = found["sample-admission-2027-phase-5@qianxiao"]
    assert (arrival["DTSTART"].dt, arrival["DTEND"].dt) == (date(2027, 8, 28), date(2027, 9, 6))


def test_a_long_phase_stands_on_its_first_day_and_says_until_when() -> None:
    event = read(factories.catalogue())["action-2018-phase-1@qianxiao"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2018, 9, 1), date(2018, 9, 2))
    assert "到2018年10月31日为止" in event["DESCRIPTION"]


def test_a_campaign_without_phases_has_its_three_days() -> None:
    names = {uid for uid in read(factories.catalogue()) if uid.startswith("sample-2026")}
    assert names == {f"sample-2026-{day}@qianxiao" for day in ("opens", "closes", "results")}


def test_the_same_records_give_the_same_bytes_and_a_new_date_a_new_stamp() -> None:
    catalogue = factories.catalogue()
    assert calendar_file(catalogue) == calendar_file(factories.catalogue())
    changed = catalogue.campaigns["sample-2026"].model_copy(update={"updated_on": date(2026, 3, 4)})
    later = replace(catalogue, campaigns={**catalogue.campaigns, changed.id: changed})
    event = read(later)["sample-2026-closes@qianxiao"]
    assert event["DTSTAMP"].dt == datetime(2026, 3, 4, tzinfo=UTC)


def test_without_samples_no_sample_is_in_a_phone() -> None:
    assert not [uid for uid in read(factories.catalogue(include_sample=False)) if "sample" in uid]


def test_odd_words_stay_words_and_no_line_is_too_long() -> None:
    said = "长，;,\\ 第\n二行 END:VEVENT" + "很长" * 60
    raw = calendar_file(factories.catalogue(said))
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    found = read(factories.catalogue(said))
    assert len(found) == 4
    assert said in found["action-2018-phase-1@qianxiao"]["SUMMARY"]

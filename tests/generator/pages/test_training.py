"""Courses for adults: by way of learning, the next session first, what is over at the end."""

from dataclasses import replace
from datetime import date, timedelta

from generator.pages.portal import Portal
from generator.schema.enums import TrainingMode
from generator.schema.training import TrainingProject
from tests.generator.pages import factories
from tests.generator.pages.test_pages import page_at, portal


def with_courses(**changes: dict[str, object]) -> Portal:
    """Courses by id, each the factory's one with some changes."""
    found = factories.catalogue()
    one = found.training["sample-care"]
    courses: dict[str, TrainingProject] = {
        name: one.model_copy(update={"id": name, "name": f"示例班{name}", **change})
        for name, change in changes.items()
    }
    return portal(replace(found, training=courses))


def sessions_on(*days: date) -> dict[str, object]:
    session = factories.catalogue().training["sample-care"].sessions[0]
    found = [session.model_copy(update={"starts_on": day, "ends_on": day}) for day in days]
    return {"sessions": tuple(found)}


def test_the_next_session_is_named_and_the_one_before_is_grey() -> None:
    _, html = page_at("/training/sample-care/")
    assert html.index("2026年8月1日到") < html.index("2026年3月1日到")
    past = html.split('<li class="past">', 1)[1]
    assert "2026年3月1日到" in past
    assert "已经开过" in past
    _, listed = page_at("/training/")
    assert "2026年8月1日开班" in listed
    assert "2026年3月1日开班" not in listed


def test_courses_stand_by_their_next_day_and_what_is_over_stands_last() -> None:
    day = factories.DAY
    soon, later, over = day, day + timedelta(days=40), day - timedelta(days=1)
    made = with_courses(
        a=sessions_on(over), b={"sessions": ()}, c=sessions_on(later), d=sessions_on(over, soon)
    )
    _, html = page_at("/training/", made)
    places = [html.index(f"示例班{name}<") for name in "dcba"]
    assert places == sorted(places)
    assert "日子还没定" in html
    assert "已经开过" in html


def test_teachers_who_come_home_are_found_first_and_a_course_stands_under_each_way() -> None:
    both = {"modes": (TrainingMode.CENTRALISED, TrainingMode.AT_HOME)}
    _, html = page_at("/training/", with_courses(a=both, b={}))
    home, flexible, together = (
        html.split(f'id="{anchor}"', 1)[1].split("</section>", 1)[0]
        for anchor in ("home", "flexible", "together")
    )
    assert [name for name in "ab" if f"示例班{name}<" in home] == ["a"]
    assert [name for name in "ab" if f"示例班{name}<" in flexible] == ["b"]
    assert [name for name in "ab" if f"示例班{name}<" in together] == ["a"]
    assert "data-again" in together
    assert "data-again" not in home
    assert html.index('href="#home"') < html.index('href="#flexible"')


def test_allowance_safety_and_data_are_said_in_the_list_and_on_the_page() -> None:
    said = {
        "paid": {"living_allowance_per_day": 50, "data_megabytes": 900},
        "none": {"living_allowance_per_day": 0},
        "open": {"living_allowance_per_day": None},
        "risky": {"is_high_risk": True, "safety_hours": 32},
    }
    made = with_courses(**said)
    _, listed = page_at("/training/", made)
    wanted = {
        "paid": ["有生活费补贴，50 元一天", "900 MB"],
        "none": ["没有生活费补贴"],
        "open": ["生活费补贴没有写，打电话问"],
        "risky": ["安全课 32 课时"],
    }
    for name, words in wanted.items():
        _, html = page_at(f"/training/{name}/", made)
        assert [one for one in words if one not in html or one not in listed] == [], name
    assert listed.count("data-allowance") == 1

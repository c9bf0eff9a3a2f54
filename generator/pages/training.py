"""Training for adults: a project's page, and the list by who goes where, next sessions first."""

from collections.abc import Iterator
from datetime import date

from generator.pages import addresses, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Answer, Values
from generator.schema.enums import TrainingMode
from generator.schema.training import TrainingProject, TrainingSession

SHELL = "training/x-shell"

MOST_LISTED = 300
"""Above this the list names the courses that begin next; a phone should not load a country."""

WAYS = {
    TrainingMode.AT_HOME: ("home", "老师上门教", "老师到乡镇、村里、家里来。"),
    TrainingMode.FLEXIBLE: ("flexible", "弹性学", "农闲学，晚上学，分几次学。"),
    TrainingMode.CENTRALISED: ("together", "集中学", "到一个地方，连着学几天。"),
}
"""What a family looks for first stands first: its anchor, its words, what it means."""


def page(portal: Portal, project: TrainingProject) -> Page:
    return Page(
        address=addresses.training(project.id),
        shell_name=SHELL,
        bodies={"BODY": "training.html"},
        title=project.name,
        description=project.answer,
        is_sample=project.is_sample,
        context={
            "name": project.name,
            "sample": project.is_sample,
            "answer": project.answer,
            "tags": _tags(project),
            "money": wording.answers(_money(project), sample=project.is_sample),
            "facts": _facts(project),
            "safety": project.safety_hours if project.is_high_risk else None,
            "certificate": portal.certificate(project.certificate) if project.certificate else None,
            "contact": wording.contact(project.contact),
            "sessions": [
                {
                    "when": wording.period(one.starts_on, one.ends_on),
                    "where": f"{wording.place_name(one.division)}，{one.place}",
                    "seats": one.seats,
                    "past": _is_past(one, portal.day),
                }
                for one in _in_order(project, portal.day)
            ],
            "sources": wording.sources(project.sources),
        },
    )


def list_page(portal: Portal) -> Iterator[Page]:
    """A project stands under each of its ways; only the first counts when all are shown."""
    every = sorted(
        portal.catalogue.training.values(), key=lambda one: (_next_day(one, portal.day), one.id)
    )
    rows = [(one, row(portal, one)) for one in every[:MOST_LISTED]]
    yield Page(
        address="/training/",
        shell_name="training/index",
        bodies={"LIST": "training_list.html"},
        context={
            "left_out": len(every) - len(rows),
            "groups": [
                {
                    "anchor": anchor,
                    "name": name,
                    "meaning": meaning,
                    "projects": [
                        {**values, "again": _first_way(project) is not mode}
                        for project, values in rows
                        if mode in project.modes
                    ],
                }
                for mode, (anchor, name, meaning) in WAYS.items()
            ],
        },
    )


def row(portal: Portal, project: TrainingProject) -> Values:
    """One line of a list; the session named is the next that has not begun."""
    coming = [one for one in project.sessions if not _is_past(one, portal.day)]
    first = min(coming, key=lambda one: one.starts_on, default=None)
    place = wording.place_name(first.division if first else project.division)
    return {
        "href": addresses.training(project.id),
        "name": project.name,
        "answer": project.answer,
        "place": place,
        "find": " ".join((project.name, project.occupation, project.organiser, place)),
        "tags": _tags(project),
        "money": "，".join(text for _, text in _money(project)[:2]),
        "allowance": bool(project.living_allowance_per_day),
        "safety": project.safety_hours if project.is_high_risk else None,
        "data": project.data_megabytes,
        "starts": wording.day(first.starts_on) if first else None,
        "past": bool(project.sessions) and first is None,
        "sample": project.is_sample,
    }


def _first_way(project: TrainingProject) -> TrainingMode:
    return next(mode for mode in WAYS if mode in project.modes)


def _is_past(session: TrainingSession, day: date) -> bool:
    """A course that has begun takes nobody in any more."""
    return session.starts_on < day


def _in_order(project: TrainingProject, day: date) -> list[TrainingSession]:
    """The next first, what has begun at the end."""
    return sorted(project.sessions, key=lambda one: (_is_past(one, day), one.starts_on))


def _next_day(project: TrainingProject, day: date) -> tuple[int, date]:
    """For sorting: has a day to come, has none yet, is over."""
    coming = [one.starts_on for one in project.sessions if not _is_past(one, day)]
    if coming:
        return 0, min(coming)
    return (2 if project.sessions else 1), date.max


def _tags(project: TrainingProject) -> list[str]:
    ways = [name for mode, (_, name, _) in WAYS.items() if mode in project.modes]
    return [*ways, *map(str, project.reach), *map(str, project.delivery)]


def _money(project: TrainingProject) -> list[tuple[str, str]]:
    allowance = project.living_allowance_per_day
    if allowance is None:
        said = "生活费补贴没有写，打电话问"
    elif allowance:
        said = f"有生活费补贴，{wording.yuan(allowance)}一天"
    else:
        said = "没有生活费补贴"
    return [
        ("学费", "不要钱" if project.fee == 0 else wording.yuan(project.fee)),
        ("生活费", said),
    ]


def _facts(project: TrainingProject) -> list[Answer]:
    data = project.data_megabytes
    answers: list[tuple[str, str | None]] = [
        ("学来做什么", project.occupation),
        ("学完去哪", project.where_it_leads or "没有写，打电话问"),
        ("学多久", f"{project.hours} 课时"),
        ("怎么学", "、".join(_tags(project))),
        ("在哪里", wording.place_name(project.division)),
        ("谁来教", project.organiser),
        ("用多少流量", f"网上的课大约 {data} MB，连无线网再看" if data else ""),
        ("哪一类", str(project.family)),
    ]
    return wording.answers(answers, sample=project.is_sample)

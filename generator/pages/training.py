"""A training project's page: what an adult learns, when, where, what it costs, what it leads to."""

from collections.abc import Iterator

from generator.pages import addresses, wording
from generator.pages.page import Page
from generator.pages.portal import Portal
from generator.pages.wording import Answer, Values
from generator.schema.training import TrainingProject

SHELL = "training/x-shell"


def pages(portal: Portal) -> Iterator[Page]:
    for project in portal.catalogue.training.values():
        yield page(portal, project)


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
            "facts": _facts(portal, project),
            "contact": wording.contact(project.contact),
            "sessions": [
                {
                    "when": wording.period(one.starts_on, one.ends_on),
                    "where": f"{wording.place_name(one.division)}，{one.place}",
                    "seats": one.seats,
                }
                for one in project.sessions
            ],
            "sources": wording.sources(project.sources),
        },
    )


def row(project: TrainingProject) -> Values:
    """One line of a list; the next session is the first that the record names."""
    first = min((one.starts_on for one in project.sessions), default=None)
    return {
        "href": addresses.training(project.id),
        "name": project.name,
        "answer": project.answer,
        "place": wording.place_name(project.division),
        "tags": _tags(project),
        "starts": wording.day(first) if first else None,
        "sample": project.is_sample,
    }


def _tags(project: TrainingProject) -> list[str]:
    tags = [*map(str, project.modes), *map(str, project.reach), *map(str, project.delivery)]
    if project.fee == 0:
        tags.append("不要钱")
    return tags


def _facts(portal: Portal, project: TrainingProject) -> list[Answer]:
    allowance = project.living_allowance_per_day
    certificate = project.certificate
    answers: list[tuple[str, str | None]] = [
        ("学来做什么", project.occupation),
        ("哪一类", str(project.family)),
        ("多长", f"{project.hours} 课时"),
        ("安全课", f"{project.safety_hours} 课时" if project.safety_hours else ""),
        ("要交多少", "不要钱" if project.fee == 0 else wording.yuan(project.fee)),
        ("生活费补贴", f"{wording.yuan(allowance)}一天" if allowance else "没有写"),
        ("谁来教", project.organiser),
        ("在哪里", wording.place_name(project.division)),
        ("拿什么证", portal.catalogue.certificates[certificate].name if certificate else ""),
        ("学完去哪", project.where_it_leads or ""),
        ("用多少流量", f"大约 {project.data_megabytes} MB" if project.data_megabytes else ""),
    ]
    return wording.answers(answers, sample=project.is_sample)

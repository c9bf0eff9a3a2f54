"""A training project's flyer: what an adult learns, when and where, and whom to call."""

from generator.catalogue.catalogue import Catalogue
from generator.divisions import places
from generator.flyers import dates, wording
from generator.pages import addresses
from generator.pages.wording import day, place_name, short_day, yuan
from generator.printing.flyer import FlyerPaper
from generator.schema.training import TrainingProject, TrainingSession

HOW_TO_COME = ("打电话，说想学这一门", "问清哪天开班、带什么", "不方便打，请村委会帮你打")


def flyer(catalogue: Catalogue, identifier: str, *, site: str) -> FlyerPaper:
    """`site` is the portal's address without a slash at the end; KeyError: no such project."""
    project = catalogue.training[identifier]
    checked = dates.checked_on(project)
    last = max((one.ends_on for one in project.sessions), default=None)
    until = dates.expiry(last, checked)
    certificate = catalogue.certificates[project.certificate].name if project.certificate else ""
    safety = f"安全课 {project.safety_hours} 课时，先学安全再动手" if project.safety_hours else ""
    hours = f"，{project.contact.hours}" if project.contact.hours else ""
    return FlyerPaper(
        number=project.id,
        made_at=dates.midnight(checked),
        sample=project.is_sample,
        band=project.organiser,
        place=place_name(project.division),
        headline=project.name,
        lead=project.answer,
        facts=_facts(project),
        sections=wording.sections(
            ("哪天开班，在哪里", _sessions(project)),
            ("学来做什么", (project.occupation, project.where_it_leads)),
            ("怎么学", ("、".join(project.modes), "、".join(project.delivery), safety)),
            ("学完拿什么", (certificate,)),
        ),
        how_to_apply=HOW_TO_COME,
        phones=(project.contact.phone,),
        ask=f"电话找：{project.contact.office}{hours}",
        checked=wording.checked(project),
        expires_on=until.day,
        expiry_rule=until.rule,
        page_address=site + addresses.training(project.id),
    )


def _facts(project: TrainingProject) -> tuple[str, ...]:
    fee = "学费不收" if project.fee == 0 else f"学费{yuan(project.fee)}"
    facts = [fee, f"{project.hours} 课时", str(project.modes[0])]
    if project.living_allowance_per_day:
        facts.append(f"每天补{yuan(project.living_allowance_per_day)}")
    return tuple(facts)


def _sessions(project: TrainingProject) -> tuple[str, ...]:
    """In the order of their days."""
    ordered = sorted(project.sessions, key=lambda one: (one.starts_on, one.ends_on))
    return tuple(map(_session, ordered)) or ("还没有定，请打电话问",)


def _session(one: TrainingSession) -> str:
    """The days without what both have in common, and the county without its province."""
    last = day(one.ends_on) if one.ends_on.year != one.starts_on.year else short_day(one.ends_on)
    county = places.find(places.today(one.division)).name
    return f"{day(one.starts_on)}到{last}，{county}{one.place}，{one.seats}人"

"""The 志愿: a short list of programmes, ordered, without repeats. Lists in, lists out."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.applications.answers import Choice
from forms_app.errors import Conflict
from forms_app.languages.texts import said
from forms_app.running import catalogue
from generator.divisions import places
from generator.schema.college import College, Programme
from generator.schema.enterprise import OrderClass

Choices = tuple[Choice, ...]
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme with the words by which a family recognises it."""

    programme: Programme
    college: College
    specialty: str
    place: str

    @property
    def title(self) -> str:
        return f"{self.college.name} {self.specialty}"

    @property
    def details(self) -> str:
        programme = self.programme
        return said(
            "{level}，{entry}，{years}年，在{place}",
            level=programme.level,
            entry=programme.entry,
            years=programme.years,
            place=self.place,
        )

    @property
    def order_classes(self) -> tuple[OrderClass, ...]:
        return tuple(catalogue().order_classes_of(self.programme.id))


def offer(programme_id: str) -> Offer | None:
    """None when the catalogue has this programme no more."""
    read = catalogue()
    programme = read.programmes.get(programme_id)
    if programme is None:
        return None
    college = read.college_of(programme_id)
    place = places.find(places.today(college.division))
    return Offer(programme, college, read.specialties[programme.specialty].name, place.full_name)


def offers(cycle: str, *, is_trial: bool) -> list[Offer]:
    """What may be chosen together: one cycle, and never a sample beside a real one."""
    found = (
        offer(programme.id)
        for programme in catalogue().programmes_in(cycle)
        if programme.is_sample is is_trial
    )
    return [one for one in found if one is not None]


def search(cycle: str, text: str, *, is_trial: bool) -> list[Offer]:
    """Offers whose college, specialty, common name or place contains every word of `text`."""
    words = text.split()
    found = []
    for one in offers(cycle, is_trial=is_trial):
        common = catalogue().specialties[one.programme.specialty].common_names
        said = " ".join((one.title, one.place, str(one.programme.level), *common))
        if all(word in said for word in words):
            found.append(one)
        if len(found) == MOST_FOUND:
            break
    return found


def added(choices: Choices, programme_id: str, *, cycle: str, is_trial: bool, most: int) -> Choices:
    """With one more at the end; raises Conflict when it is there already, or one too many."""
    programme = catalogue().programmes.get(programme_id)
    if programme is None or programme.campaign != cycle or programme.is_sample is not is_trial:
        raise Conflict(said("这个专业这次不能选。请在下面另找一个。"))
    if any(choice.programme_id == programme_id for choice in choices):
        raise Conflict(said("这个专业已经在志愿里了。"))
    if len(choices) >= most:
        raise Conflict(said("最多{most}个志愿。先去掉一个，再加。", most=most))
    return (*choices, Choice(programme_id=programme_id))


def removed(choices: Choices, programme_id: str) -> Choices:
    return tuple(choice for choice in choices if choice.programme_id != programme_id)


def moved(choices: Choices, programme_id: str, *, by: int) -> Choices:
    """One step up (-1) or down (1); at the end of the list nothing changes."""
    order = list(choices)
    for at, choice in enumerate(order):
        to = at + by
        if choice.programme_id == programme_id and 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
            break
    return tuple(order)


def detailed(choice: Choice, *, order_class_id: str | None, has_read: bool) -> Choice:
    """With the order class that was picked; one of another programme is left out."""
    known = {one.id for one in catalogue().order_classes_of(choice.programme_id)}
    picked = order_class_id if order_class_id in known else None
    return Choice(
        programme_id=choice.programme_id,
        order_class_id=picked,
        has_read_order_class=has_read and picked is not None,
    )

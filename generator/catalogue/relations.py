"""The second pass: what must hold between records once each of them is sound."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.catalogue.catalogue import Catalogue
from generator.catalogue.kinds import WORDS
from generator.catalogue.problems import Broken
from generator.catalogue.references import Reference, references
from generator.catalogue.suggesting import Advice
from generator.catalogue.wording import nearest
from generator.divisions import places
from generator.schema.college import College
from generator.schema.enterprise import OrderClass
from generator.schema.enums import PairingRole
from generator.schema.guidance import Guidance
from generator.schema.pairing import Pairing
from generator.schema.record import Record
from generator.schema.specialty import Specialty
from generator.schema.statistics import Statistics

ASSISTING = frozenset({PairingRole.ASSISTING, PairingRole.CANDIDATE})


class Relations:
    """Asks about the records of a catalogue, some of which may be missing because they are broken.

    `broken` holds, by kind, the ids of records that were not read: naming one of them is no
    second problem.
    """

    def __init__(self, catalogue: Catalogue, broken: Mapping[str, Iterable[str]]) -> None:
        self.catalogue = catalogue
        self.broken = {kind: frozenset(ids) for kind, ids in broken.items()}
        self.class_names: dict[str, str] = {}

    def broken_by(self, record: Record) -> Iterator[Broken]:
        """Every relation of this record that does not hold, in the order of its file."""
        for reference in references(record):
            yield from self._named(record, reference)
        yield from _RELATIONS.get(type(record), _nothing)(self, record)

    def _named(self, record: Record, reference: Reference) -> Iterator[Broken]:
        known: Mapping[str, Record] = getattr(self.catalogue, reference.kind)
        word = WORDS[reference.kind]
        target = known.get(reference.id)
        if target is None:
            if reference.id not in self.broken.get(reference.kind, ()):
                mend = f"改成已有的{word}{nearest(reference.id, known)}"
                yield reference.location, f"没有{word} {reference.id}", mend
        elif target.is_sample and not record.is_sample:
            mend = f"换成真实的{word}，或删掉"
            yield reference.location, f"真实的记录用了示例{word} {reference.id}", mend
        elif record.is_sample and not target.is_sample and reference.same_mark:
            mend = f"换成示例{word}；示例不能算到真实的{word}上"
            yield reference.location, f"示例用了真实的{word} {reference.id}", mend

    def programmes_have_dates(self, college: College) -> Iterator[Broken]:
        for number, programme in enumerate(college.programmes):
            campaign = self.catalogue.campaigns.get(programme.campaign)
            if campaign is not None and campaign.admission is None:
                location = ("programmes", number, "campaign")
                yield location, f"{campaign.id} 不是招生季", "换成有报名时间的招生季"

    def order_class_fits_its_programme(self, one: OrderClass) -> Iterator[Broken]:
        programme = self.catalogue.programmes.get(one.programme)
        if programme is None or programme.seats is None or one.seats <= programme.seats:
            return
        wrong = f"订单班有 {one.seats} 个名额，专业点只有 {programme.seats} 个"
        yield ("seats",), wrong, "改成不超过专业点的名额"

    def pairing_has_two_sides(self, pairing: Pairing) -> Iterator[Broken]:
        assisting = self.catalogue.colleges.get(pairing.assisting)
        if assisting is not None and assisting.pairing_role not in ASSISTING:
            wrong = f"{assisting.name} 的 pairing_role 是“{assisting.pairing_role}”"
            yield ("assisting",), wrong, "换学校，或把那所学校的 pairing_role 改成 支援"
        receiving = self.catalogue.colleges.get(pairing.receiving)
        if receiving is not None and receiving.pairing_role is not PairingRole.RECEIVING:
            wrong = f"{receiving.name} 的 pairing_role 是“{receiving.pairing_role}”"
            yield ("receiving",), wrong, "换学校，或把那所学校的 pairing_role 改成 受援"
        for number, item in enumerate(pairing.items):
            if item.specialty is not None and item.specialty not in pairing.specialties:
                location = ("items", number, "specialty")
                wrong = f"{item.specialty} 不在这次结对的专业里"
                yield location, wrong, "在 specialties 里加上，或换一个"

    def class_has_one_name(self, specialty: Specialty) -> Iterator[Broken]:
        name = self.class_names.setdefault(specialty.class_code, specialty.class_name)
        if name != specialty.class_name:
            wrong = f"{specialty.class_code} 类在别的文件里叫“{name}”"
            yield ("class_name",), wrong, "改成一样的名称，或改 class_code"

    def guidance_stands_alone_and_leads_somewhere(self, guidance: Guidance) -> Iterator[Broken]:
        first = next(iter(self.catalogue.guidance))
        if first != guidance.id:
            yield ("id",), f"已经有一份看图题 {first}", "只留一份"
        dead = Advice(guidance, self.catalogue.specialties).dead_ends()
        if dead:
            answers = "、".join(
                question.choices[place].text
                for question, place in zip(guidance.questions, dead[0], strict=True)
            )
            wrong = f"有 {len(dead)} 种答法没有两个专业可选，例如：{answers}"
            yield ("questions",), wrong, "给这些答案多写一个 fits，或少写一个 cannot"

    def classes_are_known(self, statistics: Statistics) -> Iterator[Broken]:
        known = self.catalogue.specialty_classes
        for number, row in enumerate(statistics.rows):
            for place, cell in enumerate(row.cells):
                if cell.specialty_class not in known:
                    location = ("rows", number, "cells", place, "specialty_class")
                    wrong = f"没有专业大类 {cell.specialty_class}"
                    yield location, wrong, f"改成已有的大类：{'、'.join(known)}"

    def nobody_is_counted_twice(self, statistics: Statistics) -> Iterator[Broken]:
        """Two counts of the same people would give back by subtraction what one of them hides."""
        for other in self.catalogue.statistics.values():
            if other.id >= statistics.id or not _same_people(statistics, other):
                continue
            codes = [row.division for row in other.rows]
            for number, row in enumerate(statistics.rows):
                if any(places.overlap(row.division, code) for code in codes):
                    wrong = f"{other.id} 已经数过这里的人，月份也有重的"
                    yield ("rows", number, "division"), wrong, "删掉这一行，或改月份"

    def statistics_stay_private(self, statistics: Statistics) -> Iterator[Broken]:
        yield from self.classes_are_known(statistics)
        yield from self.nobody_is_counted_twice(statistics)


def _same_people(one: Statistics, other: Statistics) -> bool:
    in_time = one.first_month <= other.last_month and other.first_month <= one.last_month
    return one.measure is other.measure and one.is_sample is other.is_sample and in_time


def _nothing(_: Relations, __: Any) -> Iterator[Broken]:
    return iter(())


_RELATIONS: dict[type[Record], Callable[[Relations, Any], Iterator[Broken]]] = {
    College: Relations.programmes_have_dates,
    OrderClass: Relations.order_class_fits_its_programme,
    Guidance: Relations.guidance_stands_alone_and_leads_somewhere,
    Pairing: Relations.pairing_has_two_sides,
    Specialty: Relations.class_has_one_name,
    Statistics: Relations.statistics_stay_private,
}

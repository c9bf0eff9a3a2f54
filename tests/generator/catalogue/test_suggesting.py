"""Every way to answer the eight questions leads somewhere, for a reason, and says for whom not."""

from pathlib import Path

import pytest

from generator.catalogue import Catalogue, load_catalogue
from generator.catalogue.suggesting import Advice, every_path
from generator.schema.enums import PhysicalLimit
from tests.generator.pages import factories


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Path("content"))


@pytest.fixture(scope="module")
def advice(catalogue: Catalogue) -> Advice:
    return Advice(catalogue.guidance["eight-questions"], catalogue.specialties)


def test_no_way_to_answer_is_a_dead_end(advice: Advice) -> None:
    paths = list(every_path(advice.guidance))
    assert len(paths) == 4 * 4 * 3 * 3 * 2 * 3 * 2 * 2
    full = 0
    for path in paths:
        found = advice.suggest(path)
        assert len({one for each in found for one in each.specialties}) >= 2, path
        assert all(each.reasons and each.direction.not_for_you_if for each in found), path
        full += len(found) == 3
    assert full / len(paths) >= 0.9


def test_every_direction_is_somebodys_first(advice: Advice) -> None:
    firsts = {advice.suggest(path)[0].direction.id for path in every_path(advice.guidance)}
    assert firsts == {direction.id for direction in advice.guidance.directions}


def test_who_cannot_stand_is_sent_to_no_work_that_needs_it(
    advice: Advice, catalogue: Catalogue
) -> None:
    ruled_out = 0
    for path in every_path(advice.guidance):
        chosen = [q.choices[a] for q, a in zip(advice.guidance.questions, path, strict=True)]
        cannot = {limit for one in chosen for limit in one.cannot}
        for suggestion in advice.suggest(path):
            for one in suggestion.specialties:
                assert cannot.isdisjoint(catalogue.specialties[one].physical_limits), path
            ruled_out += len(suggestion.specialties) < len(suggestion.direction.specialties)
    assert ruled_out
    assert "nursing" in catalogue.specialties
    assert PhysicalLimit.STANDING in catalogue.specialties["nursing"].physical_limits


def test_of_two_directions_alike_the_first_in_the_file_wins() -> None:
    found = factories.catalogue("话")
    advice = Advice(found.guidance["eight-questions"], found.specialties)
    everything = advice.suggest((0,) * 8)
    assert [one.direction.id for one in everything] == ["hands", "people"]
    assert everything[0].reasons == ("话",) * 8
    assert [one.direction.id for one in advice.suggest((1,) * 8)] == ["people"]


def test_a_specialty_that_is_gone_is_suggested_to_nobody() -> None:
    found = factories.catalogue()
    fewer = {key: one for key, one in found.specialties.items() if key != "car-repair"}
    advice = Advice(found.guidance["eight-questions"], fewer)
    assert [one.specialties for one in advice.suggest((0,) * 8)] == [("gardening",)]
    assert len(advice.dead_ends()) == 256

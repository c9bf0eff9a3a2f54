"""What the reader of a new version is shown, and what counts towards the three aims."""

from datetime import date

from forms_app.accounts.models import Organisation
from forms_app.commitments.models import Commitment
from forms_app.commitments.reading import teachers_untrained
from forms_app.commitments.terms import ItemTerm, SpecialtyTerm, Terms, differences, targets
from generator.catalogue import Catalogue
from generator.schema.college import Capacity, College
from generator.schema.enums import AidItemKind, RecordStatus, Tier

COOKING = SpecialtyTerm(id="cooking", name="烹饪")
BENCH = ItemTerm(
    id="1",
    kind=AidItemKind.EQUIPMENT,
    what="灶台",
    specialty=COOKING,
    quantity=2,
    unit="套",
    value=8000,
    due=date(2027, 6, 30),
    evidence="验收单",
)
ROOM = BENCH.model_copy(
    update={"id": "2", "kind": AidItemKind.FACILITY, "what": "资料室", "quantity": 1, "unit": "间"}
)
TEACHERS = BENCH.model_copy(
    update={
        "id": "3",
        "kind": AidItemKind.TEACHER_TRAINING,
        "what": "跟岗",
        "quantity": 12,
        "unit": "人",
        "value": None,
    }
)
TERMS = Terms(
    purpose="办好烹饪",
    starts_on=date(2027, 1, 1),
    ends_on=date(2029, 12, 31),
    specialties=(COOKING,),
    items=(BENCH, ROOM),
)


def test_equal_terms_have_no_differences() -> None:
    assert differences(TERMS, TERMS.model_copy()) == ()


def test_a_changed_a_new_and_a_removed_item_are_told_apart() -> None:
    later = BENCH.model_copy(update={"quantity": 3, "value": None})
    changed = TERMS.model_copy(update={"items": (later, TEACHERS), "purpose": "办好烹饪和面点"})
    found = {one.what: (one.before, one.after) for one in differences(TERMS, changed)}
    assert found == {
        "目的": ("办好烹饪", "办好烹饪和面点"),
        "灶台 · 数量": ("2套", "3套"),
        "灶台 · 价值": ("8,000元", "没有写"),
        "资料室/实训室：资料室": ("1间，8,000元，2027年6月30日前", None),
        "教师培训：跟岗": (None, "12人，2027年6月30日前"),
    }


def test_two_items_with_the_same_words_are_not_mixed_up() -> None:
    twin = BENCH.model_copy(update={"id": "9"})
    before = TERMS.model_copy(update={"items": (BENCH, twin)})
    after = TERMS.model_copy(update={"items": (BENCH, twin.model_copy(update={"unit": "台"}))})
    assert [(one.before, one.after) for one in differences(before, after)] == [("2套", "2台")]


def test_room_and_teachers_are_counted_by_kind_and_unit() -> None:
    months = TEACHERS.model_copy(update={"id": "4", "unit": "人月"})
    terms = TERMS.model_copy(update={"items": (BENCH, ROOM, TEACHERS, months)})
    specialty, room, teachers = targets(terms, teachers_untrained=20)
    assert (specialty.promised, specialty.is_met) == (1, True)
    assert (room.promised, room.is_met) == (1, True)
    assert (teachers.promised, teachers.is_met) == (12, False)


def test_a_college_that_counted_no_teachers_has_not_had_them_all_trained() -> None:
    college = College(
        id="sample-helped",
        name="示例技工学校",
        record_status=RecordStatus.SAMPLE,
        division="513431",
        tier=Tier.TECHNICAL_SCHOOL,
        capacity=Capacity(teachers=0, teachers_trained=0),
    )
    catalogue = Catalogue(colleges={college.id: college})
    receiving = Organisation(college_id=college.id)
    assert teachers_untrained(Commitment(receiving=receiving), catalogue) is None


def test_nothing_is_wanted_where_every_teacher_is_trained() -> None:
    teachers = targets(TERMS, teachers_untrained=0)[2]
    assert (teachers.wanted, teachers.is_met) == (0, True)


def test_a_college_that_named_no_teachers_is_unknown_and_not_zero() -> None:
    teachers = targets(TERMS, teachers_untrained=None)[2]
    assert teachers.wanted is None
    assert not teachers.is_met

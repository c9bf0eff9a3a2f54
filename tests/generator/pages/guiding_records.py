"""The picture questions with a specialty that they lead to, and the words of the glossary."""

from generator.schema.enums import Confidence, GlossaryTopic, PhysicalLimit, Picture
from generator.schema.glossary import Term
from generator.schema.guidance import Choice, Direction, Guidance, Question
from generator.schema.record import Source
from generator.schema.specialty import Specialty
from tests.generator.pages.marks import OFFICIAL

# The authored pages link to these places of the glossary.
ANCHORS = ("access-code", "green-channel")


def terms(said: str, source: Source) -> tuple[Term, ...]:
    return tuple(
        Term(
            id=name,
            name=f"词{number}{said}",
            record_status=OFFICIAL,
            sources=(source,),
            topic=GlossaryTopic.APPLYING,
            meaning=said,
            example=said,
            also_called=(said,),
            policy="notice-63",
            see=ANCHORS[:number],
        )
        for number, name in enumerate(ANCHORS)
    )


def gardening(said: str, source: Source) -> Specialty:
    return Specialty(
        id="gardening",
        name=f"园林{said}",
        record_status=OFFICIAL,
        sources=(source,),
        class_code="07",
        class_name="农业类",
        name_confidence=Confidence.KNOWN,
        plain_words=said,
        hard_parts=(said,),
    )


def guidance(said: str, source: Source) -> Guidance:
    """Eight times yes or no; whatever is answered, two specialties are left."""
    yes = Choice(text=said, picture=Picture.WRENCH, reason=said, fits_well=("hands", "people"))
    no = Choice(
        text=said,
        picture=Picture.BED,
        reason=said,
        fits=("people",),
        does_not_fit=("hands",),
        cannot=(PhysicalLimit.LIFTING,),
    )
    return Guidance(
        id="eight-questions",
        name=f"八道题{said}",
        record_status=OFFICIAL,
        sources=(source,),
        questions=(Question(text=said, choices=(yes, no)),) * 8,
        directions=tuple(
            Direction(
                id=name,
                name=said,
                about=said,
                not_for_you_if=said,
                specialties=specialties,
            )
            for name, specialties in (
                ("hands", ("car-repair",)),
                ("people", ("gardening", "car-repair")),
                ("plants", ("gardening",)),
            )
        ),
    )

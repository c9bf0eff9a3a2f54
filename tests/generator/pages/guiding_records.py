"""The picture questions and the words of the glossary."""

from generator.schema.enums import GlossaryTopic, PhysicalLimit, Picture
from generator.schema.glossary import Term
from generator.schema.guidance import Choice, Direction, Guidance, Question
from generator.schema.record import Source
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


def guidance(said: str, source: Source) -> Guidance:
    """Who says no to the first question wants no colours; each way out leads somewhere."""
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
                specialties=("car-repair",),
            )
            for name in ("hands", "people", "plants")
        ),
    )

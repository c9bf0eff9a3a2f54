"""Eight picture questions, and the directions that their answers point to. No rule stands here."""

from typing import Self

from pydantic import Field, model_validator

from generator.schema.enums import PhysicalLimit, Picture
from generator.schema.identifiers import DirectionId, SpecialtyId
from generator.schema.record import Line, Part, Record

QUESTIONS = 8
FEWEST_CHOICES = 2
MOST_CHOICES = 4


class Direction(Part):
    """A family of specialties in a reader's words, the likeliest specialty first."""

    id: DirectionId
    name: Line
    about: Line
    not_for_you_if: Line
    specialties: tuple[SpecialtyId, ...] = Field(min_length=1)


class Choice(Part):
    """One answer: its picture, why it speaks for a direction, and what it rules out."""

    text: Line
    picture: Picture
    reason: Line
    """What the result repeats: 你喜欢动手修东西."""
    fits_well: tuple[DirectionId, ...] = ()
    fits: tuple[DirectionId, ...] = ()
    does_not_fit: tuple[DirectionId, ...] = ()
    cannot: tuple[PhysicalLimit, ...] = ()
    """Specialties whose own record names one of these are not suggested."""

    @property
    def named(self) -> tuple[tuple[str, DirectionId], ...]:
        """Every direction with the field that names it, in the order of the file."""
        fields = ("fits_well", "fits", "does_not_fit")
        return tuple((field, name) for field in fields for name in getattr(self, field))


class Question(Part):
    text: Line
    choices: tuple[Choice, ...]

    # Counted here and not by the field, whose count leaves out what is wrong in another way.
    @model_validator(mode="after")
    def offer_a_choice(self) -> Self:
        if not FEWEST_CHOICES <= len(self.choices) <= MOST_CHOICES:
            raise ValueError("每道题要有两到四个答案 (choices must be two to four)")
        return self


class Guidance(Record):
    """The one set of questions of the portal."""

    questions: tuple[Question, ...]
    directions: tuple[Direction, ...]

    @model_validator(mode="after")
    def ask_eight_questions(self) -> Self:
        if len(self.questions) != QUESTIONS:
            raise ValueError("看图题要有八道 (questions must be eight)")
        return self

    @model_validator(mode="after")
    def name_known_directions_once(self) -> Self:
        known = [direction.id for direction in self.directions]
        for name in known:
            if known.count(name) > 1:
                raise ValueError(f"有两个方向的 id 一样：{name} (directions repeat an id)")
        for question in self.questions:
            for choice in question.choices:
                named = [name for _, name in choice.named]
                for name in named:
                    if name not in known:
                        raise ValueError(f"没有这个方向：{name} (directions has no such id)")
                    if named.count(name) > 1:
                        raise ValueError(
                            f"同一个答案写了两次这个方向：{name} (questions repeat a direction)"
                        )
        return self

"""Why a paper was not printed.

PrintingError > GlyphMissing, PaperTooLong, OutsideFetch
"""


class PrintingError(Exception):
    """A paper could not be issued; no bytes exist."""


class GlyphMissing(PrintingError):
    """Characters that no shipped font has; the paper is refused instead of showing a box."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        self.code_points = [f"U+{ord(character):04X}" for character in characters]
        super().__init__(f"no shipped font has {', '.join(self.code_points)}")

    @property
    def message(self) -> str:
        """What a family or an officer reads: the characters, and what to do."""
        return missing_message(self.characters)


class PaperTooLong(PrintingError):
    """A paper with a fixed number of pages does not fit even in its smallest print."""


class OutsideFetch(PrintingError):
    """A template asked for something that is not one of the product's own assets."""


def missing_message(characters: list[str]) -> str:
    """Chinese message for characters that cannot be printed.

    The form warns with the same words that the refused paper shows.
    """
    quoted = "、".join(f"“{character}”" for character in characters)
    return (
        f"{quoted}{'这个字' if len(characters) == 1 else '这几个字'}我们还印不出来。"
        "填的内容已经存好，报名不受影响。"
        "请拍下户口簿上有这个字的一行，交给学校或学院，他们会帮您补上。"
    )

"""The list of who is admitted, for a wall or a page that anybody reads (公示名单).

Its columns are fixed here, so that no poverty status, ID number or phone comes onto it by a wish
for one more column (N12; 教财厅函〔2017〕28号: what is made public of a student holds no such
detail). A family finds itself by its number; the name only confirms.
"""

from typing import ClassVar

from pydantic import Field

from generator.printing.paper import Address, Line, Paper, Part, Required

MOST = 2000
HIDDEN = "＊"


def shortened(name: str) -> str:
    """The first character, and a ＊ for each further one: 王＊＊, 阿＊＊·＊＊＊; ＊ for no name."""
    return name[:1] + "".join(sign if sign in "·• " else HIDDEN for sign in name[1:]) or HIDDEN


class Admitted(Part):
    """One line of the list; there is no third column."""

    number: Required
    name: str = Field(max_length=80, pattern=r"^[^＊]?[＊·• ]*$")
    """As `shortened` gives it: a whole name is refused."""


class PublicListPaper(Paper):
    """Everybody admitted to one programme, in the order of their numbers."""

    template: ClassVar[str] = "public_list"

    cycle: Required
    college: Required
    programme: Required
    contact: Line = ""
    admitted: tuple[Admitted, ...] = Field(min_length=1, max_length=MOST)
    return_address: Address

    @property
    def title(self) -> str:
        """What it is and of which programme."""
        return f"录取名单 {self.programme}"

    @property
    def qr_address(self) -> str:
        """The page where a family reads its own result."""
        return self.return_address

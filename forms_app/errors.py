"""Everything that can go wrong on purpose.

FormsError
    NotFound              nothing with that key, or nothing that you may see
    FieldError            a person can fix it: names the field and says how
    TransitionNotAllowed  this state, this event or this person does not fit
    Conflict              somebody else was first
    Busy                  the database is occupied; nothing was written
    Misconfigured         the installation is not safe to start
"""


class FormsError(Exception):
    """Base of the errors that the app raises on purpose."""


class NotFound(FormsError):
    """Nothing with that key, or nothing that the asker may see; the two look the same."""


class FieldError(FormsError):
    """Something a person can fix. `message` is shown beside the field and in the list on top."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class TransitionNotAllowed(FormsError):
    """The table has no row for this state, event and person. `message` is for the reader."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Conflict(FormsError):
    """Somebody else was first; `message` says what is true now and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Busy(FormsError):
    """The write lock was not free in time; nothing was written, trying again is safe."""


class Misconfigured(FormsError):
    """The installation is not safe to start; the text names the setting."""

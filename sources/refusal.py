"""The one kind of error that a verb raises for an editor to read."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """What was asked for can't be done; nothing was changed.

    The message names the problem and the remedy; `field` names the input at fault, if one is.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(Refusal):
    """This person may not do this."""

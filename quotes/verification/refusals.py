"""Why a move is refused."""

from sources.refusal import NotAllowed, Refusal

__all__ = [
    "FourEyes",
    "IllegalMove",
    "Incomplete",
    "NotAllowed",
    "Refusal",
    "StaleQuote",
    "UnknownQuestion",
]


class IllegalMove(Refusal):
    """The table has no such move from the state the quote is in."""


class FourEyes(NotAllowed):
    """The move needs a person other than the one who made an earlier one."""


class StaleQuote(Refusal):
    """The quote has changed since the caller read it."""


class Incomplete(Refusal):
    """Something the move needs is missing; `field` says what."""


class UnknownQuestion(Incomplete):
    """An answer to a question that is not on the checklist; `key` is what it was called."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Unknown checklist item: {key}.", field="answers")
        self.key = key

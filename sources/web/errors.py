"""What can go wrong with a fetch, in words for an editor."""

PASTE = "Paste the story's text instead."
SLOW = f"The server took too long to answer. Try again later. {PASTE}"


class Unfetchable(Exception):  # noqa: N818 (a state of affairs, named for editors)
    """A page could not be had; the message is fit to show an editor."""


class Refused(Unfetchable):
    """The address is one that we do not fetch from, whatever the server would say."""


class Unreachable(Unfetchable):
    """The address is allowed, but no usable page came back; `status` is 0 if nothing did."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status

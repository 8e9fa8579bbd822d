"""The address of an article, as it is kept and compared."""

from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from sources.refusal import Refusal

LONGEST = 2000

_is_web_address = URLValidator(schemes=["http", "https"])


def host_of(address: str) -> str:
    """The host an address leads to, in lower case and without www."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def article_address(*, claimed: str, given: str) -> str:
    """The address an article is kept under: its canonical one, or that under which it was given.

    Raises Refusal for a given one that no browser could open.
    """
    if given:
        _check(given.strip())
    if not claimed or (given and host_of(claimed) != host_of(given)) or not _is_sound(claimed):
        return _canonical(given)
    return _canonical(claimed)


def _canonical(url: str) -> str:
    """Without its fragment, scheme and host in lower case."""
    parts = urlsplit(url.strip())
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, parts.query, ""))


def _check(url: str) -> None:
    if len(url) > LONGEST:
        raise Refusal("The address is longer than 2,000 letters.", field="url")
    if not _is_sound(url):
        raise Refusal(
            "This is no web address: it starts with http:// or https:// and a host, and holds no "
            "password.",
            field="url",
        )


def _is_sound(url: str) -> bool:
    try:
        _is_web_address(url)
    except ValidationError:
        return False
    parts = urlsplit(url)
    return len(url) <= LONGEST and parts.username is None and parts.password is None

"""Names the body that speaks: as printed, or as it was printed in full elsewhere."""

from quotes.extraction.phrases import Source
from quotes.extraction.sentences import Unit, printed
from quotes.extraction.speaker import Speaker
from quotes.extraction.text import word_set

DOCUMENTS = word_set(
    """
    report memo poll study survey statement article story analysis database editorial ad
    advertisement release filing letter brief blog post tweet account website newsletter
    """
)
"""What a body issues: "an Acme report" is Acme speaking."""


class Bodies:
    """The organisations that a story names, by the last word of their names."""

    def __init__(self, names: dict[str, set[str]]) -> None:
        self.names = {
            last: {name for name in group if " " in name} for last, group in names.items()
        }

    def speaks(self, units: list[Unit], source: Source, head: int) -> Speaker:
        """The organisation that a phrase with its head at ``head`` means."""
        article = units[source.first].low in ("the", "a", "an") and source.first < head
        first = source.first + article
        head = _issuer(units, first, head)
        name = printed(units, first, _through_of(units, head, source.core))
        if units[head].capital:
            return Speaker(name, "organisation", how="body")
        fuller = self.names.get(units[head].low, set())
        if head == first and len(fuller) == 1:
            return Speaker(next(iter(fuller)), "organisation", how="body again")
        if any(units[i].capital for i in range(max(first, 1), head)):
            return Speaker(name, "organisation", how="body")
        whole = printed(units, source.first, source.core)
        return Speaker(None, "organisation", "", whole, how="body again")


def _issuer(units: list[Unit], first: int, head: int) -> int:
    """The end of the name of who issued a document, or the head as it is."""
    end = head
    while end > first and (units[end].low in DOCUMENTS or units[end].low == "'s"):
        end -= 1
    return end if units[end].capital else head


def _through_of(units: list[Unit], head: int, core: int) -> int:
    """A body's name with its "of": "Bank of Vessaly"."""
    i = head + 1
    while (
        i <= core
        and units[head].capital
        and (units[i].capital or units[i].low in ("of", "for", "the", "and", "on", "'s"))
    ):
        i += 1
    i -= 1
    return i if units[i].capital else head

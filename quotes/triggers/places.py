"""Two quotes are joined, and parted again, only as their places in the text allow."""

from quotes.triggers.sql import REFUSED
from quotes.verification import State

_EACH_OF_ITS_SPANS = "generate_subscripts(q.content, 1) i"
_SPANS_OF_THE_OTHER = "generate_subscripts(t.content, 1) j"

_COVERS = f"""NOT EXISTS (SELECT 1 FROM {_EACH_OF_ITS_SPANS} WHERE NOT EXISTS (
                SELECT 1 FROM {_SPANS_OF_THE_OTHER}
                WHERE t.content[j][1] <= q.content[i][1] AND t.content[j][2] >= q.content[i][2]))"""

_SHARES_WORDS = f"""EXISTS (SELECT 1 FROM {_EACH_OF_ITS_SPANS}, {_SPANS_OF_THE_OTHER}
                WHERE t.content[j][1] < q.content[i][2] AND q.content[i][1] < t.content[j][2])"""

PLACES_ALLOW_IT = f"""
    IF (NEW.move = 'join') <> (NEW.joined_into_id IS NOT NULL) THEN
        RAISE EXCEPTION '“join”, and nothing else, says into which quote' {REFUSED};
    END IF;
    IF NEW.move = 'join' AND NOT EXISTS (SELECT 1 FROM quotes_quote t
        WHERE t.id = NEW.joined_into_id AND t.id <> q.id AND t.version_id = q.version_id
        AND t.state = '{State.CAPTURED}' AND {_COVERS}) THEN
        RAISE EXCEPTION 'a quote is joined into a captured one that has all its words' {REFUSED};
    END IF;
    IF NEW.move = 'split' AND last.move IS DISTINCT FROM 'join' THEN
        RAISE EXCEPTION 'only what was joined is split off again' {REFUSED};
    END IF;
    IF NEW.move IN ('split', 'reopen') AND last.move = 'join' AND EXISTS (
        SELECT 1 FROM quotes_quote t WHERE t.id = last.joined_into_id AND {_SHARES_WORDS}) THEN
        RAISE EXCEPTION 'these words are part of the quote they were joined into' {REFUSED};
    END IF;"""
"""SQL for a review of the quote `q` whose last review is `last`."""

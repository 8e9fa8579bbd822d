"""One captured quote into two, two into one: verbs that only move where quotes begin and end."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from quotes import attribution, spans, verification
from quotes.models import Quote
from quotes.spans import Spans
from quotes.verification import IllegalMove, Reason, State
from sources.models import ArticleVersion
from sources.refusal import Refusal

LONGEST_QUOTE = 20_000
"""Characters; more is no quotation, and too much for a search index entry."""

_CARRIED_OVER = [name for name in (*attribution.AMENDABLE, "position") if name != "content"]
"""What the second half of a quote takes over from the whole."""


@transaction.atomic
def split(quote: Quote, *, at: int, by: Any, expected: int | None = None) -> Quote:
    """Part a captured quote at a place in the text; the new one takes the words after it.

    Speaker, role, day, terms, cue and source go along. Words that were joined into this quote
    become the quote again that they were before. Raises NotAllowed, StaleQuote, IllegalMove or
    Refusal; nothing is changed then.
    """
    _must_be_allowed(by, "quotes.change_quote", "quotes.add_quote")
    _hold(quote.version_id)
    whole = _captured(quote, expected=expected)
    before, after = spans.cut(whole.version.text, whole.content, at)
    attribution.apply(whole, {"content": before})
    attribution.save(whole)
    half = _joined_earlier(whole, after)
    if half is None:
        half = _split_off(whole, after)
    else:
        _part_again(half, whole, by=by)
    quote.refresh_from_db()
    return half


def _split_off(whole: Quote, content: Spans) -> Quote:
    half = Quote(
        version=whole.version,
        content=content,
        words=spans.words_at(whole.version.text, content),
        split_from=whole,
        **{name: getattr(whole, name) for name in _CARRIED_OVER},
    )
    attribution.validate(half)
    half.save(force_insert=True)
    return half


def _joined_earlier(whole: Quote, content: Spans) -> Quote | None:
    """The quote at exactly this place that was joined into this one, if there is one."""
    found = Quote.objects.filter(version=whole.version_id, content=content).first()
    last = verification.last_review(found) if found and found.state == State.REJECTED else None
    return found if last and last.move == "join" and last.joined_into_id == whole.pk else None


def _part_again(half: Quote, whole: Quote, *, by: Any) -> None:
    locked = verification.lock(half)
    _record(locked, "split", State.CAPTURED, by=by, note=f"Split off quote {whole.pk} again.")
    half.refresh_from_db()


@transaction.atomic
def join(
    first: Quote,
    second: Quote,
    *,
    by: Any,
    expected: int | None = None,
    second_expected: int | None = None,
) -> None:
    """Make one captured quote of two of the same wording: the first takes all the words.

    The second is rejected as joined into the first; splitting the first there brings it back. The
    stricter terms of the two hold: a legal flag, the later embargo. Raises NotAllowed, StaleQuote,
    IllegalMove or Refusal; nothing is changed then.
    """
    _must_be_allowed(by, "quotes.change_quote")
    if first.pk == second.pk:
        raise Refusal("Choose two different quotes.", field="other")
    if first.version_id != second.version_id:
        raise Refusal("Only quotes of the same wording of a story are joined.", field="other")
    _hold(first.version_id)
    one, other = _both_captured(first, second, expected, second_expected)
    attribution.apply(one, _union(one, other))
    attribution.save(one)
    note = f"Joined into quote {one.pk}."
    _record(other, "join", State.REJECTED, by=by, note=note, joined_into=one, reason=Reason.JOINED)
    first.refresh_from_db()
    second.refresh_from_db()


def _both_captured(
    first: Quote, second: Quote, expected: int | None, second_expected: int | None
) -> tuple[Quote, Quote]:
    """Both rows, taken in the order of their ids as everywhere."""
    asked = sorted([(first, expected), (second, second_expected)], key=lambda pair: pair[0].pk)
    taken = {quote.pk: _captured(quote, expected=number) for quote, number in asked}
    return taken[first.pk], taken[second.pk]


def _union(one: Quote, other: Quote) -> dict[str, Any]:
    """What the first quote becomes; Refusal where the two do not go together."""
    text = one.version.text
    if spans.overlap(one.content, other.content):
        raise Refusal("These two share words. Reject one as a duplicate instead.", field="other")
    if _who(one) and _who(other) and _who(one) != _who(other):
        raise Refusal(
            "These two are said by different speakers. Settle on one before you join them.",
            field="speaker",
        )
    content = spans.united(text, one.content, other.content)
    if len(spans.words_at(text, content)) > LONGEST_QUOTE:
        raise Refusal(f"A quote has at most {LONGEST_QUOTE:,} characters.", field="other")
    lifted = [until for until in (one.embargo_until, other.embargo_until) if until]
    return {
        "content": content,
        "cue": spans.united(text, one.cue, other.cue),
        "source": spans.united(text, one.source, other.source),
        "caveats": [*one.caveats, *other.caveats],
        "legal_flag": one.legal_flag or other.legal_flag,
        "embargo_until": max(lifted, default=None),
    }


def _who(quote: Quote) -> tuple[int | None, str] | None:
    return (quote.speaker_id, quote.descriptor) if quote.speaker_id or quote.descriptor else None


def _must_be_allowed(by: Any, *permissions: str) -> None:
    if not by.has_perms(permissions):
        raise verification.NotAllowed("Your role does not include mending quotes.")


def _hold(version_id: int) -> None:
    """Wait until nobody else captures, splits or joins in this wording, the engine included."""
    ArticleVersion.objects.select_for_update().only("pk").get(pk=version_id)


def _captured(quote: Quote, *, expected: int | None) -> Quote:
    locked: Quote = verification.lock(quote, expected=expected)
    if not locked.is_editable:
        last = verification.last_review(locked)
        told = f": it was {verification.decision(last)}" if last else ""
        raise IllegalMove(f"Only captured quotes are split and joined{told}.")
    return locked


def _record(quote: Quote, move: str, after: State, *, by: Any, **said: Any) -> None:
    """The Review, then the state, as for every move."""
    quote.reviews.create(
        move=move,
        from_state=quote.state,
        to_state=after,
        by=by,
        revision=quote.revision,
        **said,
    )
    quote.state, quote.verification_basis = after, ""
    quote.save(update_fields=["state", "verification_basis"])

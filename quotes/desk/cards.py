"""A quote as its card on the desk shows it to one person: facts, moves, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings

from quotes import display, holds, verification
from quotes.desk import picker
from quotes.desk.asks import Item, bases, checklist, reasons, split_places
from quotes.desk.forms import PARTS, AttributionForm, CorrectionForm, MoveForm, QuoteForm
from quotes.desk.lines import Line, waits_for
from quotes.desk.proposals import changes
from quotes.desk.readings import Reading
from quotes.models import Notice, Quote, Review
from quotes.verification import MOVES, Decision, FourEyes, Move, State
from quotes.verification.holds import NEVER_WAITS
from sources.refusal import Refusal

EDIT = "edit"
HOLDABLE = (State.CAPTURED, State.SUBMITTED, State.VERIFIED)
CORRECT = "correct"

OWN_PROPOSAL = "You proposed this correction; somebody else approves it."


@dataclass(frozen=True)
class Trouble:
    """Why what a person asked for was not done, and what they had put in."""

    panel: str
    message: str
    field: str = ""
    form: QuoteForm | None = None
    is_conflict: bool = False

    @property
    def status(self) -> int:
        """As what HTTP tells it."""
        return 409 if self.is_conflict else 422

    @classmethod
    def of(cls, refusal: Refusal, panel: str, form: QuoteForm | None = None) -> Trouble:
        """A verb's refusal."""
        late = verification.StaleQuote | verification.IllegalMove | verification.Held
        stale = isinstance(refusal, late)
        return cls(panel, refusal.message, refusal.field, form, is_conflict=stale)


@dataclass(frozen=True)
class OpenMove:
    """A move this person may make, with what they had put in before it was refused."""

    move: Move
    form: MoveForm
    is_unfolded: bool

    @property
    def asks(self) -> bool:
        """Whether the move needs more than the press of a button."""
        return self.move.needs_note or self.move.name == "verify"

    @property
    def reasons(self) -> list[Item]:
        """The reasons that are given often, each one key away."""
        return reasons(self.move.name)


@dataclass(frozen=True)
class Card:
    """Everything that one card's template shows."""

    line: Line
    notices_all: Sequence[Notice]
    moves: Sequence[OpenMove]
    barred: Sequence[str]
    may_edit: bool
    may_confirm: bool
    may_propose: bool
    may_take: bool
    proposal: Notice | None
    may_approve: bool
    may_decline: bool
    may_withdraw: bool
    proposal_bar: str
    panel: str = ""
    part: str = ""
    form: AttributionForm | None = None
    trouble: Trouble | None = None
    said: str = ""
    decided: str = ""
    bases: Sequence[Item] = field(default_factory=bases)

    @property
    def quote(self) -> Quote:
        """The quote itself."""
        return self.line.quote

    @property
    def number(self) -> int:
        """Its place in the story."""
        return self.line.number

    @property
    def pieces(self) -> list[str]:
        """The words, piece by piece."""
        return display.pieces(self.quote)

    @property
    def said_on(self) -> str:
        """The date as exactly as it is known."""
        quote = self.quote
        return display.day(quote.said_on, quote.said_on_precision) if quote.said_on else ""

    @property
    def known_as(self) -> str:
        """The speaker's offices on record, where the role is none that was held then, or open.

        A namesake shows here: the register's only bearer of a name need not be the one quoted.
        """
        quote = self.quote
        if quote.speaker is None or quote.position is not None or quote.no_role_printed:
            return ""
        return "; ".join(quote.known_titles)  # type: ignore[attr-defined]

    @property
    def new_name(self) -> str:
        """A name in the source's words that may become a new speaker."""
        quote = self.quote
        return picker.name_in_source(quote) if self.may_edit and quote.source else ""

    @cached_property
    def checklist(self) -> list[Item]:
        """The questions before this quote is verified."""
        return checklist(self.quote)

    @property
    def split_places(self) -> list[tuple[int, str]]:
        """Where the quote may be parted in two."""
        return split_places(self.quote) if self.may_edit else []

    @property
    def may_mark_scare_quote(self) -> bool:
        """Whether this person may turn the quote down."""
        return any(each.move.name == "reject" for each in self.moves)

    @property
    def reading(self) -> Reading:
        """What the engine made of it, and how surely."""
        return Reading(self.quote)

    @property
    def reviews(self) -> list[Review]:
        """Every decision so far, the latest first."""
        return list(reversed(self.quote.reviews.all()))

    @property
    def sent_back(self) -> Review | None:
        """The decision that sent it back, while nobody has submitted it again."""
        latest = self.reviews[0] if self.reviews else None
        is_back = latest and (latest.move, self.quote.state) == ("send_back", State.CAPTURED)
        return latest if is_back else None

    @property
    def notices(self) -> list[Notice]:
        """Decided notices, the latest first."""
        return [notice for notice in reversed(self.notices_all) if notice.decided_at]

    @property
    def proposed_changes(self) -> list[display.Change]:
        """What the open proposal would change."""
        return changes(self.proposal) if self.proposal else []

    @property
    def trouble_is_shown_elsewhere(self) -> bool:
        """Whether the message stands beside a field or in a form of this card."""
        trouble = self.trouble
        if trouble is None:
            return False
        if trouble.panel == self.panel or trouble.panel in self._move_panels:
            in_form = trouble.form is not None and trouble.field in trouble.form.errors
            return in_form or (trouble.panel != self.panel and trouble.field in _ROWS)
        return trouble.field in _ROWS or (trouble.field == "reason" and self.proposal is not None)

    @property
    def _move_panels(self) -> set[str]:
        return {open_move.move.name for open_move in self.moves}

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The person's own input, where the form that held it is not open to them any more."""
        trouble = self.trouble
        if trouble is None or trouble.form is None:
            return []
        shown = trouble.panel == self.panel or trouble.panel in self._move_panels
        return [] if shown else trouble.form.kept()


_ROWS = {"speaker", "role_as_printed", "said_on", "attribution_basis", "embargo_until"}
"""Fields whose row on the card shows a refusal's message."""


def card(
    quote: Quote,
    person: Any,
    *,
    panel: str = "",
    part: str = "",
    trouble: Trouble | None = None,
    **told: Any,
) -> Card:
    """The card of a quote for a person; `panel` names the form that is open in it.

    `part` names the one part of it that is shown; `told`, what was `said` and `decided` just now.
    """
    notices = list(quote.notices.all()) if quote.has_notices else []  # type: ignore[attr-defined]
    proposal = next((notice for notice in notices if not notice.decided_at), None)
    may = {EDIT: _may_edit(quote, person), CORRECT: _may_propose(quote, person, proposal)}
    open_panel = panel if may.get(panel) else ""
    form = _form(quote, open_panel, trouble)
    return Card(
        line=_line(quote, person, proposal),
        notices_all=notices,
        moves=_open_moves(quote, person, trouble),
        barred=_barred(quote, person),
        may_edit=may[EDIT],
        may_confirm=_may_confirm(quote, person),
        may_propose=may[CORRECT],
        may_take=_may_take(quote, person),
        proposal=proposal,
        panel=open_panel,
        part=_part(form, part),
        form=form,
        trouble=trouble,
        **_decision_on(proposal, quote, person),
        **told,
    )


def _may_edit(quote: Quote, person: Any) -> bool:
    may = quote.is_editable and person.has_perm("quotes.change_quote")
    return may and not _is_held_from(person, quote)


def _may_take(quote: Quote, person: Any) -> bool:
    """Whether it waits for work, and this person could do some."""
    return quote.state in HOLDABLE and holds.has_work(person, quote)


def _is_held_from(person: Any, quote: Quote) -> bool:
    """Whether somebody else holds the quote, so that deciding waits for them."""
    holder = quote.held_by  # type: ignore[attr-defined]
    return holder is not None and holder != person.pk


def _part(form: AttributionForm | None, part: str) -> str:
    """The part that is shown alone: nothing else of the form may be wrong."""
    return part if part in PARTS and form and form.is_settled_but(part) else ""


def _line(quote: Quote, person: Any, proposal: Notice | None) -> Line:
    may_approve = _decision_on(proposal, quote, person)["may_approve"]
    quote.waits_for_approval = may_approve  # type: ignore[attr-defined]
    return Line(quote, quote.earlier + 1, waits_for(person, quote))  # type: ignore[attr-defined]


def _may_confirm(quote: Quote, person: Any) -> bool:
    is_proposed = quote.speaker is not None and not quote.speaker.is_confirmed
    return is_proposed and person.has_perm("quotes.confirm_speaker")


def _may_propose(quote: Quote, person: Any, proposal: Notice | None) -> bool:
    is_open = quote.state == State.PUBLISHED and proposal is None
    return is_open and person.has_perm("quotes.propose_correction")


def _decision_on(proposal: Notice | None, quote: Quote, person: Any) -> dict[str, Any]:
    """Whether this person may approve or decline the proposal, withdraw it, or why not."""
    own = proposal is not None and proposal.proposed_by_id == person.pk
    approver = proposal is not None and person.has_perm("quotes.approve_correction")
    may_decline = approver and (not own or settings.SINGLE_EDITOR)
    return {
        "may_approve": may_decline and quote.state == State.PUBLISHED,
        "may_decline": may_decline,
        "may_withdraw": own and not may_decline,
        "proposal_bar": OWN_PROPOSAL if own and not may_decline else "",
    }


def _form(quote: Quote, panel: str, trouble: Trouble | None) -> AttributionForm | None:
    """The form of the open panel, with the person's own input where it was refused."""
    if not panel:
        return None
    if trouble and trouble.panel == panel and isinstance(trouble.form, AttributionForm):
        return trouble.form
    return (CorrectionForm if panel == CORRECT else AttributionForm)(quote, name=panel)


def _open_moves(quote: Quote, person: Any, trouble: Trouble | None) -> list[OpenMove]:
    moves = []
    for move in verification.moves_open_to(person, quote):
        if move.name not in NEVER_WAITS and _is_held_from(person, quote):
            continue
        refused = trouble is not None and trouble.panel == move.name
        kept = trouble.form if trouble and refused else None
        form = kept if isinstance(kept, MoveForm) else MoveForm(quote, name=move.name)
        moves.append(OpenMove(move, form, is_unfolded=refused))
    return moves


def _barred(quote: Quote, person: Any) -> list[str]:
    """Why this person in particular may not make a move that is due, in a sentence each."""
    sentences = []
    for move in MOVES.values():
        if move.own_verb or quote.state not in move.before:
            continue
        try:
            verification.check(quote, move, Decision(), by=person)
        except FourEyes as refusal:
            sentences.append(refusal.message)
        except Refusal:
            continue
    return sentences

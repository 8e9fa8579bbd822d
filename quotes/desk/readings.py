"""What the engine made of a quote, and how surely, as the desk says it."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.models import LIKELY, SURE, SURE_OF_SPEAKER, SURENESS, Act, Caveat, Quote
from quotes.verification import State

_PARTS = {
    "span_confidence": "words",
    "speaker_confidence": "speaker",
    "role_confidence": "role",
    "date_confidence": "date",
}


@dataclass(frozen=True)
class Reading:
    """The engine's part in one quote."""

    quote: Quote

    @property
    def confidence(self) -> str:
        """How sure the engine was, as a word and a number."""
        sure = self.quote.confidence
        if sure is None:
            return "captured by a person"
        word = "sure" if sure >= SURE else "likely" if sure >= LIKELY else "doubtful"
        return f"{word} ({sure:.2f})"

    @property
    def parts(self) -> str:
        """How sure it was of each part, such as “words 0.99, speaker 0.97”."""
        parts = ((_PARTS[name], getattr(self.quote, name)) for name in SURENESS)
        return ", ".join(f"{part} {sure:.2f}" for part, sure in parts if sure is not None)

    @property
    def is_to_check_speaker(self) -> bool:
        """Whether the speaker is still the engine's choice, and it was not sure of it."""
        sure = self.quote.speaker_confidence
        waits = self.quote.state in (State.CAPTURED, State.SUBMITTED)
        is_engines = getattr(self.quote, "speaker_is_as_captured", False)
        return waits and is_engines and sure is not None and sure < SURE_OF_SPEAKER

    @property
    def is_no_speech(self) -> bool:
        """Whether nobody spoke: the story tells what somebody thinks, plans or feels."""
        return self.quote.act != Act.SPEECH

    @property
    def caveats(self) -> str:
        """What to know before printing the words."""
        return ", ".join(Caveat(caveat).label for caveat in self.quote.caveats)

"""Reads articles with a tagger in training: spans and links alone, without speakers."""

from typing import Any

import torch

from quotes.extraction.decoding import LINKS, Learned
from quotes.extraction.pieces import Vocabulary
from quotes.extraction.tagger import Tagged, Tagger, Window
from training.model import POINTER, settings
from training.model import Tagger as Network


class Trial(Tagger):
    """The product's reader around a network that is still in training."""

    def __init__(self, network: Network, vocabulary: Vocabulary) -> None:
        self.trained, self.vocabulary = network.eval(), vocabulary
        self.learned = Learned(**settings(network))

    @torch.no_grad()
    def _run(self, window: Window) -> Any:
        pieces, features = torch.tensor([window.pieces]), torch.tensor([window.features])
        scores, pointers = self.trained(pieces, features)
        own = pointers[0, [0, *window.at]].numpy()
        return scores[0, window.at].numpy(), own.reshape(len(own), 3, len(LINKS), POINTER)


def predict(reader: Tagger, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Attributions of every article in the command line's form."""
    return [
        {"id": a["id"], "attributions": [as_json(one) for one in reader.read(a["text"])]}
        for a in articles
    ]


def as_json(one: Tagged) -> dict[str, Any]:
    """Stretches as the corpus writes them."""
    return {
        "content": [{"start": a, "end": b} for a, b in one.contents],
        "cue": [{"start": one.cue[0], "end": one.cue[1]}] if one.cue else [],
        "source": [{"start": one.source[0], "end": one.source[1]}] if one.source else [],
    }

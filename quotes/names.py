"""Names as printed: folding them for comparison, sorting them, making addresses of them."""

import re
import unicodedata

from django.utils.text import slugify
from nameparser import HumanName

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_FOLDS_TO_SPACE = re.compile(r"[\s.\-‐‑–_]+")
_POSSESSIVE = re.compile(r"(?:\s*'s?)+\s*$")


def fold(name: str) -> str:
    """A name without case, accents, full stops and hyphens: the form that names are compared in."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = unicodedata.normalize("NFKD", decomposed.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    spaced = _FOLDS_TO_SPACE.sub(" ", kept.translate(_APOSTROPHES))
    return _POSSESSIVE.sub("", spaced).strip()


def surname(name: str) -> str:
    """A person's family name, particles included, as it stands in the name."""
    parsed = HumanName(name)
    return parsed.last or parsed.first or name.strip()


def sort_name(name: str, *, is_person: bool) -> str:
    """The name as an index prints it: “Rutte, Mark” for a person."""
    family = surname(name) if is_person else ""
    rest = name.strip().removesuffix(family).strip() if family else ""
    return f"{family}, {rest}" if rest else name.strip()


def slug_for(name: str, *, taken: set[str]) -> str:
    """An address for a name, numbered from the second bearer on."""
    stem = slugify(fold(name))[:180] or "speaker"
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug

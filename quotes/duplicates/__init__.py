"""Pairs of speakers that may be one, with reasons for and against. Only a person merges them."""

from quotes.duplicates.listing import PairPage, of, page
from quotes.duplicates.pairs import Pair
from quotes.duplicates.reasons import compare

__all__ = ["Pair", "PairPage", "compare", "of", "page"]

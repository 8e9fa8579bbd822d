"""The picture of a quote that other sites show beside a link to it."""

from quotes.machines.pictures.card import Card, card
from quotes.machines.pictures.drawing import HEIGHT, WIDTH, draw

__all__ = ["HEIGHT", "WIDTH", "Card", "card", "draw"]

"""A newsroom to try the product in: invented stories, taken through the verbs by five people."""

from quotes.sample.newsroom import Made, make
from quotes.sample.people import Login, logins

__all__ = ["Login", "Made", "logins", "make"]

"""The public pages: anyone may read them, and only what `Quote.objects.public()` lets through."""

from quotes.views.public import public_page

__all__ = ["public_page"]

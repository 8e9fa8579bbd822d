"""Work on a running product: `python -m tests.product.drive add|import|verify|publish|count N`.

Each call goes on where an earlier one was cut off, as a person or a worker would.
"""

import json
import os
import sys
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db.models import Count  # noqa: E402

from quotes import attribution, intake, verification  # noqa: E402
from quotes.models import Extraction, Quote, Review  # noqa: E402
from quotes.verification import CHECKLIST, State, VerificationBasis  # noqa: E402
from sources import ingest  # noqa: E402
from sources.models import Article, ArticleVersion  # noqa: E402
from tests.access.make import make_secret  # noqa: E402

STORY = """“Boat number {number} is ready to sail,” Mayor Ada Quill told reporters.

Quill said that boat number {number} leaves on Monday.
"""


def add(index: int) -> ArticleVersion:
    """Add one story, and leave it unread."""
    return ingest.add_story(
        STORY.format(number=index).encode(),
        outlet="Harbour Courier",
        url=f"https://courier.example/boats/{index}",
        published_at=datetime(2026, 3, 3, tzinfo=UTC),
    ).version


def add_stories(number: int) -> None:
    """Add stories for the worker to read."""
    for index in range(number):
        add(index)


def import_stories(number: int) -> None:
    """Add stories and read them, saying after each how far it is."""
    for index in range(number):
        intake.read(add(index))
        print(index, flush=True)


def publish_all(number: int) -> None:
    """Bring every quote to the public, each by the moves that it still lacks."""
    for index, quote in enumerate(Quote.objects.order_by("pk")):
        _bring_to_verified(quote)
        if quote.state == State.VERIFIED:
            verification.publish(quote, by=_boss("other"))
        print(index, flush=True)


def verify_all(number: int) -> None:
    """Bring every quote of some new stories to be published, and print a token to do it with."""
    import_stories(number)
    for quote in Quote.objects.order_by("pk"):
        _bring_to_verified(quote)
    token = make_secret(_boss("other"))
    print(token, flush=True)


def _boss(name: str) -> User:
    trusted = {"is_superuser": True, "is_staff": True}
    return User.objects.get_or_create(username=name, defaults=trusted)[0]


def _bring_to_verified(quote: Quote) -> None:
    one, other = _boss("one"), _boss("other")
    if quote.speaker and not quote.speaker.is_confirmed:
        attribution.confirm_speaker(quote.speaker, by=other)
    if quote.state == State.CAPTURED:
        verification.submit(quote, by=one)
    if quote.state == State.SUBMITTED:
        checked = dict.fromkeys(CHECKLIST, True)
        verification.verify(quote, by=other, basis=VerificationBasis.ARTICLE, answers=checked)


def count(number: int) -> None:
    """Say what is on record, and whether any of it is doubled or half-done."""
    last_review = {review.quote_id: review.to_state for review in Review.objects.order_by("pk")}
    doubled = Review.objects.values("quote", "move").annotate(n=Count("pk")).filter(n__gt=1)
    report = {
        "articles": Article.objects.count(),
        "versions": ArticleVersion.objects.count(),
        "readings": Extraction.objects.filter(failed="").count(),
        "quotes": Quote.objects.count(),
        "words": Quote.objects.values("words").distinct().count(),
        "public": Quote.objects.public().count(),
        "reviews": Review.objects.count(),
        "doubled": doubled.count(),
        "torn": sum(
            quote.state != last_review.get(quote.pk, State.CAPTURED)
            for quote in Quote.objects.all()
        ),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    work = {
        "add": add_stories,
        "import": import_stories,
        "verify": verify_all,
        "publish": publish_all,
        "count": count,
    }
    work[sys.argv[1]](int(sys.argv[2]))

"""What the sample's stories are about, and what a reader asks of the newsroom."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction

from quotes import requests, topics
from quotes.models import CorrectionRequest, Quote, Topic
from sources.models import ArticleVersion

DESCRIBED: Mapping[str, str] = {
    "Port Ansel": "The harbour, its basin and its ferries.",
    "Economy": "Prices, interest, the budget.",
    "Climate": "Emissions, and living with what has changed already.",
    "Health": "Hospitals, and what keeps people out of them.",
    "Schools": "Teaching, and what stands in its way.",
    "Sport": "Matches, and what is said after them.",
    "Science": "What is found out, and how surely.",
    "Government": "Ministers, coming and going.",
    "Strikes": "Talks between unions and employers, and what happens when they fail.",
}
"""The sample's topics, each with what belongs there."""

ABOUT: Mapping[str, tuple[str, ...]] = {
    "01-north-basin.txt": ("Port Ansel",),
    "02-bank-holds.txt": ("Economy",),
    "03-heat-wards.txt": ("Health", "Climate"),
    "04-rovers-derby.txt": ("Sport",),
    "05-grain-trial.txt": ("Science",),
    "06-climate-report.txt": ("Climate",),
    "07-phones-out.txt": ("Schools",),
    "08-new-minister.txt": ("Government",),
    "09-ferry.txt": ("Port Ansel",),
    "10-comet.txt": ("Science",),
    "11-dock-talks.txt": ("Port Ansel", "Strikes"),
    "12-budget.txt": ("Economy", "Government"),
}
"""Each story's topics; every quote that is kept of it has them."""

ASKED_OF = "11-dock-talks.txt"
ASKED = (
    "The role of the union’s general secretary has changed: since the congress in spring the post "
    "is called president. I was there; the minutes are on the union’s site."
)
CONTACT = "reader@mail.example"
ADDRESS = "192.0.2.7"  # of the addresses that are for documentation


def tag(version: ArticleVersion, file: str, *, by: User) -> None:
    """Give a story's quotes its topics, those that the desk did not turn down."""
    kept = version.quotes.exclude(state="rejected")
    for name in ABOUT.get(file, ()):
        topic = Topic.objects.filter(name=name).first()
        topic = topic or topics.create(name, by=by, description=DESCRIBED[name])
        for quote in kept:
            topics.tag(quote, topic, by=by)


@transaction.atomic
def ask(url: str) -> None:
    """A reader asks for a correction of a quote in one of the stories, once."""
    asked = Quote.objects.public().filter(version__article__canonical_url=url, kind="direct")
    quote = asked.in_story_order().first()
    if quote and not CorrectionRequest.objects.filter(text=ASKED).exists():
        requests.ask(ASKED, quote=quote, contact=CONTACT, address=ADDRESS)

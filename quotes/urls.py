"""The addresses of the public pages."""

from django.urls import path

from quotes.views import (
    about,
    asking,
    corrections,
    organisations,
    outlets,
    quote,
    search,
    speakers,
    stories,
    topics,
)

urlpatterns = [
    path("", search.search, name="search"),
    path("quotes/<int:pk>/", quote.quote, name="quote"),
    path("quotes/<int:pk>/revisions/", quote.revisions, name="revisions"),
    path("quotes/<int:pk>/revisions/<int:number>/", quote.revision, name="revision"),
    path("speakers/", speakers.speakers, name="speakers"),
    path("speakers/<slug:slug>/", speakers.speaker, name="speaker"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("outlets/<slug:slug>/", outlets.outlet, name="outlet"),
    path("stories/<int:pk>/", stories.story, name="story"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/ask/", asking.ask, name="ask"),
    path("corrections/ask/sent/", asking.asked, name="asked"),
    path("methods/", about.methods, name="methods"),
    path("about/", about.about, name="about"),
    path("robots.txt", about.robots, name="robots"),
]

"""The addresses of the public pages."""

from django.urls import path, re_path

from quotes.views import (
    about,
    asking,
    corrections,
    crawlers,
    embeds,
    feeds,
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
    path("quotes/<int:pk>/embed/", embeds.embed, name="embed"),
    path("quotes/<int:pk>/picture-<int:revision>.png", embeds.picture, name="picture"),
    path("quotes/<int:pk>/annotation.jsonld", embeds.annotation, name="annotation"),
    path("oembed/", embeds.oembed, name="oembed"),
    re_path(r"^feed\.(?P<format>atom|json)$", feeds.feed, name="feed"),
    re_path(
        r"^speakers/(?P<slug>[-\w]+)/feed\.(?P<format>atom|json)$",
        feeds.speaker_feed,
        name="speaker_feed",
    ),
    re_path(
        r"^corrections/feed\.(?P<format>atom|json)$",
        feeds.corrections_feed,
        name="corrections_feed",
    ),
    path("opensearch.xml", crawlers.opensearch, name="opensearch"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", crawlers.sitemap_part, name="sitemap_part"),
    path("robots.txt", crawlers.robots, name="robots"),
]

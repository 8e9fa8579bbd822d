"""The addresses of the public pages."""

from django.urls import path

from quotes.views import about, quote, search, speakers

urlpatterns = [
    path("", search.search, name="search"),
    path("quotes/<int:pk>/", quote.quote, name="quote"),
    path("quotes/<int:pk>/revisions/", quote.revisions, name="revisions"),
    path("quotes/<int:pk>/revisions/<int:number>/", quote.revision, name="revision"),
    path("speakers/", speakers.speakers, name="speakers"),
    path("speakers/<slug:slug>/", speakers.speaker, name="speaker"),
    path("about/", about.about, name="about"),
    path("robots.txt", about.robots, name="robots"),
]

"""The addresses of the public pages."""

from django.urls import path

from quotes import views

urlpatterns = [
    path("", views.search, name="search"),
    path("quotes/<int:pk>/", views.quote, name="quote"),
    path("quotes/<int:pk>/revisions/", views.revisions, name="revisions"),
    path("quotes/<int:pk>/revisions/<int:number>/", views.revision, name="revision"),
    path("speakers/", views.speakers, name="speakers"),
    path("speakers/<slug:slug>/", views.speaker, name="speaker"),
    path("about/", views.about, name="about"),
    path("robots.txt", views.robots, name="robots"),
]

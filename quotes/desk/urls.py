"""The desk's addresses, under the admin's own: staff only, and each view says who of them."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponse
from django.urls import URLPattern, path

from quotes.desk import adding, decisions, views


def urls() -> list[URLPattern]:
    """Every address of the desk, behind the admin's sign-in."""
    pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
        ("", views.stories, "desk"),
        ("add/", adding.add, "desk_add"),
        ("speakers/", views.speaker_options, "desk_speakers"),
        ("<int:version_id>/", views.story, "desk_story"),
        ("<int:version_id>/quotes/", views.new_quote, "desk_new_quote"),
        ("quotes/<int:quote_id>/", decisions.show, "desk_quote"),
        ("quotes/<int:quote_id>/moves/<slug:name>/", decisions.move, "desk_move"),
        ("quotes/<int:quote_id>/attribution/", decisions.amend, "desk_amend"),
        ("quotes/<int:quote_id>/spans/", decisions.set_spans, "desk_spans"),
        ("quotes/<int:quote_id>/speaker/", decisions.confirm_speaker, "desk_confirm_speaker"),
        (
            "quotes/<int:quote_id>/speaker/<slug:how>/",
            decisions.set_speaker,
            "desk_set_speaker",
        ),
        ("quotes/<int:quote_id>/corrections/", decisions.propose, "desk_propose"),
        (
            "quotes/<int:quote_id>/corrections/<int:notice_id>/approve/",
            decisions.approve,
            "desk_approve",
        ),
        (
            "quotes/<int:quote_id>/corrections/<int:notice_id>/decline/",
            decisions.decline,
            "desk_decline",
        ),
    ]
    return [
        path(f"desk/{route}", admin.site.admin_view(view), name=name) for route, view, name in pages
    ]

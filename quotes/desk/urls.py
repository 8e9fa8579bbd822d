"""The desk's addresses, under the admin's own: staff only, and each view says who of them."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponse
from django.urls import URLPattern, path

from quotes.desk import (
    adding,
    bulk,
    decisions,
    handling,
    inbox,
    overview,
    pairs,
    parting,
    queues,
    roles,
    views,
)

Page = tuple[str, Callable[..., HttpResponse], str]

QUEUE_PAGES: tuple[Page, ...] = (
    ("queues/<slug:name>/", queues.queue, "desk_queue"),
    ("queues/story/<int:version_id>/take/", queues.take_story, "desk_take_story"),
    ("quotes/<int:quote_id>/holds/<slug:verb>/", queues.act, "desk_hold"),
    ("bulk/", bulk.runs, "desk_bulk"),
    ("bulk/new/", bulk.new, "desk_bulk_new"),
    ("bulk/<int:run_id>/", bulk.run, "desk_bulk_run"),
    ("bulk/<int:run_id>/go/", bulk.go, "desk_bulk_go"),
    ("bulk/<int:run_id>/stop/", bulk.stop, "desk_bulk_stop"),
)


QUOTE_PAGES: tuple[Page, ...] = (
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
    ("quotes/<int:quote_id>/hold/<slug:verb>/", handling.hold, "desk_card_hold"),
    ("quotes/<int:quote_id>/split/", handling.split, "desk_split_quote"),
    ("quotes/<int:quote_id>/join/", handling.join, "desk_join_quote"),
    ("quotes/<int:quote_id>/dependants/", handling.depending, "desk_dependants"),
    ("quotes/<int:quote_id>/topics/<slug:verb>/", decisions.tag, "desk_tag"),
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
)


def urls() -> list[URLPattern]:
    """Every address of the desk, behind the admin's sign-in."""
    pages: list[Page] = [
        *QUEUE_PAGES,
        ("overview/", overview.show, "desk_overview"),
        ("", queues.overview, "desk"),
        ("stories/", views.stories, "desk_stories"),
        ("add/", adding.add, "desk_add"),
        ("speakers/", views.speaker_options, "desk_speakers"),
        ("speakers/<int:pk>/merge/", pairs.merge, "desk_merge"),
        ("speakers/<int:pk>/split/", parting.split, "desk_split"),
        ("mergers/<int:pk>/undo/", pairs.undo, "desk_undo_merger"),
        ("duplicates/", pairs.duplicates_page, "desk_duplicates"),
        ("duplicates/apart/", pairs.tell_apart, "desk_apart"),
        ("roles/", roles.disagreements, "desk_roles"),
        ("requests/", inbox.inbox, "desk_requests"),
        ("requests/<int:pk>/", inbox.one, "desk_request"),
        ("requests/<int:pk>/close/", inbox.close, "desk_close_request"),
        ("<int:version_id>/", views.story, "desk_story"),
        ("<int:version_id>/quotes/", views.new_quote, "desk_new_quote"),
        *QUOTE_PAGES,
    ]
    return [
        path(f"desk/{route}", admin.site.admin_view(view), name=name) for route, view, name in pages
    ]

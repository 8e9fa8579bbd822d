"""The newsroom's admin: the register, the record, the people; and the desk among its addresses."""

from django.contrib import admin

from quotes.admin.checklist import ChecklistItemAdmin
from quotes.admin.people import GroupAdmin, JobAdmin, PersonAdmin
from quotes.admin.record import ExtractionAdmin, NoticeAdmin, QuoteAdmin, ReviewAdmin
from quotes.admin.register import (
    DistinctionAdmin,
    MergerAdmin,
    PositionAdmin,
    SpeakerAdmin,
)
from quotes.admin.topics import TopicAdmin
from quotes.desk.urls import urls

__all__ = [
    "ChecklistItemAdmin",
    "DistinctionAdmin",
    "ExtractionAdmin",
    "GroupAdmin",
    "JobAdmin",
    "MergerAdmin",
    "NoticeAdmin",
    "PersonAdmin",
    "PositionAdmin",
    "QuoteAdmin",
    "ReviewAdmin",
    "SpeakerAdmin",
    "TopicAdmin",
]

# The admin site of the theme calls this for addresses of its own.
admin.site.extra_urls = urls  # type: ignore[attr-defined]
admin.site.index_title = "The newsroom"

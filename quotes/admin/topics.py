"""Topics, as editors name, describe and merge them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from quotes import topics
from quotes.models import Topic
from sources.admin import RecordAdmin


class TopicForm(forms.ModelForm[Topic]):
    """A topic, and what it may be merged into."""

    merge_into = forms.ModelChoiceField(
        Topic.objects.order_by("name"),
        required=False,
        help_text="The other topic takes over this one’s quotes and address; this one goes.",
    )

    class Meta:
        model = Topic
        fields = ["name", "description"]


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """Topics; the verbs of quotes.topics keep their addresses."""

    form = TopicForm
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "description"]
    ordering = ["name"]
    readonly_fields = ["slug"]
    view_on_site = False  # a topic without a public quote has no public page

    def get_fields(self, request: HttpRequest, obj: Topic | None = None) -> list[str]:
        """A new topic's address follows from its name, and it is merged into nothing."""
        if obj is None:
            return ["name", "description"]
        may_merge = request.user.has_perm("quotes.delete_topic")
        return ["name", "description", "slug", *(["merge_into"] if may_merge else [])]

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """By the verbs."""
        into = form.cleaned_data.get("merge_into")
        given: dict[str, Any] = {"by": request.user, "description": obj.description}
        if into:
            topics.merge(obj, into=into, by=request.user)
        elif change:
            topics.rename(obj, obj.name, **given)
        else:
            made = topics.create(obj.name, **given)
            obj.pk, obj.slug = made.pk, made.slug

    def response_change(self, request: HttpRequest, obj: Topic) -> HttpResponse:
        """Back to the list where the topic is gone."""
        if request.POST.get("merge_into"):
            self.message_user(request, "The two topics are one now.")
            return HttpResponseRedirect(reverse("admin:quotes_topic_changelist"))
        return super().response_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A topic goes by being merged, so that its address leads on."""
        return False

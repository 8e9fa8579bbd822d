"""“Add a story”: paste it, give its address or upload it; then on to its desk page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from quotes import intake
from quotes.desk import worklist
from sources import ingest
from sources.refusal import Refusal

LONGEST_STORY = 2_000_000  # characters
LARGEST_FILE = 5 * 1024 * 1024  # bytes
FILE_KINDS = (".txt", ".text", ".html", ".htm", ".xhtml")


class StoryForm(forms.Form):
    """A story to add: its text, its address or a file, and where it was published."""

    outlet = forms.CharField(
        required=False,
        max_length=200,
        help_text="Who published it. For an address, leave empty if its domain is known.",
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
    )
    headline = forms.CharField(
        required=False, max_length=500, help_text="Read from the story where it has one."
    )
    published_at = forms.DateTimeField(
        label="Published",
        required=False,
        help_text="A time without a zone is read in the newsroom's own.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    story = forms.CharField(
        label="The story's text",
        required=False,
        max_length=LONGEST_STORY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="As it came, hard-wrapped lines and all.",
    )
    url = forms.URLField(
        label="… or its address", required=False, max_length=2000, assume_scheme="https"
    )
    file = forms.FileField(
        label="… or a file",
        required=False,
        help_text="Plain text or HTML, at most 5 MB.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(FILE_KINDS)}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large, or plainly neither text nor HTML."""
        given = self.cleaned_data["file"]
        if given is None:
            return None
        if given.size > LARGEST_FILE:
            raise forms.ValidationError("The file is larger than 5 MB.")
        if not given.name.lower().endswith(FILE_KINDS):
            raise forms.ValidationError("Choose a .txt or .html file.")
        return given

    def clean(self) -> dict[str, Any]:
        """A story comes in exactly one way."""
        given = super().clean() or self.cleaned_data
        if self.errors.keys() & {"story", "url", "file"}:
            return given
        ways = [bool(given["story"].strip()), bool(given["url"]), given["file"] is not None]
        if sum(ways) != 1:
            self.add_error(
                "story",
                "Give one of the three: the text, an address or a file."
                if sum(ways)
                else "Paste the story, or give its address or a file.",
            )
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("sources.add_article", raise_exception=True)
def add(request: HttpRequest) -> HttpResponse:
    """Add a story and read it at once; a known one leads to its desk page."""
    form = StoryForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            added = _add(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _said(added))
            return redirect("admin:desk_story", added.version.pk)
    return TemplateResponse(
        request,
        "admin/desk/add.html",
        {
            **admin.site.each_context(request),
            "title": "Add a story",
            "form": form,
            "outlets": worklist.outlet_names(),
        },
        status=422 if form.is_bound else 200,
    )


def _add(given: dict[str, Any]) -> ingest.Added:
    """Take the story in, whichever way it came, and have the engine read it."""
    about = {name: given[name] for name in ("outlet", "headline", "published_at")}
    if given["url"]:
        added = ingest.add_from_web(given["url"], **about)
    elif given["file"]:
        added = ingest.add_story(
            given["file"].read(), media_type=_media_type(given["file"]), **about
        )
    else:
        raw = given["story"].encode()
        added = ingest.add_story(raw, media_type="text/plain", charset="utf-8", **about)
    intake.read(added.version)
    return added


def _media_type(file: Any) -> str:
    """By the file's name: browsers disagree about types."""
    return "text/html" if "htm" in file.name.lower().rpartition(".")[2] else "text/plain"


def _said(added: ingest.Added) -> str:
    if added.article_is_new:
        return "The story is on record."
    if added.version_is_new:
        return "This story was on record already; this is a new wording of it."
    return "This story was on record already, word for word; here it is."

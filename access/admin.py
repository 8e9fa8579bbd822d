"""The newsroom's pages for clients of the API, and everybody's own tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.views.decorators.debug import sensitive_variables

from access import tokens
from access.forms import ClientForm, TokenForm
from access.models import Client, ClientToken
from sources.admin import RecordAdmin
from sources.refusal import NotAllowed, Refusal


@admin.register(Client)
class ClientAdmin(RecordAdmin):
    """Programs that speak to the API; one that shall not any more is switched off."""

    form = ClientForm
    list_display = ["name", "contact", "owner", "active", "rate"]
    list_filter = ["active", "is_personal"]
    list_select_related = ["owner"]
    search_fields = ["name", "contact", "owner__username", "tokens__start"]
    search_help_text = "A name, a contact, an owner, or how a token begins."
    fields = ["name", "contact", "owner", "active", "rate", "its_tokens"]
    readonly_fields = ["its_tokens"]
    autocomplete_fields = ["owner"]
    ordering = ["name", "pk"]
    history_parts = (ClientToken,)

    @admin.display(description="Tokens")
    def its_tokens(self, client: Client) -> str:
        """The way to them."""
        if not client.pk:
            return "Save the client first."
        here = reverse("admin:access_client_tokens", args=[client.pk])
        return format_html('<a href="{}">See, make and revoke its tokens</a>', here)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A personal client stays its person's; whose another is, its tokens hang on."""
        fixed = ("name", "owner") if obj and obj.is_personal else ("owner",) if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A client is switched off; what it did stays on record."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The tokens' pages, before the addresses that take anything for a client's number."""
        pages = (
            ("mine/", self.mine, "mine"),
            ("<int:pk>/tokens/", self.tokens, "tokens"),
            ("tokens/<int:pk>/revoke/", self.revoke, "revoke"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"access_client_{name}")
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def mine(self, request: HttpRequest) -> HttpResponse:
        """A person's own tokens."""
        return self._tokens_page(
            request, tokens.personal_if_any(request.user), title="My API tokens"
        )

    def tokens(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The tokens of any client, for whoever manages clients."""
        client = get_object_or_404(Client, pk=pk)
        if not tokens.may_manage(request.user, client):
            raise PermissionDenied
        return self._tokens_page(request, client, title=f"API tokens of {client}")

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a token, and go back to the others."""
        token = get_object_or_404(ClientToken, pk=pk)
        try:
            ended = tokens.revoke(token, by=request.user) if request.method == "POST" else token
        except NotAllowed as refusal:
            raise PermissionDenied(refusal.message) from refusal
        if request.method == "POST":
            messages.success(request, f"The token {ended} is revoked. Nobody can use it any more.")
        if tokens.personal_if_any(request.user) == token.client:
            return redirect("admin:access_client_mine")
        return redirect("admin:access_client_tokens", token.client_id)

    @sensitive_variables()
    def _tokens_page(
        self, request: HttpRequest, client: Client | None, *, title: str
    ) -> HttpResponse:
        """The tokens and a form for another; the new one's secret on this one answer only."""
        sent = request.POST if request.method == "POST" else None
        open_scopes = tokens.scopes_open_to(request.user, client)
        form = TokenForm(sent, open_scopes=open_scopes)
        made = secret = None
        if form.is_valid():
            try:
                owned = client or tokens.personal_client(request.user)
                made, secret = tokens.issue(owned, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                form.refuse(refusal.field, refusal.message)
            else:
                client, form = owned, TokenForm(open_scopes=open_scopes)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "client": client,
            "tokens": tokens.tokens_of(client) if client else [],
            "shared": tokens.shared_clients_of(request.user),
            "form": form,
            "made": made,
            "secret": secret,
            "now": timezone.now(),
        }
        response = TemplateResponse(request, "admin/access/tokens.html", context)
        patch_cache_control(response, no_store=True, private=True)
        return response

"""How the admin looks, and its menu; each link is shown to those who may follow it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    """Whether the visitor holds a permission: what a link in the admin's menu asks."""
    return lambda request: request.user.has_perm(permission)


def _menu_link(title: str, icon: str, address: str, permission: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(address),
        "permission": _may(permission),
    }


def requests_waiting(request: HttpRequest) -> str:
    """How many readers' requests wait; asked once a page, however often the theme does."""
    from quotes import requests  # settings are read before there are models

    if not hasattr(request, "requests_waiting"):
        number, most = requests.number_waiting(), requests.MOST_COUNTED
        told = f"{most}+" if number > most else str(number)
        request.requests_waiting = told  # type: ignore[attr-defined]
    return str(request.requests_waiting)  # type: ignore[attr-defined]


def _menu_list(title: str, icon: str, app: str, model: str) -> dict[str, Any]:
    return _menu_link(title, icon, f"admin:{app}_{model}_changelist", f"{app}.view_{model}")


def _on_the_desk(request: HttpRequest) -> bool:
    """Whether a page is one of the desk's, other than those with an entry of their own."""
    path = request.path
    desk = reverse("admin:desk")
    elsewhere = (
        "add",
        "duplicates",
        "mergers",
        "overview",
        "requests",
        "roles",
        "speakers",
        "stories",
    )
    return path.startswith(desk) and not path.startswith(
        tuple(f"{desk}{page}/" for page in elsewhere)
    )


THEME: dict[str, Any] = {
    "SITE_SUBHEADER": "The newsroom",
    "SITE_SYMBOL": "format_quote",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("favicon.svg"),
        }
    ],
    "STYLES": [lambda request: static("desk/admin.css")],
    "BORDER_RADIUS": "4px",
    "COLORS": {
        "primary": {
            "50": "#eef4f8",
            "100": "#d9e6ef",
            "200": "#b6cfe0",
            "300": "#88b0ca",
            "400": "#5b8fb1",
            "500": "#3f759a",
            "600": "#2a5d80",
            "700": "#214b68",
            "800": "#1b3d55",
            "900": "#163145",
            "950": "#0e202e",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": "The desk",
                "items": [
                    _menu_link("Queues", "inbox", "admin:desk", "quotes.view_quote")
                    | {"active": _on_the_desk},
                    _menu_link("Overview", "bar_chart", "admin:desk_overview", "quotes.view_quote"),
                    _menu_link("Stories", "newspaper", "admin:desk_stories", "quotes.view_quote"),
                    _menu_link("Add a story", "post_add", "admin:desk_add", "sources.add_article"),
                    _menu_link(
                        "Readers’ requests",
                        "mail",
                        "admin:desk_requests",
                        "quotes.view_correctionrequest",
                    )
                    | {"badge": "config.theme.requests_waiting", "badge_variant": "primary"},
                    _menu_link("The vault", "lock", "vault:log", "quotes.view_quote"),
                ],
            },
            {
                "title": "Sources",
                "items": [
                    _menu_list("Articles", "article", "sources", "article"),
                    _menu_list("Wordings", "history_edu", "sources", "articleversion"),
                    _menu_list("Outlets", "apartment", "sources", "outlet"),
                ],
            },
            {
                "title": "The register",
                "items": [
                    _menu_list("Speakers", "record_voice_over", "quotes", "speaker"),
                    _menu_list("Positions", "badge", "quotes", "position"),
                    _menu_link(
                        "Likely duplicates", "group", "admin:desk_duplicates", "quotes.view_speaker"
                    ),
                    _menu_link(
                        "Roles to look at",
                        "assignment_late",
                        "admin:desk_roles",
                        "quotes.view_quote",
                    ),
                    _menu_list("Topics", "sell", "quotes", "topic"),
                    _menu_list("Mergers", "merge", "quotes", "merger"),
                    _menu_list("Told apart", "call_split", "quotes", "distinction"),
                ],
            },
            {
                "title": "The record",
                "items": [
                    _menu_list("Quotes", "format_quote", "quotes", "quote"),
                    _menu_list("Reviews", "fact_check", "quotes", "review"),
                    _menu_list("Notices", "campaign", "quotes", "notice"),
                    _menu_list(
                        "Questions before verifying", "checklist", "quotes", "checklistitem"
                    ),
                    _menu_list("Readings", "manage_search", "quotes", "extraction"),
                ],
            },
            {
                "title": "Those who follow",
                "items": [
                    _menu_list("Webhooks", "webhook", "alerts", "endpoint"),
                    _menu_list("Calls", "call_made", "alerts", "call"),
                    _menu_list("Events", "event_note", "alerts", "event"),
                    _menu_list("Subscriptions", "notifications", "alerts", "subscription"),
                    _menu_list("Letters", "outgoing_mail", "alerts", "letter"),
                ],
            },
            {
                "title": "The house",
                "items": [
                    _menu_list("People", "group", "auth", "user"),
                    _menu_list("Groups", "shield_person", "auth", "group"),
                    _menu_list("API clients", "hub", "access", "client"),
                    _menu_link(
                        "My API tokens", "key", "admin:access_client_mine", "quotes.view_quote"
                    ),
                    _menu_list("Jobs", "schedule", "procrastinate", "procrastinatejob"),
                ],
            },
        ],
    },
}

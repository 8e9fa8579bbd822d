"""The vault's addresses, under the admin's own: staff only, and no address holds what is sealed."""

from django.contrib import admin
from django.urls import path

from vault import views
from vault.views import View

app_name = "vault"

_PAGES: list[tuple[str, View, str]] = [
    ("", views.log, "log"),
    ("quotes/<int:quote_id>/record/", views.record, "record"),
    ("<uuid:pk>/", views.entry, "entry"),
    ("<uuid:pk>/open/", views.open_entry, "open"),
    ("<uuid:pk>/share/", views.share, "share"),
    ("<uuid:pk>/unshare/", views.unshare, "unshare"),
    ("<uuid:pk>/destroy/", views.destroy, "destroy"),
]

urlpatterns = [path(route, admin.site.admin_view(view), name=name) for route, view, name in _PAGES]

"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/vault/", include("vault.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("config.api.urls")),
    path("alerts/", include("alerts.urls")),
    path("", include("quotes.urls")),
]
handler400 = "config.api.bad_request"
handler500 = "config.api.server_error"

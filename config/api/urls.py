"""The addresses under /api/."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseRedirect
from django.urls import Resolver404, include, path, re_path, resolve
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.routers import SimpleRouter

from access import scopes
from quotes.api.bulk import BULK_VERBS, BulkRowsView, BulkRunView, BulkView
from quotes.api.corrections import CORRECTION_VIEWS
from quotes.api.dependants import DependantsView
from quotes.api.desk import MOVE_VIEWS, DeskQuoteViewSet
from quotes.api.doors import Door
from quotes.api.export import DumpFileView, DumpsView, ExportView
from quotes.api.history import HISTORY_VIEWS
from quotes.api.holds import HOLD_VIEWS
from quotes.api.lists import LISTS
from quotes.api.overview import OverviewView
from quotes.api.public import ArticleViewSet, OutletViewSet, QuoteViewSet, SpeakerViewSet
from quotes.api.queues import QueuesView, QueueView
from quotes.api.register import REGISTER_VIEWS, DuplicatesView
from quotes.api.reshaping import RESHAPING_VIEWS
from quotes.api.topics import TOPIC_VIEWS


class Root(Door):
    """Where to begin."""

    scopes = scopes.READS
    http_method_names = ["get", "head"]
    schema = None

    def get(self, request: Request) -> Response:
        """The addresses of the lists, of the schema and of its documentation."""
        names = ["quote", "speaker", "article", "outlet", *(name for _, name in LISTS.values())]
        lists = [f"{name}-list" for name in names]
        found = {
            name.replace("-list", "s"): reverse(f"api:{name}", request=request)
            for name in (*lists, "schema", "docs")
        }
        return Response(found)


class Nothing(Door):
    """Any address that is none of the API's: a problem in its one shape."""

    schema = None
    scopes = dict.fromkeys(
        ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"), scopes.NONE
    )

    def get(self, request: Request) -> HttpResponseRedirect:
        """Mend a forgotten slash, or say that there is nothing."""
        mended = f"{request.path_info}/"
        if leads_somewhere(mended):
            asked = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{mended}?{asked}" if asked else mended)
        raise exceptions.NotFound

    def refuse(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """There is nothing here to change either."""
        raise exceptions.NotFound("There is nothing at this address. Addresses end with a slash.")

    head = get
    post = put = patch = delete = refuse
    options = refuse  # type: ignore[assignment]

    def known_parameters(self) -> set[str]:
        """Whatever was asked: the address is at fault, not its parameters."""
        return set(self.request.query_params)


def leads_somewhere(address: str) -> bool:
    """Whether an address is one of the API's."""
    try:
        return resolve(address).url_name != "nothing"
    except Resolver404:
        return False


class SchemaView(SpectacularJSONAPIView):
    """The schema: JSON only, for making YAML of it costs the server five times as much."""

    permission_classes = [AllowAny]
    authentication_classes: list[Any] = []
    scopes = scopes.READS


router = SimpleRouter()
router.register("quotes", QuoteViewSet, "quote")
router.register("speakers", SpeakerViewSet, "speaker")
router.register("articles", ArticleViewSet, "article")
router.register("outlets", OutletViewSet, "outlet")
for address, (viewset, name) in LISTS.items():
    router.register(address, viewset, name)
router.register("desk/quotes", DeskQuoteViewSet, "desk-quote")

docs = SpectacularSwaggerSplitView.as_view(
    permission_classes=[AllowAny],
    authentication_classes=[],
    url_name="api:schema",
    template_name="api/docs.html",
)

app_name = "api"
urlpatterns = [
    path("v1/", Root.as_view(), name="root"),
    path("v1/", include(router.urls)),
    *(
        path(f"v1/quotes/<int:pk>/{name}/", view.as_view(), name=f"quote-{name}")
        for name, view in (MOVE_VIEWS | CORRECTION_VIEWS | RESHAPING_VIEWS | TOPIC_VIEWS).items()
    ),
    *(
        path(f"v1/desk/{name}/<int:pk>/history/", view.as_view(), name=f"desk-{name}-history")
        for name, view in HISTORY_VIEWS.items()
    ),
    path("v1/desk/overview/", OverviewView.as_view(), name="desk-overview"),
    *(
        path(f"v1/speakers/<int:pk>/{name}/", view.as_view(), name=f"speaker-{name}")
        for name, view in REGISTER_VIEWS.items()
    ),
    path(
        "v1/desk/speakers/<int:pk>/duplicates/",
        DuplicatesView.as_view(),
        name="desk-speaker-duplicates",
    ),
    path(
        "v1/desk/quotes/<int:pk>/dependants/",
        DependantsView.as_view(),
        name="desk-quote-dependants",
    ),
    path("v1/desk/queues/", QueuesView.as_view(), name="desk-queues"),
    path("v1/desk/queues/<slug:name>/", QueueView.as_view(), name="desk-queue"),
    *(
        path(f"v1/quotes/<int:pk>/{name}/", view.as_view(), name=f"quote-{name}")
        for name, view in HOLD_VIEWS.items()
    ),
    path("v1/desk/bulk/", BulkView.as_view(), name="desk-bulk"),
    path("v1/desk/bulk/<int:pk>/", BulkRunView.as_view(), name="desk-bulk-run"),
    path("v1/desk/bulk/<int:pk>/rows/", BulkRowsView.as_view(), name="desk-bulk-rows"),
    *(
        path(f"v1/desk/bulk/<int:pk>/{name}/", view.as_view(), name=f"desk-bulk-{name}")
        for name, view in BULK_VERBS.items()
    ),
    path("v1/export/", ExportView.as_view(), name="export"),
    path("v1/dumps/", DumpsView.as_view(), name="dumps"),
    path("v1/dumps/<str:name>", DumpFileView.as_view(), name="dump-file"),
    path("v1/schema/", SchemaView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    re_path("^", Nothing.as_view(), name="nothing"),
]

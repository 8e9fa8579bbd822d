"""The line between a page and the server, which a test cuts and mends."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route


class Line:
    """What carries a page's requests to some addresses.

    It is laid before the page is opened, and only then cut or mended: the first request after a
    route has been set or taken away may slip past.
    """

    def __init__(
        self, page: Page, addresses: str, *, cut: Callable[[Route], object] = Route.abort
    ) -> None:
        self.is_cut = False
        self._cut = cut
        page.route(addresses, self._carry)

    def _carry(self, route: Route) -> None:
        if self.is_cut:
            self._cut(route)
        else:
            route.continue_()

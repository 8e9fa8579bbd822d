"""Patience: a browser on a busy machine is slow, and a slow page is not a broken one."""

import pytest
from playwright.sync_api import BrowserContext, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

SHOWN_WITHIN = 15_000
DONE_WITHIN = 60_000

expect.set_options(timeout=SHOWN_WITHIN)


@pytest.fixture
def new_context(new_context: CreateContextCallback) -> CreateContextCallback:
    """Every browser window's context, the one of `page` too, waits for what it is told to do."""

    def patient(**how: object) -> BrowserContext:
        context = new_context(**how)
        context.set_default_timeout(DONE_WITHIN)
        context.set_default_navigation_timeout(DONE_WITHIN)
        return context

    return patient  # type: ignore[return-value]

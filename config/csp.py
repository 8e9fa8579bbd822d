"""The site's Content-Security-Policy, and the one place where it is laxer: the admin."""

from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse


class AdminAwareCSPMiddleware(CSPMiddleware):
    """Send the strict policy everywhere, relaxed on the admin's own paths as its theme needs.

    The theme's menus, tabs and dialogs are driven by Alpine.js, which compiles the expressions in
    its attributes: that is `unsafe-eval`. The theme also prints its colours in a `style` element,
    and Alpine, htmx and Select2 set `style` attributes: that is `unsafe-inline`, for styles only.
    Inline scripts stay forbidden in the admin too, and no public page gets either exception.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy for one response."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("admin:index")):
            parts.update = {
                **(parts.update or {}),
                "script-src": [UNSAFE_EVAL],
                "style-src": [UNSAFE_INLINE],
            }
        return parts

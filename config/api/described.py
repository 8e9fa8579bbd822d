"""How the schema is read off the views: the shape of an answer, and examples of it."""

from __future__ import annotations

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from config.api.examples import EXAMPLES
from quotes.api.reading import PublicList, shape_parameters


class Schema(AutoSchema):
    """The schema of one address."""

    def get_override_parameters(self) -> list[OpenApiParameter]:
        """Besides the view's own, those of the shape that its answers are asked for in."""
        found = list(super().get_override_parameters())
        view = self.view
        if isinstance(view, PublicList) and view.has_shape and self.method == "GET":
            found += shape_parameters(view)
        return found

    def get_examples(self) -> list[OpenApiExample]:
        """An example of what is answered."""
        example = EXAMPLES.get(self.get_operation_id())
        if example is None:
            return []
        return [OpenApiExample("An answer", value=example, response_only=True)]

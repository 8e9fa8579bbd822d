"""Stories in: one article per story, one version per wording, nothing on a refusal."""

from sources.ingest.outlets import outlet_named, outlet_of_host
from sources.ingest.stories import Added, Given, add_from_web, add_reading, add_story
from sources.ingest.terms import set_terms
from sources.reading import Reading

__all__ = [
    "Added",
    "Given",
    "Reading",
    "add_from_web",
    "add_reading",
    "add_story",
    "outlet_named",
    "outlet_of_host",
    "set_terms",
]

"""Each example of the schema is what its address answers, in a newsroom with that one quote."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from openapi_spec_validator import validate

from config.api.examples import EXAMPLES
from quotes import corrections, topics
from quotes.models import Quote, Speaker
from quotes.verification import State
from tests.make import make_person, make_position, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db

VARIES = {"id", "at", "cursor", "decided_at"}


@pytest.fixture
def quote() -> Quote:
    """The quote of the examples, with everything that they tell of it."""
    editor, ada = make_person("desk editor"), make_speaker("Ada Quill")
    board = make_speaker("Harbour Board", kind=Speaker.Kind.ORGANISATION)
    make_position(ada, "President", organisation=board, start=date(2020, 1, 1))
    words = "We open the harbour in spring."
    version = make_version(
        f"“{words}”", headline="The harbour opens", url="https://courier.example/harbour"
    )
    made = make_quote(State.PUBLISHED, version=version, words=words, speaker=ada)
    notice = corrections.propose(
        made,
        by=make_person("checker"),
        type="correction",
        changes={"role_as_printed": "President"},
        public_text="An earlier version gave another role.",
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    corrections.approve(notice, by=editor)
    topics.tag(made, topics.add("Harbour", by=editor), by=editor)
    return made


def schema() -> dict[str, Any]:
    generated: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return generated


def addresses() -> dict[str, str]:
    """The address of each operation that is read without a token."""
    return {
        operation["operationId"]: path
        for path, operations in schema()["paths"].items()
        for method, operation in operations.items()
        if method == "get" and "/desk/" not in path
    }


def plain(value: Any, key: str = "") -> Any:
    """An answer without what is different each time."""
    if isinstance(value, dict):
        return {name: plain(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if key in VARIES:
        return type(value).__name__
    if isinstance(value, str):
        here = value.replace("http://testserver", settings.SITE_URL)
        return re.sub(r"/quotes/\d+/", "/quotes/1/", here)
    return value


def test_the_schema_is_one_of_openapi_3_1() -> None:
    found = schema()
    assert found["openapi"] == "3.1.0"
    validate(found)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_what_is_answered(client: Client, quote: Quote, name: str) -> None:
    address = addresses()[name]
    of_what = {"articles": quote.article.pk, "quotes": quote.pk}
    assert quote.speaker
    key = of_what.get(name.partition("_")[0]) or quote.speaker.positions.get().pk
    slugs = {"outlets": "harbour-courier", "organisations": "harbour-board", "topics": "harbour"}
    slug = slugs.get(name.partition("_")[0], "ada-quill")
    answer = client.get(address.replace("{id}", str(key)).replace("{slug}", slug))
    assert plain(answer.json()) == plain(EXAMPLES[name])


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_follows_the_schema(name: str) -> None:
    found = schema()
    content = found["paths"][addresses()[name]]["get"]["responses"]["200"]["content"]
    told = content["application/json"]
    (example,) = [one["value"] for one in told["examples"].values()]
    whole = {**told["schema"], "components": found["components"]}
    jsonschema.Draft202012Validator(whole).validate(example)


def test_every_list_and_detail_has_its_example() -> None:
    plain_reads = {name for name in addresses() if name.endswith(("_list", "_retrieve"))}
    assert plain_reads - {"quotes_revisions_list", "quotes_revisions_retrieve"} <= set(EXAMPLES)

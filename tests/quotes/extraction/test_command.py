"""The command line: JSON lines in, JSON lines out."""

import io
import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction.command import run

STORY = "“It is late,” Ines Barros, the mayor, said on Tuesday."


def answers(*stories: object) -> tuple[int, list[dict], str]:
    out, errors = io.StringIO(), io.StringIO()
    lines = io.StringIO("".join(json.dumps(story) + "\n" for story in stories))
    status = run(lines, out, errors)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue()


def test_an_attribution_has_its_spans_speaker_role_and_day():
    _, (answer,), _ = answers({"id": 7, "text": STORY, "published": "2024-05-15"})
    (one,) = answer["attributions"]
    assert answer["id"] == 7
    assert one["content"] == [{"start": 0, "end": 13, "text": "“It is late,”"}]
    assert one["cue"] == [{"start": 38, "end": 42, "text": "said"}]
    assert (one["kind"], one["speaker"], one["role"]) == ("direct", "Ines Barros", "mayor")
    assert (one["said_on"], one["said_on_precision"]) == ("2024-05-14", "day")


@pytest.mark.parametrize("published", [None, "", "2024-05-15", "2024-05-15T08:00:00+09:00"])
def test_the_date_may_be_left_out_or_be_a_moment(published):
    assert answers({"id": 1, "text": STORY, "published": published})[0] == 0


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("{", "write one JSON object a line"),
        ("[1]", '{"id": ..., "text": "..."}'),
        ('{"text": "x"}', 'give every story an "id"'),
        ('{"id": 1}', 'put the story\'s wording in "text"'),
        ('{"id": 1, "text": "x", "published": "soon"}', "2025-04-08"),
        ("[" * 100_000, "write one flat JSON object a line"),
    ],
)
def test_a_bad_line_is_named_with_its_remedy(line, remedy):
    out, errors = io.StringIO(), io.StringIO()
    status = run(io.StringIO('{"id": 1, "text": ""}\n' + line + "\n"), out, errors)
    assert status != 0
    assert errors.getvalue().startswith("line 2: ")
    assert remedy in errors.getvalue()
    assert errors.getvalue().count("\n") == 1
    assert len(out.getvalue().splitlines()) == 1


def test_each_answer_is_written_before_the_next_story_is_read():
    out = io.StringIO()

    def lines():
        yield '{"id": 1, "text": ""}\n'
        assert '"id": 1' in out.getvalue()
        yield '{"id": 2, "text": ""}\n'

    assert run(lines(), out, io.StringIO()) == 0


def test_a_lone_surrogate_does_no_harm():
    line = '{"id": 1, "text": "\\"It is late,\\" Ines \\ud800 Barros said."}\n'
    out = io.StringIO()
    assert run(io.StringIO(line), out, io.StringIO()) == 0
    out.getvalue().encode("utf-8")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(), st.text(max_size=60)), max_size=6))
def test_answers_come_in_the_order_of_the_stories(stories):
    _, found, _ = answers(*({"id": number, "text": text} for number, text in stories))
    assert [answer["id"] for answer in found] == [number for number, _ in stories]


@pytest.fixture
def command():
    def call(given: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "quotes.extraction", *arguments],
            input=given,
            capture_output=True,
            check=False,
        )

    return call


def test_the_command_reads_standard_input(command):
    done = command(json.dumps({"id": "a", "text": STORY}, ensure_ascii=False).encode() + b"\n")
    assert (done.returncode, json.loads(done.stdout)["id"]) == (0, "a")


def test_the_command_explains_itself(command):
    done = command(b"", "--help")
    assert done.returncode == 0
    assert b"JSON lines" in done.stdout


def test_bytes_that_are_no_text_are_named(command):
    done = command(b'{"id": 1, "text": ""}\n\xff\xfe\n')
    assert done.returncode != 0
    assert b"UTF-8" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_bad_line_is_told_of_and_the_others_are_read(command):
    good = json.dumps({"id": "b", "text": STORY}).encode()
    done = command(b"\xff\xfe\n" + good + b"\nnonsense\n{}\n" + good + b"\n")
    told = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b", "b"]
    assert [line.split(":")[0] for line in told] == ["line 1", "line 3", "line 4"]


def test_the_engine_needs_no_django():
    script = "import sys; sys.modules['django'] = None; import quotes.extraction"
    subprocess.run([sys.executable, "-c", script], check=True)

"""Who speaks and as what, when the spans are given: no tagger needed."""

import re

import pytest

from quotes.extraction.findings import Found, Locator
from quotes.extraction.resolution import speakers
from quotes.extraction.sentences import read_paragraphs
from quotes.extraction.speaker import Speaker

_MARK = re.compile(r"\[([^\[\]]*)\]")


def read(marked: str) -> list[Speaker]:
    """The speakers of a story whose sources stand in square brackets."""
    text, places, end = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        places.append((len(text), len(text) + len(match.group(1))))
        text += match.group(1)
        end = match.end()
    text += marked[end:]
    paragraphs = read_paragraphs(text)
    locator = Locator(paragraphs)
    found: list[Found] = []
    for start, stop in places:
        after = re.compile(r"[:\w]+").search(text, stop)
        cue = after.span() if after else None
        found.append(locator.found([(len(text), len(text))], cue, (start, stop)))
    return speakers(text, paragraphs, found)


def last(marked: str) -> Speaker:
    """The last speaker of a story."""
    return read(marked)[-1]


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ("Ines Barros spoke. [Barros] said it was late.", "Ines Barros"),
        ("[Barros] said it was late. Ines Barros left.", "Ines Barros"),
        ("Ines Barros spoke first. [She] said it was late.", "Ines Barros"),
        ("Mary Oduya met Robert Falk. “It went well,” [she] said.", "Mary Oduya"),
        ("Mr. Okoro and Ms. Adeyemi came. “It went well,” [he] said.", "Okoro"),
        ("[Ines Barros, who] said it was late, left.", "Ines Barros"),
        ("Ines Barros, [who] said it was late, left.", "Ines Barros"),
        ("Transport Minister Olof Ek spoke. [The minister] said it was safe.", "Olof Ek"),
        ("Ines Barros stood by [her] promise to leave.", "Ines Barros"),
        ("Ines Barros left town. [Barros’s] claim was that it was late.", "Ines Barros"),
        ("[Barros’s campaign manager, Piet Brandsma,] said it was late.", "Piet Brandsma"),
        ("[Barros spokeswoman Ida Moen] said it was late.", "Ida Moen"),
        ("[Roy M. Falk] said it was late.", "Roy M. Falk"),
        ("Juan “Chico” Falk sang. [Falk] said it was late.", "Juan Falk"),
        ("Mike Falk sang. [Michael Falk] said it was late.", "Mike Falk"),
    ],
)
def test_a_source_is_the_person_whom_the_story_names(story, name):
    assert last(story).name == name


@pytest.mark.parametrize(
    "story",
    [
        "[She] said it was late.",
        "[I] said it was late. Ines Barros left.",
        "Bo Larsen and Mia Larsen run the farm. [Larsen] said it was dry.",
        "[Ines Barros and Olof Ek] said it was late.",
        "Ines Barros sat down. [She and other voters] said it was late.",
        "Senator Mary Oduya met Senator Robert Falk. [The senator] said it was late.",
        "Ines Barros has no plans. [Her spokesman] said she was busy.",
        "Attorney General Ida Moen spoke. [A lawyer] said it was late.",
        "Legal director Ida Moen spoke. [The nation’s first president] said it was late.",
        "Republican candidate Bo Falk left. [Republicans] said it was late.",
    ],
)
def test_nobody_is_named_where_it_is_not_clear(story):
    assert last(story).name is None


@pytest.mark.parametrize(
    ("title", "name"), [("Mrs. Larsen", "Mary Larsen"), ("Mr. Larsen", "Robert Larsen")]
)
def test_a_courtesy_title_tells_a_couple_apart(title, name):
    story = f"Robert Larsen and Mary Larsen run the farm. [{title}] said it was dry."
    assert last(story).name == name


def test_a_father_and_a_son_of_one_name_are_two():
    story = "Bo Falk runs the shop. His son helps. [Bo Falk Jr.] said it was late."
    assert last(story).name == "Bo Falk Jr."


def test_a_surname_means_the_one_of_the_headline_and_not_the_husband():
    story = (
        "Mary Larsen opens a farm.\n\nMary Larsen opened a farm. Her husband, Robert Larsen, helps."
        " “It is dry,” [Larsen] said. She left."
    )
    assert last(story).name == "Mary Larsen"


def test_a_pronoun_is_not_whom_its_own_words_name():
    text = "Robert Falk met Olof Ek on Monday. “Olof Ek is late,” he said."
    paragraphs = read_paragraphs(text)
    start = text.index("he said")
    quote = (text.index("“"), text.index("”") + 1)
    one = Locator(paragraphs).found([quote], (start + 3, start + 7), (start, start + 2))
    assert speakers(text, paragraphs, [one])[0].name == "Robert Falk"


def test_a_place_where_somebody_went_is_no_antecedent():
    story = "Robert Falk came to Ansel. Ansel is a port. [He] said it was late."
    assert last(story).name == "Robert Falk"


def test_a_sentences_first_word_is_no_person():
    story = "Ida Moen sang. Audiences came to hear it. “It is late,” [she] said."
    assert last(story).name == "Ida Moen"


@pytest.mark.parametrize("body", ["Beijing", "The White House", "NATO", "The Barros campaign"])
def test_bodies_and_governments_speak_as_organisations(body):
    one = last(f"[{body}] said the talks had failed.")
    assert (one.name, one.kind) == (body.removeprefix("The "), "organisation")


@pytest.mark.parametrize("words", ["A senior official", "Two diplomats", "People close to Barros"])
def test_the_unnamed_keep_their_description(words):
    one = last(f"[{words}] said the deal was dead.")
    assert (one.name, one.kind, one.descriptor) == (None, "unnamed", words)


def test_a_pronoun_may_mean_somebody_unnamed():
    one = last("[A nurse] said it was late. “Very late,” [she] said.")
    assert (one.name, one.descriptor) == (None, "A nurse")


def test_a_transcripts_label_is_the_person_of_that_surname():
    assert last("Ines Barros was asked.\n\n[BARROS]: It is late.").name == "Ines Barros"


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("NATO Secretary General Erik Dahl", "NATO Secretary General"),
        ("Republican National Committee Chairman Erik Dahl",
         "Republican National Committee Chairman"),
        ("Former president Erik Dahl", "Former president"),
        ("Erik Dahl, acting director of the Harbor Agency,",
         "acting director of the Harbor Agency"),
        ("Erik Dahl, head of the Coast and Harbor Agency,", "head of the Coast and Harbor Agency"),
        ("Erik Dahl, a drug company executive arrested in May,", "drug company executive"),
        ("Erik Dahl, trying to be mayor,", ""),
        ("The chair of the panel, Erik Dahl,", "chair of the panel"),
        ("Mr. Erik Dahl", ""),
    ],
)  # fmt: skip
def test_the_role_is_what_is_printed_with_the_name(source, role):
    one = last(f"[{source}] said it was late.")
    assert (one.name, one.role) == ("Erik Dahl", role)


def test_a_pronoun_tells_how_sure_the_choice_is():
    one = last("Mary Oduya met Robert Falk. “It went well,” [she] said.")
    assert (one.how, one.among, one.gender_known) == ("pronoun", 1, True)
    assert 0.9 < one.margin <= 1


def test_time_grows_with_length_only():
    story = "".join(f"Ann{n} Falk met Bo Falk{n}. " for n in range(4_000))
    assert len(read(story + "[Falk] said no.")) == 1

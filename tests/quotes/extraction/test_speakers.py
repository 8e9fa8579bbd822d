"""Who a source is: names, pronouns, titles, bodies, the unnamed and the unclear."""

import pytest

from quotes.extraction import extract
from tests.quotes.extraction.reading import last, only


def test_a_surname_stands_for_the_full_name():
    assert last("Ines Barros spoke. Barros said it was late.").speaker == "Ines Barros"


def test_a_full_name_printed_later_serves_an_earlier_surname():
    assert only("Barros said it was late. Ines Barros left.").speaker == "Ines Barros"


@pytest.mark.parametrize("pronoun", ["She", "Later, she"])
def test_a_pronoun_stands_for_the_person_before(pronoun):
    text = f"Ines Barros spoke first. {pronoun} said it was late."
    assert last(text).speaker == "Ines Barros"


def test_a_pronoun_agrees_in_gender():
    text = "Mary Oduya met Robert Falk. “It went well,” she said."
    assert last(text).speaker == "Mary Oduya"


def test_an_honorific_gives_a_gender_away():
    text = "Mr. Okoro and Ms. Adeyemi came. “It went well,” he said."
    assert last(text).speaker == "Okoro"


def test_a_pronoun_with_nobody_before_it_is_not_clear():
    one = only("She said it was late.")
    assert one.speaker is None
    assert one.confidence <= 0.5


def test_who_stands_for_the_name_before_it():
    assert last("Ines Barros, who said it was late, left.").speaker == "Ines Barros"


def test_a_title_stands_for_the_person_who_has_it():
    text = "Transport Minister Olof Ek opened the bridge. The minister said it was safe."
    assert last(text).speaker == "Olof Ek"


def test_an_organisations_chief_is_the_person_with_the_office():
    text = "“We will grow,” the Vantor boss said. Vantor chief executive Olof Ek spoke in Oslo."
    assert only(text).speaker == "Olof Ek"


def test_a_title_that_fits_two_people_is_not_clear():
    text = "Senator Mary Oduya met Senator Robert Falk. The senator said it was late."
    one = last(text)
    assert (one.speaker, one.confidence <= 0.5) == (None, True)


def test_a_first_name_alone_stands_for_the_one_person_who_has_it():
    text = "“It is late,” says Li Wei, who runs a shop. Li says sales doubled."
    assert last(text).speaker == "Li Wei"


def test_two_women_named_together_leave_she_open():
    text = "Mary Oduya and Sarah Falk came. “It went well,” she said."
    assert last(text).speaker is None


def test_a_place_is_no_antecedent():
    text = "Mary Oduya went to Port Ansel. Work in Port Ansel starts soon, she said."
    assert last(text).speaker == "Mary Oduya"


def test_a_surname_before_its_bearers_wife_is_not_hers():
    text = "“It froze,” Ek said. “All of it,” agreed his wife, Rosa Ek."
    assert extract(text)[0].speaker is None


def test_a_company_with_a_plain_name_is_named_but_its_kind_left_open():
    one = only("Quandle said profits rose.")
    assert (one.speaker, one.speaker_kind) == ("Quandle", None)


def test_namesakes_are_kept_apart_by_first_name():
    text = "Bo Larsen and Mia Larsen run the farm. Mia Larsen said it was dry."
    assert last(text).speaker == "Mia Larsen"


def test_namesakes_are_kept_apart_by_title():
    text = "Robert Larsen and Mary Larsen run the farm. Mrs. Larsen said it was dry."
    assert last(text).speaker == "Mary Larsen"


def test_a_bare_surname_of_two_people_is_not_clear():
    one = last("Bo Larsen and Mia Larsen run the farm. Larsen said it was dry.")
    assert (one.speaker, one.speaker_kind) == (None, "person")
    assert one.confidence <= 0.5


def test_a_spokesman_is_a_person_of_his_own():
    text = "Ines Barros has no plans. Her spokesman, Piet Brandsma, said she was busy."
    assert last(text).speaker == "Piet Brandsma"


def test_a_spokesman_without_a_name_is_unnamed():
    one = last("Ines Barros has no plans. Her spokesman said she was busy.")
    assert (one.speaker, one.speaker_kind, one.descriptor) == (None, "unnamed", "Her spokesman")


def test_a_name_before_a_title_is_not_the_speaker():
    one = only("Barros spokeswoman Ida Moen said it was late.")
    assert one.speaker == "Ida Moen"


def test_two_speakers_at_once_are_no_one_speaker():
    one = only("Ines Barros and Olof Ek said the bridge was safe.")
    assert (one.speaker, one.descriptor) == (None, "Ines Barros and Olof Ek")


@pytest.mark.parametrize("body", ["Beijing", "Japan", "NATO", "South Korea"])
def test_a_country_or_capital_speaks_as_an_organisation(body):
    one = only(f"{body} said the talks had failed.")
    assert (one.speaker, one.speaker_kind) == (body, "organisation")


def test_an_organisation_speaks_under_its_name():
    one = only("The Harbor Agency said the port was open.")
    assert (one.speaker, one.speaker_kind) == ("Harbor Agency", "organisation")


def test_the_ministry_is_the_one_named_before():
    text = "The Transport Ministry closed the road. The ministry said it was unsafe."
    assert last(text).speaker == "Transport Ministry"


@pytest.mark.parametrize(
    "source",
    ["A senior official", "Officials", "Sources",
     "People familiar with the matter", "Two diplomats"],
)  # fmt: skip
def test_unnamed_sources_keep_their_description(source):
    one = only(f"{source} said the deal was dead.")
    assert (one.speaker, one.speaker_kind, one.descriptor) == (None, "unnamed", source)


def test_a_condition_of_anonymity_is_marked_beside_the_description():
    one = only("Officials who spoke on condition of anonymity said the deal was dead.")
    assert (one.descriptor, one.caveats) == ("Officials", ("anonymity",))


def test_a_quotation_without_a_speaker_says_so():
    one = only("“The bridge will close in June.”")
    assert (one.speaker, one.speaker_kind, one.source, one.cue) == (None, None, (), ())
    assert one.confidence < 0.2


def test_a_clear_source_is_surer_than_a_pronoun():
    named = only("“It is late,” Ines Barros said.")
    pronoun = last("Ines Barros spoke. “It is late,” she said.")
    assert named.confidence > pronoun.confidence


@pytest.mark.parametrize(
    ("story", "speakers"),
    [
        ("J.D. Voss said no. “Over my dead body,” Voss said.", ["J.D. Voss", "J.D. Voss"]),
        (
            "Dr. Mia van der Berg said it was clean. Van der Berg said he was lucky.",
            ["Mia van der Berg", "Mia van der Berg"],
        ),
        (
            "Coach Abdel al-Rashid said they were tired. “We sleep,” the coach said.",
            ["Abdel al-Rashid", "Abdel al-Rashid"],
        ),
        ("Q: Were you there on Monday?\n\nA: I was, and I saw it all.", [None, None]),
        ("The suspect, Lee Marsh, told officers he was sorry, Omar Bell said.", ["Omar Bell"]),
        (
            "Moss, citing a letter from the bank, said “they will call it in.”",
            ["Moss", "Moss"],
        ),
        ("Ms. Tan said it was stolen. Mr. Tan, her brother, said it was not.", [None, None]),
        (
            "Nurse Ida Moss cared for Ola Grim. Grim's wife said he was well. “He eats,” she said.",
            [None, None],
        ),
        (
            "“No,” Ida Moss said.\n\n“Yes,” said Ola Grim.\n\n“No,” Ida Moss said.\n\n"
            "“You always say that to me.”",
            ["Ida Moss", "Ola Grim", "Ida Moss", None],
        ),
    ],
)
def test_who_speaks_is_named_or_left_open(story, speakers):
    assert [one.speaker for one in extract(story) if one.act == "speech"] == speakers


def test_a_bare_answer_to_a_question_is_left_open():
    story = "“Is the ferry running today?” asked Bo Reed.\n\n“Yes, it has been for hours.”"
    assert [one.speaker for one in extract(story)] == ["Bo Reed", None]


def test_an_unnamed_source_goes_on_under_the_same_description():
    story = "Mayor Ida Moss left. Grim's wife said he was well. “He eats,” she said."
    assert {one.descriptor for one in extract(story)} == {"Grim's wife"}


@pytest.mark.parametrize(
    "text",
    [
        "Arun and Devi Menon run it. Arun Menon said it paid. His sister Devi Menon disagreed. "
        "“It does not,” she said.",
        "Robert Menon was late. Devi Menon, his wife, was not. “It was hard,” she said.",
        "Arun Menon founded the firm. His twin sister Devi Menon joined. She said it was hard.",
        "Arun Menon died in 2019. His widow, Devi Menon, found the notes. “I wept,” she said.",
    ],
)
def test_a_relatives_noun_tells_her_gender_and_her_brothers(text):
    assert last(text).speaker == "Devi Menon"


@pytest.mark.parametrize("kin", ["daughter", "niece", "granddaughter", "sister-in-law"])
def test_a_relative_with_an_unknown_first_name_is_a_she(kin):
    text = f"Arun Menon founded the firm. His {kin} Tovi joined it later. She said it was hard."
    assert last(text).speaker == "Tovi"


def test_a_relatives_noun_is_no_role():
    text = "Arun Menon founded the firm with his sister Devi Menon. “It was hard,” she said."
    assert last(text).role == ""


@pytest.mark.parametrize(
    ("first", "later", "name"),
    [
        ("Sir Edwin Falk", "Sir Edwin", "Edwin Falk"),
        ("Dame Ann Roe", "Dame Ann", "Ann Roe"),
        ("Lord Ek of Vessaly", "Lord Ek", "Lord Ek"),
        ("Hector Lima", "Lima", "Hector Lima"),
        ("Paris Whitfield", "Whitfield", "Paris Whitfield"),
        ("Chad Brown", "Brown", "Chad Brown"),
    ],
)
def test_titles_and_names_of_places_belong_to_people(first, later, name):
    one = last(f"{first} opened the bridge. “It is safe,” {later} said.")
    assert (one.speaker, one.speaker_kind) == (name, "person")


def test_a_president_is_not_the_first_lady_of_that_name():
    text = "First lady Mia Ek spoke in Oslo. President Ek said he was proud. The president left."
    assert last(text).speaker == "Ek"


def test_a_number_ends_no_address():
    assert only("“We will rebuild,” a No. 10 spokesperson said.").descriptor == (
        "a No. 10 spokesperson"
    )


@pytest.mark.parametrize("mark", ["😀", "🌉🌉", "™"])
def test_an_emoji_is_no_part_of_a_name(mark):
    assert only(f"Olof Ek {mark} said the bridge was safe.").speaker == "Olof Ek"


def test_a_title_printed_anew_is_the_one_persons_just_named():
    text = "Olof Ek came to Oslo. The Labour candidate said he would win. Ek left on Monday."
    one = last(text)
    assert (one.speaker, one.role, one.sureness.speaker < 0.9) == (
        "Olof Ek", "Labour candidate", True,
    )  # fmt: skip


def test_a_title_printed_anew_is_nobodys_where_two_were_named():
    text = "Olof Ek met Robert Falk in Oslo. The Labour candidate said he would win."
    assert last(text).speaker is None


def test_nobody_who_is_called_by_first_name_in_the_words_speaks_them():
    text = (
        "The Mia Falk campaign is in panic, said Kaelis Roe, who leads the Port Ansel caucus.\n\n"
        "“Telling people, ‘Go and vote for Mia’, is not enough,” she said."
    )
    assert last(text).speaker != "Mia Falk"

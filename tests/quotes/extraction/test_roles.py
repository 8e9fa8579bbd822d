"""Titles and organisations, as printed and never invented."""

import pytest

from quotes.extraction import extract
from tests.quotes.extraction.reading import last, only


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("NATO Secretary General Erik Dahl", "NATO Secretary General"),
        ("Mayor Erik Dahl", "Mayor"),
        ("Former president Erik Dahl", "Former president"),
        ("Secretary of State Erik Dahl", "Secretary of State"),
        ("Erik Dahl, the city's mayor,", "city's mayor"),
        (
            "Erik Dahl, acting director of the Harbor Agency,",
            "acting director of the Harbor Agency",
        ),
        ("The chair of the panel, Erik Dahl,", "chair of the panel"),
        ("Vantor chief executive Erik Dahl", "Vantor chief executive"),
        ("Erik Dahl, 71,", ""),
        ("Erik Dahl, 71, a nurse from Leeds,", "nurse from Leeds"),
        ("hospital chief Erik Dahl", "hospital chief"),
        ("Its general secretary, Erik Dahl,", "general secretary"),
        ("The senator's husband, Erik Dahl,", ""),
        ("Harbour Master Erik Dahl", "Harbour Master"),
        ("Erik Dahl, who lives nearby,", ""),
        ("Mr. Erik Dahl", ""),
        ("Secretary-General Erik Dahl", "Secretary-General"),
        ("Deputy Attorney-General Erik Dahl", "Deputy Attorney-General"),
        ("Vice-President Erik Dahl", "Vice-President"),
        ("Lt.-Gov. Erik Dahl", "Lt.-Gov."),
        ("Erik Dahl, editor-in-chief of the Courier,", "editor-in-chief of the Courier"),
        ("Erik Dahl, a co-founder of Vantor,", "co-founder of Vantor"),
    ],
)
def test_the_role_is_what_is_printed_with_the_name(source, role):
    one = only(f"{source} said it was late.")
    assert (one.speaker, one.role) == ("Erik Dahl", role)


def test_the_role_of_the_first_reference_is_carried_to_later_ones():
    assert last("Mayor Erik Dahl left. “It is late,” Dahl said.").role == "Mayor"


def test_the_role_follows_a_pronoun():
    assert last("Mayor Erik Dahl left. “It is late,” he said.").role == "Mayor"


def test_a_description_that_names_somebody_else_is_no_role():
    assert last("Erik Dahl, prosecutor Ines Barros said, was late. Dahl said no.").role == ""


def test_nobody_gets_another_persons_role():
    assert last("Mayor Erik Dahl met Ines Barros. Ines Barros said it was late.").role == ""


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("Erik Dahl, who heads the Harbor Agency,", "heads the Harbor Agency"),
        ("Erik Dahl (the city's mayor)", "city's mayor"),
        ("Erik Dahl, left, the city's mayor,", "city's mayor"),
        ("Erik Dahl, now the city's mayor,", "city's mayor"),
        ("One of the family's lawyers, Erik Dahl,", "One of the family's lawyers"),
        ("The board's chairman, Erik Dahl,", "board's chairman"),
        ("Chief Erik Dahl of the Vessaly Fire Department", "Chief of the Vessaly Fire Department"),
        ("Senator Erik Dahl of Vessaly", "Senator"),
        ("Erik Dahl, a Norse scholar at the Harbor Institute,",
         "Norse scholar at the Harbor Institute"),
        ("According to the late night radio host Erik Dahl, who", "late night radio host"),
        ("Erik Dahl, whose driver was late,", ""),
        ("His brother Erik Dahl", ""),
    ],
)  # fmt: skip
def test_more_places_where_a_role_is_printed(source, role):
    assert last(f"{source} said it was late.").role == role


def test_a_role_goes_with_every_quote_of_the_story():
    text = (
        "Erik Dahl said it was late. “Very late,” he said.\n\nThe bridge was shut on Monday, and "
        "Dahl, the director of the Harbor Agency, was there.\n\n“We all go home,” Dahl said."
    )
    assert {one.role for one in extract(text)} == {"director of the Harbor Agency"}


def test_a_clause_about_somebody_else_gives_no_role():
    text = "Erik Dahl, who met the mayor, said it was late. The mayor left."
    assert last(text).role == ""

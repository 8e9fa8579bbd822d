"""Which language a story is in, and who gets to read it."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction.attributions import Attribution, Span
from quotes.extraction.language import language_of, plausibly_english
from quotes.extraction.languages import read_in_its_language
from tests.quotes.extraction.foreign import french, german, italian, spanish

ENGLISH = (
    "The mayor said on Tuesday that the budget would pass before the summer, "
    "and that nobody in the city would pay more for water."
)
STORIES = [
    (language, text)
    for language, module in (("fr", french), ("de", german), ("es", spanish), ("it", italian))
    for text, _ in module.STORIES + module.LATER
]


@pytest.mark.parametrize(("language", "text"), STORIES)
def test_a_story_is_in_its_language(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "“It is late,” Ines Barros said.",
        "Bo said so.",
        "MAYOR SAYS BUDGET WILL PASS BEFORE THE SUMMER",
        "Mayor Says Budget Will Pass",
        "Jean-Luc Dubois, Marie Petit, Paolo Rossi and Hans Müller met in Aix-en-Provence, "
        "where François Lefèvre and Giulia Bianchi of the Società Nazionale were waiting for them.",
        f"\x00{ENGLISH}\x00",
        f"🙂🙂 {ENGLISH} 🙂 https://example.org/la-casa-de-los-dias?q=el @nous #und",
    ],
)
def test_english_is_english(text):
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "quotation",
    [
        "“C’est la vie, je ne regrette rien du tout, et tout est bien fini pour nous,”",
        "“Das ist nicht unser Problem, wir haben alles getan, was wir konnten,”",
        "«No vamos a ceder, ni hoy ni mañana, y que lo sepa todo el mundo»,",
        '"Non abbiamo niente da dire, nessuno ci ha chiesto niente di questa storia,"',
    ],
)
@pytest.mark.parametrize("rest", [" Bo Roe said.", f" Bo Roe said. {ENGLISH}"])
def test_an_english_story_may_quote_another_language(quotation, rest):
    assert language_of(quotation + rest) == "en"


def test_a_french_story_may_quote_english():
    story = (
        "« We will never, ever give up on this city, and that is all I have to say to you », "
        "a déclaré la maire dans un anglais hésitant, avant de quitter la salle sous les bravos."
    )
    assert language_of(story) == "fr"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "LE MAIRE DÉMISSIONNE APRÈS LE SCANDALE DES EAUX"),
        ("de", "BÜRGERMEISTERIN TRITT NACH DEM SKANDAL ZURÜCK UND SCHWEIGT"),
        ("nl", "“Het is laat”, zei Jan de Vries, die al de hele dag op de trein wachtte."),
        ("pt", "«É tarde», disse João Silva, que esperava o comboio desde a manhã."),
        ("pl", "„Jest późno”, powiedziała Anna Nowak, która czekała na pociąg od rana."),
        (
            "ru",
            "«Уже поздно», — сказала Анна Петрова, которая ждала поезда с утра. Ветер дул с моря, "
            "и на платформе не было никого, кроме неё и старого сторожа.",
        ),
        ("ar", "قالت آنا إن الوقت متأخر جدا وإنها تنتظر القطار منذ الصباح"),
    ],
)
def test_other_languages_are_told_apart(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂", "12:30", "...", "“”", "Zog"])
def test_what_is_too_short_to_tell_is_no_language(text):
    assert language_of(text) == ""


def test_plain_letters_may_be_english_and_others_not():
    assert plausibly_english("Zog Netflix")
    assert plausibly_english("")
    assert not plausibly_english("Şölen")
    assert not plausibly_english("Зог")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none_and_always_the_same(text):
    found = language_of(text)
    assert found == "" or (len(found) == 2 and found.isascii())
    assert language_of(text) == found


def test_five_megabytes_are_told_at_once():
    story = (ENGLISH + " “Non,” she said.\n\n") * 40_000
    language_of(ENGLISH)
    start = time.process_time()
    assert language_of(story) == "en"
    assert language_of("«" * 5_000_000) == ""
    assert time.process_time() - start < 1


SPAN = Span(0, 1, "x")


def english(text: str, published_on: date | None) -> list[Attribution]:
    """Stands for the English reader, and shows that it was asked."""
    return [Attribution((SPAN,), (), (), "indirect", speaker="asked", said_on=published_on)]


@pytest.mark.parametrize("text", [ENGLISH, "Zog", ""])
def test_english_and_what_may_be_english_is_read_as_english(text):
    (one,) = read_in_its_language(text, date(2024, 5, 15), english)
    assert (one.speaker, one.language) == ("asked", "en")


@pytest.mark.parametrize(("language", "text"), STORIES)
def test_english_never_reads_another_language(language, text):
    found = read_in_its_language(text, date(2024, 5, 15), english)
    assert all(one.language == language for one in found)
    assert all(one.said_on == date(2024, 5, 15) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "“Het is laat”, zei Jan de Vries, die al de hele dag op de trein wachtte.",
        "„Jest późno”, powiedziała Anna Nowak, która czekała na pociąg od rana.",
        "「もう遅い」と田中さんは言いました。朝から電車を待っていました。",
    ],
)
def test_a_language_that_nobody_reads_gives_nothing(text):
    assert read_in_its_language(text, None, english) == []

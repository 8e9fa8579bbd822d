"""Where and how something was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction.setting import setting_of
from tests.quotes.extraction.reading import found


@pytest.mark.parametrize(
    ("text", "cue", "setting"),
    [
        ("“It leaks,” Barros told The Courier.", "told", "The Courier"),
        ("“It leaks,” Barros told reporters in Oslo on Monday.", "told", "reporters in Oslo"),
        ("“It leaks,” Barros said to reporters.", "said", "to reporters"),
        ("“It leaks,” Barros said in a statement on Tuesday.", "said", "in a statement"),
        ("“It leaks,” Barros said in a statement.", "said in a statement", "in a statement"),
        ("“It leaks,” Barros wrote Monday on Twitter.", "wrote", "on Twitter"),
        ("“It leaks,” Barros wrote on X.", "wrote", "on X"),
        ("“It leaks,” Barros said in court.", "said", "in court"),
        ("“It leaks,” Barros said at a rally in Akron.", "said", "at a rally in Akron"),
        ("“It leaks,” Barros said at a rally in Akron, Ohio, on Monday.", "said",
         "at a rally in Akron, Ohio"),
        ("“It leaks,” Barros said on NBC’s Meet the Press.", "said", "on NBC’s Meet the Press"),
        ("“It leaks,” Barros said during a news conference.", "said", "during a news conference"),
        ("“It leaks,” said Barros in an interview with The Courier.", "said",
         "in an interview with The Courier"),
        ("“It leaks,” Barros said by e-mail.", "said", "by e-mail"),
        ("In a statement on Tuesday, Barros said: “It leaks,”", "said", "In a statement"),
        ("Barros, in a tweet, said “It leaks,”", "said", "in a tweet"),
        ("Speaking to reporters in Oslo, Barros said “It leaks,”", "said", "to reporters in Oslo"),
    ],
)  # fmt: skip
def test_the_words_beside_the_cue_tell_the_setting(text, cue, setting):
    one = found(text, "“It leaks,”", cue, "Barros")
    assert setting_of(one, text) == setting


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Barros said the dyke leaked in court.", "the dyke leaked in court"),
        ("Barros told him the dyke leaked.", "the dyke leaked"),
        ("Barros told Kofi Mensah the dyke leaked.", "the dyke leaked"),
        ("Barros went to a rally in Akron and said the dyke leaked.", "the dyke leaked"),
        ("In Ohio, Barros said the dyke leaked.", "the dyke leaked"),
        ("Barros said Monday that the dyke leaked.", "that the dyke leaked"),
    ],
)
def test_what_is_no_setting_gives_none(text, content):
    cue = "told" if "told" in text else "said"
    assert setting_of(found(text, content, cue, "Barros"), text) == ""


_PARTS = st.sampled_from(
    ["in a statement", "told", "reporters", "on", "X", "The Courier", ",", "at a rally", "“aye”",
     "in Akron", "Ohio", "of", "with", "'s", "Monday", "(", ")", "—", "to", "😀", "that", "2019"]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=20), st.lists(_PARTS, max_size=20))
def test_a_setting_is_always_short_wording_of_the_story(before, after):
    text = " ".join([*before, "Barros said", *after, "that it leaks."])
    setting = setting_of(found(text, "that it leaks", "said", "Barros"), text)
    assert setting in text
    assert "it leaks" not in setting
    assert len(setting.split()) <= 12

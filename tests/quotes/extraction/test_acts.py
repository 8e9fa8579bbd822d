"""Speech, belief, plan or reaction."""

import pytest

from quotes.extraction import extract
from quotes.extraction.acts import act_of
from quotes.extraction.attributions import ACTS
from quotes.extraction.cuewords import bases
from tests.quotes.extraction.reading import found


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "act"),
    [
        ("Ines Barros said the dyke held.", "Ines Barros", "said", "the dyke held", "speech"),
        (
            "The dyke held, according to Barros.",
            "Barros",
            "according to",
            "The dyke held",
            "speech",
        ),
        ("Barros pointed out the leak.", "Barros", "pointed out", "the leak", "speech"),
        ("Barros seemed to suggest a leak.", "Barros", "seemed to suggest", "a leak", "speech"),
        ("A survey found three leaks.", "A survey", "found", "three leaks", "speech"),
        ("Barros thinks the dyke will hold.", "Barros", "thinks", "the dyke will hold", "belief"),
        ("Barros feared a leak.", "Barros", "feared", "a leak", "belief"),
        ("Barros saw it as a risk.", "Barros", "saw", "it as a risk", "belief"),
        ("Barros seemed sure of it.", "Barros", "seemed", "sure of it", "belief"),
        ("Barros's belief that it held was odd.", "Barros", "belief", "that it held", "belief"),
        ("Barros plans to mend the dyke.", "Barros", "plans", "to mend the dyke", "plan"),
        ("Barros refused to leave.", "Barros", "refused", "to leave", "plan"),
        ("Barros wants a new dyke.", "Barros", "wants", "a new dyke", "plan"),
        ("Barros hopes to mend it.", "Barros", "hopes to", "mend it", "plan"),
        ("Barros vowed to mend it.", "Barros", "vowed", "to mend it", "plan"),
        ("Barros vowed that it would hold.", "Barros", "vowed", "that it would hold", "speech"),
        ("Barros has long said so.", "Barros", "has long said", "so", "speech"),
        ("Barros's decision to leave was odd.", "Barros", "decision", "to leave", "plan"),
        ("Barros is looking for help.", "Barros", "is looking for", "help", "plan"),
        ("Barros criticised the plan.", "Barros", "criticised", "the plan", "reaction"),
        ("Barros praised the crews.", "Barros", "praised", "the crews", "reaction"),
        ("Barros laughed off the plan.", "Barros", "laughed off", "the plan", "reaction"),
        ("Barros embraced the plan.", "Barros", "embraced", "the plan", "reaction"),
        ("Barros took issue with the plan.", "Barros", "took issue with", "the plan", "reaction"),
        ("Barros protested that it was late.", "Barros", "protested", "that it was late", "speech"),
    ],
)
def test_the_cue_tells_the_act(text, source, cue, content, act):
    assert act_of(found(text, content, cue, source), "indirect", text) == act


@pytest.mark.parametrize("cue", ["thinks", "wants", "criticised", "laughed off"])
def test_a_whole_quotation_is_speech(cue):
    text = f"Barros {cue} “the whole plan”."
    assert act_of(found(text, "“the whole plan”", cue, "Barros"), "direct", text) == "speech"


@pytest.mark.parametrize(("cue", "act"), [("criticised", "speech"), ("thinks", "belief")])
def test_a_reaction_with_quoted_words_is_speech_but_a_belief_stays_one(cue, act):
    text = f"Barros {cue} the “whole” plan."
    assert act_of(found(text, "the “whole” plan", cue, "Barros"), "mixed", text) == act


def test_a_cue_within_a_quotation_is_read_too():
    text = "“Mensah wants a new dyke,” Barros said."
    assert act_of(found(text, "a new dyke", "wants", "Mensah"), "direct", text) == "plan"


@pytest.mark.parametrize(
    ("content", "act"),
    [("to the sea", "plan"), ("that it was late", "speech"), ("the mayor", "reaction")],
)
def test_of_a_cue_that_we_do_not_know_the_content_tells(content, act):
    text = f"Barros yomped {content}."
    assert act_of(found(text, content, "yomped"), "indirect", text) == act


def test_without_a_cue_it_is_speech():
    assert act_of(found("It is late.", "It is late"), "indirect", "It is late.") == "speech"
    assert "speech" in ACTS


@pytest.mark.parametrize(
    ("form", "base"),
    [("denied", "deny"), ("criticising", "criticise"), ("planned", "plan"), ("wrote", "write"),
     ("lies", "lie"), ("wishes", "wish"), ("laughed", "laugh")],
)  # fmt: skip
def test_a_form_is_led_back_to_its_base(form, base):
    assert base in bases(form)


@pytest.mark.parametrize(
    "text",
    [
        "Olof Ek said nothing.",
        "Olof Ek said nothing about the bridge.",
        "Olof Ek said little on Monday.",
    ],
)
def test_who_said_nothing_has_no_quote(text):
    assert extract(text) == []


def test_nothing_may_be_what_somebody_said_would_change():
    assert len(extract("Olof Ek said nothing would change.")) == 1

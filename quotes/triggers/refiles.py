"""How far a refile goes: the rules of `quotes.refiling`, which holds to them more closely."""

from __future__ import annotations

import pgtrigger

from quotes.triggers.sql import REFUSED

SPELT = ("role_as_printed", "descriptor", "anonymity_reason", "setting")
"""Fields in which a refile may mend a spelling."""

PLACES = ("content", "cue", "source", "words")
"""Fields in which a refile may move a mark or a space in or out."""

MARK_AND_SPACE = 2
"""How many characters the place of a cue or a source may begin or end earlier or later."""

LETTERS_A_SLIP = 4
"""A word may differ by one letter for every so many letters that it has, by two at most."""

_ACCENTS = (
    r"\u0300-\u0344\u0346-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
"""SQL: combining marks of the scripts in which words are told apart by more than those."""


def array(names: tuple[str, ...]) -> str:
    """SQL: names as an array."""
    quoted = ", ".join(f"'{name}'" for name in names)
    return f"ARRAY[{quoted}]"


def respelt(one: str, other: str) -> str:
    """SQL: whether two texts may be one but for slips.

    It accepts whatever `quotes.refiling.is_respelt` does, and a little more: a word's letters are
    counted, not their order.
    """
    return f"""({one} <> '' AND {other} <> '' AND (
        SELECT array_to_string(w.one, '') = array_to_string(w.other, '') OR (
            cardinality(w.one) = cardinality(w.other) AND NOT EXISTS (
                SELECT 1 FROM unnest(w.one, w.other) AS pair(a, b) WHERE NOT {_slip("a", "b")}))
        FROM (SELECT {_words(one)} AS one, {_words(other)} AS other) w))"""


def _words(text: str) -> str:
    """SQL: the words of a text, folded as names are (see `quotes.names.fold`)."""
    folded = f"lower(normalize({text}, NFKD))"
    for letter, same in (("ß", "ss"), ("ς", "σ"), ("\u0345", "ι")):
        folded = f"replace({folded}, '{letter}', '{same}')"
    plain = f"regexp_replace({folded}, '[{_ACCENTS}]', '', 'g')"
    plain = f"translate({plain}, '’‘ʼ`', repeat('''', 4))"
    spaced = rf"regexp_replace({plain}, '[\s.‐‑–_-]+', ' ', 'g')"
    named = rf"regexp_replace({spaced}, '(\s*''s?)+\s*$', '')"
    return f"string_to_array(trim(regexp_replace({named}, '[^[:alnum:]]+', ' ', 'g')), ' ')"


def _slip(one: str, other: str) -> str:
    """SQL: whether two words may be one but for a slip. Each slip changes two letters at most."""
    allowed = f"LEAST(2, LEAST(length({one}), length({other})) / {LETTERS_A_SLIP})"
    return f"""({one} = {other} OR (
        left({one}, 1) = left({other}, 1) AND {one} || {other} !~ '[0-9]'
        AND abs(length({one}) - length({other})) <= {allowed}
        AND 2 * {allowed} >= (
            SELECT sum(abs(difference)) FROM (
                SELECT sum(side) AS difference FROM (
                    SELECT unnest(string_to_array({one}, NULL)) AS letter, 1 AS side
                    UNION ALL SELECT unnest(string_to_array({other}, NULL)), -1) letters
                GROUP BY letter) counted)))"""


def nudged(one: str, other: str) -> str:
    """SQL: whether places are the same but for a mark and a space at their ends."""
    return f"""(
        jsonb_array_length({one}) = jsonb_array_length({other}) AND NOT EXISTS (
            SELECT 1 FROM jsonb_array_elements({one}) WITH ORDINALITY AS was(place, nth)
            JOIN jsonb_array_elements({other}) WITH ORDINALITY AS now(place, nth) USING (nth)
            WHERE abs((was.place->>0)::int - (now.place->>0)::int) > {MARK_AND_SPACE}
            OR abs((was.place->>1)::int - (now.place->>1)::int) > {MARK_AND_SPACE}))"""


_REFILE_MENDS = f"""
    FOREACH field IN ARRAY {array(SPELT)} LOOP
        IF NEW.before->>field IS DISTINCT FROM NEW.after->>field AND
           {respelt("(NEW.before->>field)", "(NEW.after->>field)")} IS NOT TRUE THEN
            RAISE EXCEPTION 'a refile mends a spelling; % is worded otherwise', field {REFUSED};
        END IF;
    END LOOP;
    FOREACH field IN ARRAY ARRAY['cue', 'source'] LOOP
        IF NEW.before->field IS DISTINCT FROM NEW.after->field AND
           {nudged("(NEW.before->field)", "(NEW.after->field)")} IS NOT TRUE THEN
            RAISE EXCEPTION 'a refile mends places by a mark; % is somewhere else', field {REFUSED};
        END IF;
    END LOOP;
    RETURN NEW;
"""

REFILE = [
    pgtrigger.Trigger(
        name="refile_mends",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.type = 'refile'"),
        declare=[("field", "text")],
        func=_REFILE_MENDS,
    ),
]

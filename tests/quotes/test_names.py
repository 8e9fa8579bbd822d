"""Names as printed: folded, sorted, made into addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jens Åberg", "jens aberg"),
        ("J. R. Holm", "J R Holm"),
        ("Anne-Marie Holm", "Anne Marie  Holm"),
        ("Ines Holm’s", "Ines Holm"),
        ("O’Hara", "O'Hara"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert names.fold(one) == names.fold(other)


@pytest.mark.parametrize(("one", "other"), [("Ines Holm", "Inge Holm"), ("Holm", "Holms")])
def test_different_names_fold_apart(one: str, other: str) -> None:
    assert names.fold(one) != names.fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert names.fold(names.fold(name)) == names.fold(name)


@pytest.mark.parametrize(
    ("name", "is_person", "expected"),
    [
        ("Ines Holm", True, "Holm, Ines"),
        ("Pieter van der Berg", True, "van der Berg, Pieter"),
        ("Ilse", True, "Ilse"),
        ("Port Authority", False, "Port Authority"),
    ],
)
def test_people_are_sorted_by_family_name(name: str, is_person: bool, expected: str) -> None:
    assert names.sort_name(name, is_person=is_person) == expected


def test_the_second_bearer_of_a_name_gets_a_numbered_address() -> None:
    assert names.slug_for("Ines Holm", taken=set()) == "ines-holm"
    assert names.slug_for("Ines Holm", taken={"ines-holm", "ines-holm-2"}) == "ines-holm-3"


def test_a_name_without_latin_letters_gets_an_address_too() -> None:
    assert names.slug_for("李明", taken=set()) == "speaker"

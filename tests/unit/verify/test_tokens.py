from __future__ import annotations

import pytest

from assistant.verify.opposites import are_alike, are_kin, are_opposed, differ_by_prefix
from assistant.verify.tokens import key_of, tokens_of


def keys(text: str) -> list[str]:
    return [token.key for token in tokens_of(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("optimisation", "optimization"),
        ("behaviour", "behavior"),
        ("modelling", "modeling"),
        ("analysed", "analyzed"),
        ("centre", "center"),
        ("pre-training", "pretraining"),
        ("three encoders", "3 encoders"),
        ("doesn't", "not"),
    ],
)
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert keys(one) == keys(other)


def test_names_are_told_from_words_and_kept_whole() -> None:
    names = [
        token.text
        for token in tokens_of("We run V-JEPA and Orca on an A100 with Fine-Grained tiling.")
        if token.name
    ]
    assert names == ["V-JEPA", "Orca", "A100", "Fine-Grained"]


def test_capitals_of_a_heading_name_nothing() -> None:
    assert not any(token.name for token in tokens_of("Serving Large Models with Fewer Bits"))


@pytest.mark.parametrize(
    ("one", "other"), [("faster", "slower"), ("reduces", "increase"), ("before", "after")]
)
def test_contrary_words_are_opposed_both_ways(one: str, other: str) -> None:
    assert are_opposed(key_of(one), key_of(other))
    assert are_opposed(key_of(other), key_of(one))


def test_prefixes_make_contraries() -> None:
    assert differ_by_prefix("stable", "unstable")
    assert differ_by_prefix("homogeneous", "heterogeneous")
    assert not differ_by_prefix("stable", "table")


def test_things_of_one_kind_are_kin_and_synonyms_are_alike() -> None:
    assert are_kin(key_of("weights"), key_of("activations"))
    assert are_kin("two", "three")
    assert are_alike(key_of("achieves"), key_of("attains"))
    assert not are_alike(key_of("weights"), key_of("activations"))

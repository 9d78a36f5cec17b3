"""Names of a paper's own method."""

from __future__ import annotations

import pytest

from assistant.claims.names import method_names, name_key
from assistant.schema import Paper


def named(title: str, abstract: str) -> tuple[str, ...]:
    return method_names(Paper(id="0" * 16, title=title, abstract=abstract))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("ROCKET: Fast Decoding", "ROCKET"),
        ("R$_2$D: Fast Decoding", "R2D"),
        ("R^2D: Fast Decoding", "R^2D"),
        ("xFast: Fast Decoding", "xFast"),
        ("LLM.int4(): Small Matrices", "LLM.int4()"),
    ],
)
def test_a_name_before_the_colon_of_the_title_is_found(title: str, expected: str) -> None:
    assert named(title, "We decode faster.") == (expected,)


def test_words_before_the_colon_are_no_name_unless_the_abstract_uses_them() -> None:
    assert named("Predictable Growth: Laws", "We study growth.") == ()
    assert named("Squeezed Decoding: Laws", "We use Squeezed Decoding.") == ("Squeezed Decoding",)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We present ROCKET, a serving engine.", "ROCKET"),
        ("This paper introduces Quince, a new approach.", "Quince"),
        ("We propose a novel cache merging approach, called CacheJoin, for decoding.", "CacheJoin"),
        ("We build a lightweight network, dubbed FreqNet.", "FreqNet"),
        ("In this work, we propose a new architecture, RSTU, designed for streams.", "RSTU"),
    ],
)
def test_what_the_authors_introduce_is_their_name(sentence: str, expected: str) -> None:
    assert expected in named("A Title Without a Name", sentence)


def test_an_abbreviation_brings_the_words_it_stands_for() -> None:
    found = named("A Title", "We propose Dual Fine Quantization (DFQ), a scheme for language models.")
    assert found == ("DFQ", "Dual Fine Quantization")


@pytest.mark.parametrize(
    "sentence",
    [
        "Large Language Models (LLMs) need GPUs.",
        "We present an efficient CUDA kernel for attention.",
        "We develop a method for multi-layer perceptrons (MLPs).",
        "Recently, Gu et al. proposed a model called S9 that is hard to train.",
        "We work on data with the usual Dual Protection (DP).",
        "We introduce a virtual machine (VM) for graphics processors.",
        "We propose to study Transformers and attention.",
    ],
)
def test_common_nouns_and_other_peoples_work_are_no_names(sentence: str) -> None:
    assert named("A Title", sentence) == ()


@pytest.mark.parametrize("spelling", ["H_2O", "H$_2$O", "H2O", "h2o"])
def test_all_spellings_of_a_name_share_a_key(spelling: str) -> None:
    assert name_key(spelling) == "h2o"

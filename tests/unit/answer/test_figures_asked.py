from __future__ import annotations

import pytest

from assistant.answer.figures.asked import read_question


@pytest.mark.parametrize(
    "question",
    [
        "What is TKLQT?",
        "Which survey papers are in the store, and what do they cover?",
        "What approaches exist for reducing the cache?",
    ],
)
def test_question_without_figures_is_none_for_records(question: str) -> None:
    asked = read_question(question)
    assert asked is None or not (asked.lists or asked.superlative or asked.threshold)


def test_threshold_keeps_its_unit_and_the_words_of_the_question() -> None:
    asked = read_question("Which KV-cache papers report at least 70% memory reduction?")
    assert asked
    assert asked.threshold
    assert (asked.threshold.value, asked.threshold.unit, asked.topic) == (70, "%", "KV-cache")
    assert asked.threshold.printed == "at least 70% memory reduction"
    assert asked.threshold.holds(70)


def test_more_than_leaves_out_the_limit_itself() -> None:
    asked = read_question("how many papers claim over 2x throughput?")
    assert asked
    assert asked.threshold
    assert asked.counts
    assert not asked.threshold.holds(2)
    assert asked.threshold.holds(2.1)


def test_superlative_must_be_of_figures() -> None:
    corpus = read_question("How large is the biggest open corpus, and does quality saturate?")
    speed = read_question("largest claimed speedup among CUDA kernel generation papers")
    assert corpus
    assert corpus.superlative is None
    assert speed
    assert (speed.superlative, speed.topic) == ("largest", "CUDA kernel generation")


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("How do MARLIN's and FlexQ's claimed speedups compare, and against which baselines?", False),
        ("How does KVMerger differ from H2O in method, and what gains does it claim?", True),
    ],
)
def test_question_about_more_than_figures_is_told_apart(question: str, more: bool) -> None:
    asked = read_question(question)
    assert asked
    assert asked.more is more


def test_baseline_is_the_name_that_figures_are_over() -> None:
    asked = read_question("what does H2O claim over FlexGen?")
    assert asked
    assert asked.baseline == "FlexGen"


def test_count_is_no_threshold_of_an_effect() -> None:
    asked = read_question("Which papers train on more than 10,000 GPUs?")
    assert asked
    assert asked.count
    assert (asked.count.limit, asked.count.noun, asked.threshold) == (10_000, "GPUs", None)

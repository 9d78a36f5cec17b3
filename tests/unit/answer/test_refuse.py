from __future__ import annotations

import pytest

from assistant.answer.refuse import coverage, mentions, missing_names, why_unanswerable
from assistant.schema import Paper


def test_nothing_found_is_unanswerable() -> None:
    assert why_unanswerable("What is MARLIN?", []) == "Your library holds nothing on this question."


def test_name_that_no_paper_has_is_named(marlin: Paper, flexq: Paper) -> None:
    reason = why_unanswerable("How fast is the FlashAttention-3 kernel?", [marlin, flexq])
    assert reason == "No paper in your library mentions “FlashAttention-3”."


def test_question_on_another_subject_is_unanswerable(marlin: Paper) -> None:
    assert why_unanswerable("Which soil moisture sensor suits vineyards best?", [marlin])


def test_question_on_the_subject_is_answerable(marlin: Paper) -> None:
    assert why_unanswerable("How much faster is MARLIN inference with vLLM?", [marlin]) is None


@pytest.mark.parametrize("name", ["ABQ-LLM", "ABQLLM", "abq llm", "ABQ-LLMs", "INT6", "int-6"])
def test_name_is_found_in_any_spelling(flexq: Paper, name: str) -> None:
    assert mentions(flexq, name)


@pytest.mark.parametrize("name", ["INT60", "ABQ-LLM-2", "NT6", "Flex"])
def test_longer_or_shorter_name_is_another_name(flexq: Paper, name: str) -> None:
    assert not mentions(flexq, name)


@pytest.mark.parametrize(
    "question", ["Why is 10,000-fold scaling hard?", "What happens beyond 32?", "Does it?"]
)
def test_numbers_and_plain_words_are_not_names(flexq: Paper, question: str) -> None:
    assert missing_names(question, [flexq]) == []


def test_suffix_in_plain_words_is_not_part_of_a_name(flexq: Paper) -> None:
    assert missing_names("Are INT6-quantized or FP8-trained models better?", [flexq]) == ["FP8"]


def test_coverage_is_the_share_of_content_words_found(marlin: Paper) -> None:
    assert coverage("quantized weights bananas oranges", [marlin]) == 0.5
    assert coverage("what is it?", [marlin]) == 1.0

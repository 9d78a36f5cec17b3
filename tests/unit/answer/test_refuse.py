from __future__ import annotations

import pytest

from assistant.answer.refuse import coverage, missing_names, unstated, why_unanswerable
from assistant.schema import Paper
from assistant.text.naming import mentions
from tests.unit.answer.small_retrieval import SmallRetrieval


def _why(question: str, *papers: Paper, held: tuple[Paper, ...] = (), likely: float = 0.0) -> str | None:
    """Why the papers read cannot answer, in a library that holds these and others."""
    return why_unanswerable(question, papers, SmallRetrieval(*papers, *held), likely=likely)


def test_nothing_found_is_unanswerable() -> None:
    assert _why("What is MARLIN?") == "Your library holds nothing on this question."


def test_name_that_no_paper_has_is_named(marlin: Paper, flexq: Paper) -> None:
    reason = _why("How fast is the FlashAttention-3 kernel?", marlin, flexq)
    assert reason == "No paper in your library mentions “FlashAttention-3”."


def test_refusal_within_a_scope_says_nothing_of_the_library(marlin: Paper, flexq: Paper) -> None:
    search = SmallRetrieval(marlin, flexq)
    for question, reason in (
        ("How fast is MARLIN beside ABQ-LLM?", "None of these papers mentions “ABQ-LLM”."),
        (
            "Which soil moisture sensor suits vineyards best?",
            "Nothing in these papers answers this question.",
        ),
    ):
        assert why_unanswerable(question, [marlin], search, [marlin.id]) == reason


def test_name_is_looked_for_in_the_whole_library(marlin: Paper, flexq: Paper) -> None:
    assert _why("How fast is MARLIN beside ABQ-LLM?", marlin, held=(flexq,)) is None


def test_missing_name_comes_with_the_number_of_papers_that_hold_its_kin(marlin: Paper) -> None:
    kin = [
        marlin.model_copy(update={"id": id_, "abstract": f"It beats FlashAttention{suffix}."})
        for id_, suffix in (("a", "-2"), ("b", ""), ("c", "2"))
    ]
    question = "How fast is the FlashAttention-3 kernel?"
    assert _why(question, marlin, held=tuple(kin)) == (
        "No paper in your library mentions “FlashAttention-3”. 3 papers mention FlashAttention."
    )
    assert (_why(question, marlin, held=(kin[2],)) or "").endswith("1 paper mentions FlashAttention.")


def test_term_of_the_field_that_no_paper_uses_is_named(marlin: Paper) -> None:
    reason = _why("How does MARLIN speed up inference with speculative decoding?", marlin)
    assert reason == "No paper in your library mentions “speculative decoding”."


def test_term_counts_as_used_under_its_other_name(marlin: Paper) -> None:
    other = marlin.model_copy(update={"id": "s", "abstract": "We study speculative sampling."})
    question = "How does MARLIN speed up inference with speculative decoding?"
    assert _why(question, marlin, held=(other,)) is None


def test_question_on_another_subject_is_unanswerable(marlin: Paper) -> None:
    assert _why("Which soil moisture sensor suits vineyards best?", marlin)


def test_question_on_the_subject_is_answerable(marlin: Paper) -> None:
    assert _why("How much faster is MARLIN inference with vLLM?", marlin) is None


def test_other_words_than_the_papers_pass_when_a_paper_is_likely_enough(marlin: Paper) -> None:
    question = "How are quantized weights handled rapidly when requests arrive together?"
    assert _why(question, marlin, likely=0.2)
    assert _why(question, marlin, likely=0.95) is None


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How many attention heads does FlexQ use?", "The abstract of FlexQ states no number of heads."),
        ("With which optimizer did FlexQ train?", "The abstract of FlexQ states no optimizer."),
        ("How fast is FlexQ on a Raspberry Pi?", "The abstract of FlexQ does not mention a Raspberry Pi."),
        ("How many bits does FlexQ use?", None),
        ("Which weights does FlexQ quantize?", None),
        ("What effect does FlexQ have?", None),
    ],
)
def test_detail_that_the_paper_asked_about_leaves_out_is_named(
    flexq: Paper, question: str, reason: str | None
) -> None:
    assert unstated(question, flexq) == reason


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


def test_acronym_of_the_whole_field_is_not_a_missing_name(flexq: Paper) -> None:
    assert missing_names("Do DNNs or FP8-trained SOTA models run faster?", [flexq]) == ["FP8"]


def test_suffix_in_plain_words_is_not_part_of_a_name(flexq: Paper) -> None:
    assert missing_names("Are INT6-quantized or FP8-trained models better?", [flexq]) == ["FP8"]


def test_coverage_is_the_share_of_content_words_found(marlin: Paper) -> None:
    assert coverage("quantized weights bananas oranges", [marlin]) == 0.5
    assert coverage("what is it?", [marlin]) == 1.0

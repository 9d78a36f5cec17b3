from __future__ import annotations

import pytest

from assistant.answer.premise import contradiction, instead, presupposes, reply_to
from assistant.schema import Paper, Relevant
from assistant.verify.gate import Gate
from tests.unit.answer.small_retrieval import scored

PAPER = Paper(
    id="k" * 16,
    title="KernelX: Inference on Packed Weights",
    abstract=(
        "KernelX runs inference on packed weights of language models. "
        "KernelX eliminates the resource-intensive unpacking of weights before inference. "
        "Inference with KernelX is 3.2x faster than the vendor library on packed weights. "
        "On long prompts KernelX is twofold faster with less than 1% accuracy loss. "
        "Annotators agree with its outputs in only 38% of cases."
    ),
)


def _judged(question: str) -> list[Relevant]:
    return [Relevant(paper=PAPER, probability=0.9, sentences=scored(PAPER, question))]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Why is inference with KernelX slower than the vendor library on packed weights?", "3.2x faster"),
        ("Which unpacking of weights does KernelX run before inference?", "eliminates"),
        ("How does KernelX get twofold faster on long prompts with no accuracy loss?", "less than 1%"),
        ("Why do annotators agree with KernelX outputs in most cases?", "only 38%"),
    ],
)
def test_false_premise_is_met_with_the_sentence_that_shows_it(question: str, shown: str) -> None:
    found = contradiction(question, _judged(question))
    assert found
    assert shown in found.text


@pytest.mark.parametrize(
    "question",
    [
        "Why is inference with KernelX faster than the vendor library on packed weights?",
        "How does KernelX avoid the unpacking of weights before inference?",
        "How much faster is KernelX on long prompts?",
        "What accuracy loss does KernelX have on long prompts?",
        "Why do annotators agree with KernelX outputs in few cases?",
        "How does KernelX run inference on packed weights?",
    ],
)
def test_true_premise_is_not_corrected(question: str) -> None:
    assert contradiction(question, _judged(question)) is None


@pytest.mark.parametrize(
    "question",
    [
        "Is inference with KernelX slower than the vendor library on packed weights?",
        "How is inference with KernelX on packed weights: slower or faster than the vendor library?",
    ],
)
def test_question_that_leaves_it_open_takes_nothing_for_granted(question: str) -> None:
    assert contradiction(question, _judged(question)) is None


def test_sentences_that_do_not_speak_of_the_question_are_not_held_against_it() -> None:
    question = "Why is inference with KernelX slower than the vendor library on packed weights?"
    far = Relevant(
        paper=PAPER,
        probability=0.9,
        sentences=tuple(one.model_copy(update={"score": 0.05}) for one in scored(PAPER, question)),
    )
    assert contradiction(question, [far]) is None


def test_correction_names_both_words_and_its_sentence_passes_the_gate() -> None:
    question = "Why is inference with KernelX slower than the vendor library on packed weights?"
    found = contradiction(question, _judged(question))
    assert found
    reply = reply_to(found)
    assert reply.correction == "The question takes “slower” for granted; the paper says “faster”."
    assert Gate(reply.evidence).check(reply.sentences[0].texts[0], (1,)).verdict == "supported"


def test_reason_for_a_refusal_is_shown_with_the_nearest_sentence() -> None:
    question = "By what factor is inference on packed weights faster?"
    reply = instead("KernelX states no such figure.", _judged(question))
    assert reply.correction == "KernelX states no such figure."
    assert "3.2x faster" in reply.sentences[0].texts[0]


def test_why_takes_something_for_granted_and_which_does_not() -> None:
    assert presupposes("Why is it slower?")
    assert presupposes("By what factor is it slower?")
    assert not presupposes("Which papers are slower?")

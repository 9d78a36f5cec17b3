"""What a sentence asserts against what its source asserts, beyond numbers."""

from __future__ import annotations

import pytest

from assistant.schema import Evidence, Paper
from assistant.verify.gate import Gate

PAPER = Paper(
    id="a",
    title="Vela: Serving Models with Quantized Weights",
    abstract=(
        "Serving large models is costly. Existing systems often fail to batch long prompts on small GPUs. "
        "We present Vela, a runtime that quantizes weights and keeps activations in full precision. "
        "Vela reduces the memory of the cache without retraining the model. "
        "It outperforms Orion on LongBench and matches Pegasus on MMLU. "
        "Vela does not require calibration data, and it nearly eliminates the overhead of dequantization. "
        "We evaluate three encoders with Triton kernels on an A100. The behavior of the decoder is stable."
    ),
)
GATE = Gate([Evidence(key=1, paper=PAPER)])


def verdict(text: str) -> str:
    return GATE.check(f"{text} [1]").verdict


def reasons(text: str) -> str:
    return "; ".join(GATE.check(f"{text} [1]").reasons)


@pytest.mark.parametrize(
    "text",
    [
        "According to the authors, Vela cuts the memory of the cache without retraining the model.",
        "Without retraining the model, Vela reduces the memory of the cache.",
        "No retraining of the model is needed: Vela reduces the memory of the cache.",
        "Orion is outperformed by Vela on LongBench.",
        "Vela outperforms Orion on LongBench.",
        "The authors present Vela, a runtime which quantizes weights.",
        "Vela needs no calibration data.",
        "Vela nearly eliminates the overhead of dequantization.",
        "The authors evaluate 3 encoders with Triton kernels on an A100.",
        "The behaviour of the decoder is stable.",
        "Existing systems often cannot batch long prompts on small GPUs.",
        "Vela reduces the memory of the cache without retraining the model, and it outperforms Orion.",
    ],
)
def test_an_honest_rewording_is_supported(text: str) -> None:
    assert verdict(text) == "supported", reasons(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vela increases the memory of the cache without retraining the model.", ("reduces", "increases")),
        ("Vela reduces the memory of the cache with retraining the model.", ("without", "with")),
        ("Vela requires calibration data.", ("require",)),
        ("Existing systems often batch long prompts on small GPUs.", ("batch",)),
        ("Vela does not reduce the memory of the cache.", ("reduce",)),
        ("The behavior of the decoder is unstable.", ("stable", "unstable")),
        ("The behavior of the encoder is stable.", ("decoder", "encoder")),
        ("It outperforms Pegasus on LongBench.", ("MMLU", "LongBench")),
        ("Vela outperforms Orion on MMLU.", ("LongBench", "MMLU")),
        ("Vela quantizes activations and keeps weights in full precision.", ("weights", "activations")),
        ("We evaluate four encoders with Triton kernels on an A100.", ("three", "four")),
        ("Orion outperforms Vela on LongBench.", ("sides",)),
        ("Orion reduces the memory of the cache without retraining the model.", ("Vela", "Orion")),
    ],
)
def test_a_false_rewording_fails_with_a_reason_that_names_the_words(
    text: str, words: tuple[str, ...]
) -> None:
    assert verdict(text) == "not_supported"
    assert [word for word in words if word not in reasons(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Vela eliminates the overhead of dequantization.",
        "Existing systems always fail to batch long prompts on small GPUs.",
        "Existing systems fail to batch long prompts on small GPUs.",
    ],
)
def test_a_lost_or_bolder_hedge_is_a_dropped_qualifier(text: str) -> None:
    assert verdict(text) == "qualifier_dropped"


def test_each_fact_of_a_list_is_compared_with_its_own_paper() -> None:
    other = Paper(
        id="b",
        title="Lyra: Decoding",
        abstract="We present Lyra. Lyra increases the throughput of decoding on long prompts.",
    )
    gate = Gate([Evidence(key=1, paper=PAPER), Evidence(key=2, paper=other)])
    true = "Vela reduces the memory of the cache [1], while Lyra increases the throughput of decoding [2]."
    assert gate.check(true).verdict == "supported"
    assert gate.check(true.replace("increases", "reduces")).verdict == "not_supported"

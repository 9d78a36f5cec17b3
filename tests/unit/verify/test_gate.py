from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Evidence, Paper, Statement
from assistant.verify.gate import Gate

ALPHA = Paper(
    id="a",
    title="Alpha: Fast Kernels for Quantized Models",
    abstract=(
        "Quantization reduces the size of models. We present Alpha, kernels for batched inference. "
        "Alpha speeds up decoding by 1.8$\\times$ over Base and prefill by 1.9$\\times$ over Core. "
        "In the cloud, Alpha delivers end-to-end speedups of up to 2.8times on an A100 with 80 GB. "
        "It does not change the accuracy of the model."
    ),
)
BETA = Paper(
    id="b",
    title="Beta: Evicting the Cache",
    abstract="Beta evicts old entries of the cache. It improves throughput by 29x on average with 20% of it.",
)
GAMMA = Paper(id="c", title="Gamma reaches 3x speedups")
GATE = Gate([Evidence(key=n, paper=paper) for n, paper in enumerate((ALPHA, BETA, GAMMA), start=1)])


def verdict(text: str) -> str:
    return GATE.check(text).verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alpha delivers end-to-end speedups of up to 2.8x on an A100. [1]", "supported"),
        ("Alpha delivers end-to-end speedups of up to 2.8x on an A100.", "no_citation"),
        ("Alpha delivers end-to-end speedups of up to 2.8x on an A100. [7]", "unknown_source"),
        ('The authors say "Alpha delivers great speedups in the cloud". [1]', "quote_not_found"),
        ('The authors say "Alpha delivers end-to-end speedups of up to 2.8×". [1]', "supported"),
        ("Alpha delivers end-to-end speedups of up to 2.9x on an A100. [1]", "number_not_in_source"),
        ("Alpha delivers end-to-end speedups of up to 2.8% on an A100. [1]", "number_not_in_source"),
        ("Alpha delivers end-to-end speedups of up to 2.8x on an H100. [1]", "number_not_in_source"),
        (
            "Alpha speeds up decoding by 1.9x over Base and prefill by 1.8x over Core. [1]",
            "number_not_in_source",
        ),
        (
            "Alpha speeds up decoding by 1.8x over Base and prefill by 1.8x over Core. [1]",
            "number_not_in_source",
        ),
        ("Beta improves throughput by 29x on average. [1]", "wrong_paper"),
        ("Beta evicts old entries of the cache. [1]", "wrong_paper"),
        ("Alpha delivers end-to-end speedups of 2.8x on an A100. [1]", "qualifier_dropped"),
        ("Alpha delivers end-to-end speedups of at least 2.8x on an A100. [1]", "qualifier_dropped"),
        ("Alpha speeds up decoding by up to 1.8x over Base. [1]", "qualifier_dropped"),
        ("Alpha makes medical images of proteins. [1]", "not_supported"),
        ("It changes the accuracy of the model. [1]", "not_supported"),
        ("Alpha and Delta are kernels for batched inference. [1]", "not_supported"),
        ("Gamma reaches 3x speedups. [3]", "not_supported"),
        ("This is stated by a paper. [1]", "not_supported"),
        (
            "Alpha decodes by 1.8x over Base [1], while Beta improves throughput by 29x on average [2].",
            "supported",
        ),
        ("Alpha decodes by 29x over Base [1], while Beta improves throughput by 1.8x [2].", "wrong_paper"),
        ("Alpha is kernels for batched inference. [1][2]", "wrong_paper"),
    ],
)
def test_verdicts(text: str, expected: str) -> None:
    assert verdict(text) == expected


def test_what_is_said_of_several_papers_needs_more_than_one_of_them() -> None:
    both = "Both papers state that decoding gets faster."
    assert GATE.check(both, (1,)).reasons == ("it speaks of several papers and cites one",)
    assert "it speaks of several papers and cites one" not in GATE.check(both, (1, 2)).reasons


def test_a_reason_names_both_numbers() -> None:
    (reason,) = GATE.check("Alpha delivers end-to-end speedups of up to 2.9x on an A100. [1]").reasons
    assert "2.9x" in reason
    assert "2.8x" in reason


def test_a_reason_names_the_paper_that_has_the_number() -> None:
    (reason,) = GATE.check("It improves throughput by 29x on average. [1]").reasons
    assert BETA.title in reason


def test_a_reason_names_the_lost_qualifier() -> None:
    (reason,) = GATE.check("Alpha delivers end-to-end speedups of 2.8x on an A100. [1]").reasons
    assert "up to" in reason


def slices(statement: Statement) -> list[str]:
    texts = {
        paper.id: {"abstract": paper.abstract or "", "title": paper.title} for paper in (ALPHA, BETA, GAMMA)
    }
    return [texts[one.paper_id][one.field][one.start : one.end] for one in statement.citations]


def test_a_citation_quotes_the_sentence_with_the_numbers() -> None:
    statement = GATE.check("With Alpha, decoding is 1.8x faster than with Base. [1]")
    assert statement.citations[0].quote.startswith("Alpha speeds up decoding by 1.8$")
    assert slices(statement) == [one.quote for one in statement.citations]


def test_a_failed_statement_still_quotes_its_paper() -> None:
    statement = GATE.check("Alpha delivers end-to-end speedups of up to 2.9x on an A100. [1, 9]")
    assert [one.marker for one in statement.citations] == [1]
    assert "2.8times" in statement.citations[0].quote


def test_trailing_markers_are_removed_and_inner_ones_stay() -> None:
    statement = GATE.check("Alpha is kernels [1], and Beta evicts old entries [2].")
    assert statement.text == "Alpha is kernels [1], and Beta evicts old entries."
    assert [one.marker for one in statement.citations] == [1, 2]


def test_keys_given_apart_leave_the_text_alone() -> None:
    statement = GATE.check("Beta evicts old entries of the cache.", (2,))
    assert statement.verdict == "supported"
    assert statement.text == "Beta evicts old entries of the cache."
    assert GATE.check("Beta evicts old entries of the cache.", ()).verdict == "no_citation"


def test_a_number_after_a_name_matches_the_joined_name() -> None:
    paper = Paper(id="d", title="Delta", abstract="Delta runs on one RTX-4090 card.")
    assert Gate([Evidence(key=1, paper=paper)]).check("Delta runs on an RTX 4090. [1]").verdict == "supported"


@given(st.text(alphabet="[]12-,. \"'x%$\\^_{}()eAlphauptos", max_size=60))
def test_any_text_gets_a_verdict(text: str) -> None:
    assert GATE.check(text).verdict
    assert GATE.check(text, (1,)).text == text.strip()


def test_no_evidence_supports_nothing() -> None:
    assert Gate([]).check("Anything at all. [1]").verdict == "unknown_source"


LISTED = Paper(
    id="d",
    title="K2V: Keeping Values",
    abstract=(
        "We present K2V, a policy. It cuts latency by up to 1.9times on servers. Our version of K2V improves "
        "throughput over the systems Orca, Triton, and FlexGen by up to 29times, 29times, and 3times."
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K2V cuts latency by up to 1.9times on servers.", "supported"),
        ("K3V cuts latency by up to 1.9times on servers.", "number_not_in_source"),
        (
            "The version of K2V improves throughput over the systems Orca, Triton, and FlexGen by up to "
            "29times, 29times, and 3times.",
            "supported",
        ),
        (
            "The version of K2V improves throughput over the systems Orca, Triton, and FlexGen by up to "
            "29times, 3times, and 29times.",
            "number_not_in_source",
        ),
        ("K2V improves throughput over FlexGen by up to 29times.", "number_not_in_source"),
    ],
)
def test_a_name_with_digits_may_replace_it_and_a_list_keeps_its_order(text: str, expected: str) -> None:
    assert Gate([Evidence(key=1, paper=LISTED)]).check(f"{text} [1]").verdict == expected

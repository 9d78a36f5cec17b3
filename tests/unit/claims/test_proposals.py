"""Of what a model proposes, only what the abstract bears out survives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.proposals import Checked, check_proposals
from assistant.schema import Paper, Proposal, ProposedClaim

ABSTRACT = (
    "Serving is slow. We present FastNet. FastNet is up to 2.8$\\times$ faster than SlowNet "
    "and\n  QuickNet on an A100. "
    "It needs 75\\% less memory (12.3 GB), at a perplexity of 5.2. It runs 1.9x-2.7x as long. "
    "It is 29times, 29times, and 3times faster than A1, B1 and C1, respectively."
)
PAPER = Paper(id="fast", title="FastNet: Serving", abstract=ABSTRACT)


def proposal(value: float, quote: str, **fields: Any) -> Proposal:  # noqa: ANN401 - whatever a proposal has
    return Proposal.model_validate(
        {"metric": "speedup", "unit": "x", "value": value, "quote": quote, **fields}
    )


def check(*proposals: Proposal) -> Checked:
    return check_proposals(PAPER, proposals)


def only(checked: Checked) -> ProposedClaim:
    (found,) = checked.claims
    quote = found.claim.quote
    assert quote.text == ABSTRACT[quote.start : quote.end]
    return found


@pytest.mark.parametrize(
    ("quote", "slice_"),
    [
        ("FastNet is up to 2.8x faster than SlowNet", "FastNet is up to 2.8$\\times$ faster than SlowNet"),
        (" up to 2.8 × faster than slownet. ", "up to 2.8$\\times$ faster than SlowNet"),
        ("up to 2.8times faster than SlowNet and QuickNet", None),
        ('"up to 2.8$\\times$ faster than SlowNet..."', "up to 2.8$\\times$ faster than SlowNet"),
    ],
)
def test_quote_is_found_however_it_is_spelled_and_kept_as_the_slice(quote: str, slice_: str | None) -> None:
    text = only(check(proposal(2.8, quote))).claim.quote.text
    assert text == (slice_ or "up to 2.8$\\times$ faster than SlowNet and\n  QuickNet")


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (proposal(2.8, "FastNet is up to 2.8x faster than FasterNet"), "quote not in the abstract"),
        (proposal(2.8, ""), "quote not in the abstract"),
        (proposal(2.8, "…"), "quote not in the abstract"),
        (proposal(8, "8x faster than SlowNet"), "quote not in the abstract"),
        (proposal(99, "up to 2.8x faster"), "figure not in the quote"),
        (proposal(2.8, "faster than SlowNet"), "figure not in the quote"),
        (proposal(2.8, "up to 2.8x faster", unit="%"), "figure not in the quote"),
        (proposal(28, "up to 2.8x faster"), "figure not in the quote"),
        (proposal(2, "up to 2.8x faster", value_max=2.8), "figure not in the quote"),
        (proposal(1.9, "runs 1.9x-2.7x as long"), "figure not in the quote"),
        (proposal(12.3, "12.3 GB", unit="MB"), "figure not in the quote"),
        (proposal(100, "on an A100", unit=""), "figure not in the quote"),
    ],
)
def test_what_the_text_does_not_state_is_refused(wanted: Proposal, reason: str) -> None:
    checked = check(wanted)
    assert (checked.claims, checked.refused) == ((), {reason: 1})


@pytest.mark.parametrize(
    ("wanted", "value", "unit"),
    [
        (proposal(75, "needs 75% less memory", unit="percent"), 75, "%"),
        (proposal(-75, "75% less memory", unit="%"), 75, "%"),
        (proposal(12.3, "12.3 GB", unit="GB"), 12.3, "GB"),
        (proposal(5.2, "a perplexity of 5.2", unit="perplexity"), 5.2, "perplexity"),
        (proposal(5.2, "a perplexity of 5.2", unit="points of nothing"), 5.2, "count"),
        (proposal(3, "3times faster", unit="times"), 3, "x"),
    ],
)
def test_unit_is_that_of_the_text(wanted: Proposal, value: float, unit: str) -> None:
    quantity = only(check(wanted)).claim.quantity
    assert (quantity.value, quantity.unit) == (value, unit)


def test_range_is_proposed_with_both_ends() -> None:
    found = only(check(proposal(1.9, "runs 1.9x-2.7x as long", value_max=2.7, bound="range")))
    assert (found.claim.quantity.value_max, found.claim.quantity.bound, found.dropped) == (2.7, "range", ())


def test_bound_is_read_from_the_words_around_the_figure() -> None:
    found = only(check(proposal(2.8, "is up to 2.8x faster", bound="at_least")))
    assert (found.claim.quantity.bound, found.dropped) == ("up_to", ("bound",))


def test_number_cut_off_from_its_bound_is_quoted_with_its_sentence() -> None:
    quote = only(check(proposal(2.8, "2.8x faster than SlowNet", bound="up_to"))).claim.quote
    assert quote.text.startswith("FastNet is up to")
    assert quote.text.endswith("on an A100.")


def test_text_that_is_not_in_the_abstract_is_left_out_and_named() -> None:
    wanted = proposal(
        2.8, "up to 2.8x faster", subject="fastnet", baseline="GPT-9", hardware="A100", model="Net", batch=1
    )
    found = only(check(wanted))
    claim = found.claim
    assert (claim.subject, claim.baseline, claim.setting.hardware) == ("FastNet", None, "A100")
    assert (claim.setting.model, claim.setting.batch) == (None, None)
    assert set(found.dropped) == {"bound", "baseline", "model", "batch"}


def test_claim_is_marked_as_proposed_and_told_from_background() -> None:
    assert only(check(proposal(2.8, "up to 2.8x faster"))).claim.state == "proposed"
    assert only(check(proposal(2.8, "up to 2.8x faster"))).claim.own
    abstract = "Others are 4x faster. We present FastNet."
    paper = Paper(id="x", title="FastNet: Serving", abstract=abstract)
    (found,) = check_proposals(paper, [proposal(4, "4x faster")]).claims
    assert not found.claim.own


def test_one_figure_is_proposed_once_for_each_baseline() -> None:
    one, other = (
        proposal(29, "29times, 29times, and 3times faster than A1, B1", baseline=name)
        for name in ("A1", "B1")
    )
    checked = check(one, other, one)
    assert [it.claim.baseline for it in checked.claims] == ["A1", "B1"]
    assert checked.refused == {"proposed twice": 1}


def test_paper_without_an_abstract_bears_nothing_out() -> None:
    bare = Paper(id="x", title="FastNet is 2.8x faster")
    assert check_proposals(bare, [proposal(2.8, "2.8x faster")]).claims == ()


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_proposed_every_number_kept_is_in_its_quote(value: float, quote: str, name: str) -> None:
    pieces = (quote, ABSTRACT[: len(quote) * 3], ABSTRACT)
    for found in check(*(proposal(value, piece, baseline=name) for piece in pieces)).claims:
        assert f"{found.claim.quantity.value:g}" in found.claim.quote.text
        assert (found.claim.baseline or "").casefold() in ABSTRACT.casefold()

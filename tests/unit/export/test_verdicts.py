from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.export.verdicts import head_to_head_statements, ranking_statement, verdict_groups
from assistant.schema import ComparedClaim, ComparedPair, Comparison

Rows = Callable[..., ComparedClaim]
MET = "head-to-head: only 1.03 x over Marlin may be stated (Tilus)"


def pair(a: int, b: int, verdict: str, *reasons: str, may_rank: bool = False) -> ComparedPair:
    return ComparedPair.model_validate(
        {"a": a, "b": b, "verdict": verdict, "reasons": reasons, "may_rank": may_rank}
    )


SAME = pair(0, 1, "comparable", "subject: both in one paper", may_rank=True)
APART = pair(0, 2, "not_comparable", "baseline: Triton in A, Ladder in B")
MEETING = pair(1, 2, "not_comparable", "baseline: Triton in A, Ladder in B", MET, may_rank=True)
CAVEAT = pair(0, 1, "with_caveat", "hardware: not stated in A or B")
EQUAL = pair(0, 1, "comparable", "value: the same, nothing to rank")


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], ""),
        ([SAME], "These claims may be ranked."),
        ([CAVEAT], "No ranking of these claims: 1 of 1 pairs compare only with caveats."),
        ([EQUAL], "No ranking of these claims: their values do not differ."),
        (
            [SAME, APART, MEETING],
            "No ranking of these claims: 2 of 3 pairs are not comparable (baseline: 2)."
            " Only these may be ranked: 1 and 2.",
        ),
    ],
)
def test_ranking_is_allowed_or_refused_with_the_reason(
    row: Rows, pairs: list[ComparedPair], said: str
) -> None:
    comparison = Comparison(rows=(row(), row(), row()), pairs=tuple(pairs))
    assert ranking_statement(comparison) == said


def test_pairs_with_one_verdict_stand_together_comparable_ones_first() -> None:
    groups = verdict_groups([APART, MEETING, APART.model_copy(update={"b": 3}), SAME])
    assert [(group.numbers, group.ranking) for group in groups] == [
        ("1 and 2", "may be ranked"),
        ("1 and 3, 1 and 4", "no ranking"),
        ("2 and 3", "head-to-head result only"),
    ]
    assert all(MET not in group.reasons for group in groups)


def test_meeting_of_methods_is_stated_once_for_all_pairs_it_is_about() -> None:
    pairs = [MEETING, MEETING.model_copy(update={"a": 0}), APART]
    assert head_to_head_statements(pairs) == [
        ("2 and 3, 1 and 3", "only 1.03 x over Marlin may be stated (Tilus)")
    ]

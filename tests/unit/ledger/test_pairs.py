from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.claims.extract import extract_claims
from assistant.errors import IngestError, NotFoundError
from assistant.ledger.pairs import Pair, judge_pairs, read_pairs, same_unit
from assistant.schema import Paper
from assistant.text.folding import paper_id

TEXT = "MARLIN is 2.8x faster than cuBLAS. It uses 75% less memory than cuBLAS."
PAPER = Paper(id=paper_id("MARLIN", TEXT), title="MARLIN", abstract=TEXT)

FAST = {"paper": "marlin", "quote": "2.8x faster than cuBLAS", "value": 2.8, "unit": "x", "metric": "speedup"}
SMALL = {"paper": "MARLIN", "quote": "75% less memory", "value": 75, "unit": "\\%", "metric": "memory"}


def pair(a: dict[str, Any], b: dict[str, Any]) -> Pair:
    return Pair.model_validate({"id": "P1", "a": a, "b": b, "verdict": "labels are passed over"})


def judge(one: Pair) -> tuple[bool, str, bool]:
    (judged,) = judge_pairs([one], [PAPER], {PAPER.id: extract_claims(PAPER)})
    return judged.resolved, judged.verdict, judged.may_rank


def test_pair_is_found_in_the_ledger_and_judged() -> None:
    assert judge(pair(FAST, SMALL)) == (True, "not_comparable", False)


def test_claim_that_was_not_found_is_judged_by_its_words() -> None:
    unseen = {**SMALL, "quote": "It uses 75% less", "value": 25}
    assert judge(pair(FAST, unseen)) == (False, "not_comparable", False)


def test_words_without_a_figure_are_not_comparable() -> None:
    assert judge(pair(FAST, {**SMALL, "value": None, "unit": None})) == (False, "not_comparable", False)


def test_words_that_their_sentence_sets_against_others_compare() -> None:
    text = "ROCKET fine-tunes 175B models, while ORCA-2 fails to fine-tune."
    paper = Paper(id=paper_id("ROCKET: Fast", text), title="ROCKET: Fast", abstract=text)
    side = {"paper": "ROCKET: Fast", "metric": "other", "unit": "billion parameters"}
    one = pair(
        {**side, "quote": "ROCKET fine-tunes 175B models", "value": 175},
        {**side, "quote": "while ORCA-2 fails to fine-tune", "value": None},
    )
    (judged,) = judge_pairs([one], [paper], {})
    assert (judged.verdict, judged.may_rank) == ("comparable", True)


@pytest.mark.parametrize("change", [{"paper": "Another"}, {"quote": "words that are not there", "value": 3}])
def test_what_is_not_there_is_named(change: dict[str, Any]) -> None:
    with pytest.raises(NotFoundError, match=str(next(iter(change.values())))):
        judge(pair(FAST, {**SMALL, **change}))


def test_file_of_pairs_is_read_and_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps({"id": "P1", "a": FAST, "b": SMALL}) + "\n\n", encoding="utf-8")
    assert read_pairs(file) == [pair(FAST, SMALL)]
    file.write_text(json.dumps({"id": "P1", "a": FAST}), encoding="utf-8")
    with pytest.raises(IngestError, match=r"pairs\.jsonl, line 1 .*b: Field required"):
        read_pairs(file)
    with pytest.raises(IngestError, match="missing"):
        read_pairs(tmp_path / "missing")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("x", "$\\times$", True),
        ("%", "\\%", True),
        ("points", "pp", True),
        ("TFLOPS", "teraflops", True),
        ("FID", "", True),
        ("%", "pp", False),
        ("x", "", False),
        ("ms", "s", False),
        ("FID", "PPL", False),
    ],
)
def test_units_are_compared_by_class(a: str, b: str, same: bool) -> None:
    assert same_unit(a, b) is same
    assert same_unit(b, a) is same

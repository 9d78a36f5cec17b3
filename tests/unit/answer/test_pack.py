from __future__ import annotations

from assistant.answer.pack import pack_evidence
from assistant.schema import Paper


def _words(text: str) -> int:
    return len(text.split())


def test_papers_are_offered_in_order_with_keys_from_one(marlin: Paper, flexq: Paper) -> None:
    packed = pack_evidence([flexq, marlin], budget=1000, count=_words)
    assert [(one.key, one.paper) for one in packed] == [(1, flexq), (2, marlin)]


def test_paper_that_does_not_fit_is_left_out_for_a_smaller_one(marlin: Paper, flexq: Paper) -> None:
    budget = _words(f"{flexq.title} {flexq.abstract}") * 2
    small = flexq.model_copy(update={"id": "s" * 16})
    packed = pack_evidence([flexq, marlin, small], budget=budget, count=_words)
    assert [one.paper.id for one in packed] == [flexq.id, small.id]


def test_first_paper_is_cut_to_whole_sentences(marlin: Paper) -> None:
    packed = pack_evidence([marlin], budget=12, count=_words)
    assert packed[0].paper.abstract == "MARLIN is a kernel for quantized weights."


def test_cut_abstract_is_a_prefix_so_that_positions_stay(marlin: Paper) -> None:
    assert marlin.abstract
    for budget in range(4, 40):
        packed = pack_evidence([marlin], budget=budget, count=_words)
        assert marlin.abstract.startswith(packed[0].paper.abstract or "")

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.answer.route import plan_by_rules
from assistant.answer.selection import Selection, Selector
from assistant.schema import Paper
from tests.unit.answer.small_retrieval import SmallRetrieval

PAPERS = [
    Paper(id="a" * 16, title="AlphaCache: Eviction", abstract="AlphaCache evicts entries. We use LongBench."),
    Paper(id="b" * 16, title="BetaCache: Eviction", abstract="BetaCache evicts blocks, tested on LongBench."),
    Paper(id="c" * 16, title="GammaTrain: Sharding", abstract="GammaTrain shards states for privacy."),
    Paper(id="d" * 16, title="On sharding", abstract="Sharding keeps pace with GammaTrain."),
]


def _select(question: str, likely: Mapping[str, float], scope: list[str] | None = None) -> Selection:
    retrieval = SmallRetrieval(*PAPERS, likely={letter: 0.01 for letter in "abcd"} | dict(likely))
    return Selector(retrieval, retrieval).select(plan_by_rules(question, question), scope)


def _chosen(question: str, **likely: float) -> str:
    """The first letters of the papers chosen, the most likely first."""
    return "".join(one.paper.id[0] for one in _select(question, likely).chosen)


def test_fact_wants_the_likely_papers_near_the_best() -> None:
    assert _chosen("Why are old entries dropped first?", a=0.9, b=0.7, c=0.4) == "ab"


def test_fact_wants_three_papers_at_most() -> None:
    assert _chosen("Why are old entries dropped first?", a=0.9, b=0.9, c=0.9, d=0.9) == "abc"


def test_unlikely_papers_are_not_chosen_but_told() -> None:
    selection = _select("Why are old entries dropped first?", {"a": 0.2})
    assert selection.chosen == ()
    assert len(selection.judged) == 4


def test_paper_whose_method_is_named_belongs_however_unlikely() -> None:
    selection = _select("Why does GammaTrain keep old entries?", {"a": 0.9, "c": 0.05})
    assert [one.paper.id[0] for one in selection.chosen] == ["a", "c"]
    assert [paper.id[0] for paper in selection.named] == ["c"]


def test_likely_paper_on_the_same_method_belongs_with_it() -> None:
    assert _chosen("Why does GammaTrain keep pace?", c=0.25, d=0.2) == "cd"
    assert _chosen("Why does GammaTrain keep pace?", c=0.25, d=0.1) == "c"


def test_aggregate_wants_every_paper_that_holds_the_name() -> None:
    assert sorted(_chosen("Which papers evaluate on LongBench?", c=0.9)) == ["a", "b"]


def test_aggregate_of_few_words_wants_the_papers_that_hold_them() -> None:
    assert _chosen("In which papers is privacy mentioned?", a=0.9) == "c"


def test_comparison_of_named_methods_wants_these_and_no_other() -> None:
    assert sorted(_chosen("How do AlphaCache and GammaTrain compare?", b=0.9, a=0.2, c=0.2)) == ["a", "c"]


def test_two_methods_named_make_a_comparison_of_a_fact() -> None:
    assert _select("Why do AlphaCache and GammaTrain keep old entries?", {}).kind == "comparison"


def test_theme_wants_all_likely_papers() -> None:
    assert _chosen("What approaches exist for dropping entries?", a=0.9, b=0.2, c=0.15) == "abc"


def test_broad_question_is_a_theme_only_where_many_papers_are_likely() -> None:
    question = "How can old entries be dropped?"
    assert _select(question, dict.fromkeys("abcd", 0.5)).kind == "synthesis"
    assert _select(question, dict.fromkeys("abc", 0.5)).kind == "fact"


@pytest.mark.parametrize(
    ("question", "chosen"), [("How can entries be dropped?", 4), ("What approaches exist for dropping?", 5)]
)
def test_broad_question_wants_fewer_papers_than_one_for_a_theme(question: str, chosen: int) -> None:
    papers = [*PAPERS, Paper(id="e" * 16, title="On birds", abstract="Birds drop seeds.")]
    retrieval = SmallRetrieval(*papers, likely={**dict.fromkeys("abcd", 0.9), "e": 0.19})
    selection = Selector(retrieval, retrieval).select(plan_by_rules(question, question))
    assert selection.kind == "synthesis"
    assert len(selection.chosen) == chosen


@pytest.mark.parametrize("question", ["Which papers evaluate on LongBench?", "Why are entries dropped?"])
def test_nothing_outside_the_scope_is_chosen(question: str) -> None:
    selection = _select(question, dict.fromkeys("abcd", 0.9), [PAPERS[1].id])
    assert {one.paper.id for one in selection.judged} == {PAPERS[1].id}
    assert {one.paper.id for one in selection.chosen} == {PAPERS[1].id}

from __future__ import annotations

from typing import get_args

import pytest

from assistant.answer.extractive import ExtractiveWriter
from assistant.answer.extractive.choosing import LIMITS
from assistant.schema import Delta, Evidence, Finish, Paper, QuestionKind, WriteRequest
from assistant.text.folding import folded
from assistant.verify.gate import Gate
from tests.unit.answer.small_retrieval import scored

KERNELS = (
    "MARLIN is a kernel for quantized weights. It keeps speedups up to 4x for batch sizes up to 16-32. "
    "Code is available online."
)
CACHES = "The cache is evicted by attention score. Memory drops by 75 % with cache eviction."


def _evidence(question: str, *abstracts: str | None) -> tuple[Evidence, ...]:
    papers = [
        Paper(id=f"{key:016d}", title=f"Title {key}", abstract=abstract)
        for key, abstract in enumerate(abstracts, start=1)
    ]
    return tuple(
        Evidence(key=key, paper=paper, sentences=scored(paper, question))
        for key, paper in enumerate(papers, start=1)
    )


def _write(question: str, *abstracts: str | None, kind: QuestionKind = "fact") -> list[Delta]:
    request = WriteRequest(question=question, evidence=_evidence(question, *abstracts), kind=kind)
    *deltas, finish = ExtractiveWriter().write(request)
    assert isinstance(finish, Finish)
    assert finish.complete
    return [delta for delta in deltas if isinstance(delta, Delta)]


def test_best_sentence_is_quoted_with_its_key() -> None:
    deltas = _write("What speedups for which batch sizes?", CACHES, KERNELS)
    assert [(delta.text, delta.keys) for delta in deltas] == [
        ("It keeps speedups up to 4x for batch sizes up to 16-32.", (2,))
    ]


def test_sentences_without_a_word_of_the_question_stay_out() -> None:
    assert all("online" not in delta.text for delta in _write("Which kernel keeps speedups?", KERNELS))


def test_paper_without_abstract_is_not_quoted() -> None:
    assert [delta.keys for delta in _write("Which Title keeps speedups?", None, KERNELS)] == [(2,)]


def test_repeated_sentence_is_said_once() -> None:
    texts = [delta.text for delta in _write("How does cache eviction reduce memory?", CACHES, CACHES)]
    assert texts
    assert len(texts) == len(set(texts))


def test_sentences_of_a_paper_stand_together_in_their_order() -> None:
    deltas = _write("cache eviction memory attention kernel speedups weights", KERNELS, CACHES)
    keys = [delta.keys for delta in deltas]
    assert keys == sorted(keys, key=keys.index)
    own = [delta.text for delta in deltas if delta.keys == (2,)]
    assert len(own) == 2
    assert own == sorted(own, key=folded(CACHES).index)


def test_synthesis_tells_the_method_and_the_result_of_each_paper() -> None:
    told = [one.text for one in _write("What approaches save memory?", SHARED[0], kind="synthesis")]
    assert told == [
        "AlphaPress is a method for cache eviction.",
        "AlphaPress saves 40% of memory.",
    ]


@pytest.mark.parametrize("kind", sorted(LIMITS))
def test_answer_is_short(kind: QuestionKind) -> None:
    many = [
        " ".join(f"Cache policy number {index} {paper} evicts." for index in range(9)) for paper in range(9)
    ]
    deltas = _write("Which cache policy evicts?", *many, kind=kind)
    counts = [sum(delta.keys == (key,) for delta in deltas) for key in range(1, 10)]
    assert sum(counts) > 0
    assert counts[0] <= LIMITS[kind].first
    assert max(counts[1:]) <= LIMITS[kind].others


def test_comparison_tells_of_each_paper_even_when_one_fits_better() -> None:
    question = "How do cache eviction and kernel speedups compare?"
    deltas = _write(question, CACHES, KERNELS, kind="comparison")
    assert {delta.keys for delta in deltas} == {(1,), (2,)}


def test_question_for_figures_gets_the_result_of_the_paper() -> None:
    deltas = _write("How much memory does eviction by attention score save?", CACHES)
    assert "Memory drops by 75% with cache eviction." in [delta.text for delta in deltas]


def test_each_part_of_a_question_is_answered_where_the_paper_does() -> None:
    abstract = (
        "The scheduler packs requests into batches by their length. "
        "Two students annotated the benchmark questions by hand. Nothing else matters here."
    )
    question = "How does the scheduler pack requests into batches, and who annotated the benchmark questions?"
    paper = Paper(id="p", title="Packing", abstract=abstract)
    parts = [(0.9, 0.0), (0.0, 0.9), (0.0, 0.0)]
    sentences = tuple(
        one.model_copy(update={"score": score, "parts": part})
        for one, part, score in zip(scored(paper, question), parts, (0.9, 0.1, 0.0), strict=True)
    )
    evidence = (Evidence(key=1, paper=paper, sentences=sentences),)
    *said, _ = ExtractiveWriter().write(WriteRequest(question=question, evidence=evidence))
    texts = [one.text for one in said if isinstance(one, Delta)]
    assert texts == [abstract[one.start : one.end] for one in sentences[:2]]


SHARED = (
    "We propose AlphaPress, a method for cache eviction. AlphaPress saves 40% of memory.",
    "We propose BetaPress, another method for cache eviction. BetaPress saves 50% of memory.",
    "We propose GammaTrain, which merges gradient buffers. GammaTrain saves 10% of time.",
    "We propose DeltaTrain, which shards gradient buffers. DeltaTrain saves 20% of time.",
)


def test_synthesis_groups_papers_by_what_they_share_and_says_so_first() -> None:
    deltas = _write("What approaches save resources?", *SHARED, kind="synthesis")
    leads = {delta.keys: delta.text for delta in deltas if len(delta.keys or ()) > 1}
    assert leads == {
        (1, 2): "Two papers deal with cache eviction: AlphaPress and BetaPress.",
        (3, 4): "Two papers deal with gradient buffers: GammaTrain and DeltaTrain.",
    }
    order = [delta.keys for delta in deltas]
    assert order.index((1, 2)) < order.index((1,)) < order.index((2,))
    assert order.index((3, 4)) < order.index((3,)) < order.index((4,))


def test_group_too_large_for_one_list_of_citations_cites_each_paper_by_its_title() -> None:
    """Each paper has too small a part in the sentence to be cited for all of it."""
    titles = [
        *("Kernel router draft", "Graph tensor beam", "Sensor weather robot", "Birds sing loudly"),
        *("Green valley floods", "Winter tyres grip", "Roses need pruning", "Copper wire bends"),
    ]
    many = [Paper(id=title, title=title, abstract="A study of cache eviction.") for title in titles]
    alone = [Paper(id=str(n), title=f"Paper {n}", abstract=f"Topic {n} is green.") for n in range(6)]
    evidence = tuple(Evidence(key=key, paper=paper) for key, paper in enumerate([*many, *alone], start=1))
    lead, *_ = ExtractiveWriter().write(WriteRequest(question="?", evidence=evidence, kind="synthesis"))
    assert isinstance(lead, Delta)
    assert '"Kernel router draft" [1], "Graph tensor beam" [2]' in lead.text
    assert lead.keys is None
    assert Gate(evidence).check(lead.text).verdict == "supported"


@pytest.mark.parametrize("kind", get_args(QuestionKind))
def test_every_sentence_passes_the_gate(kind: QuestionKind) -> None:
    question = "What approaches save memory or time?"
    gate = Gate(_evidence(question, *SHARED))
    deltas = _write(question, *SHARED, kind=kind)
    assert deltas
    assert {gate.check(delta.text, delta.keys).verdict for delta in deltas} == {"supported"}

from __future__ import annotations

from assistant.models.extractive import KEEP_ABOVE, MAX_PER_PAPER, MAX_SENTENCES, ExtractiveWriter
from assistant.schema import Delta, Evidence, Finish, Paper, WriteRequest

KERNELS = (
    "MARLIN is a kernel for quantized weights. It keeps speedups up to 4x for batch sizes up to 16-32. "
    "Code is available online."
)
CACHES = "The cache is evicted by attention score. Memory drops by 75 % with cache eviction."


def _write(question: str, *abstracts: str | None) -> list[Delta]:
    evidence = tuple(
        Evidence(key=key, paper=Paper(id=f"{key:016d}", title=f"Title {key}", abstract=abstract))
        for key, abstract in enumerate(abstracts, start=1)
    )
    *deltas, finish = ExtractiveWriter().write(WriteRequest(question=question, evidence=evidence))
    assert isinstance(finish, Finish)
    assert finish.complete
    return [delta for delta in deltas if isinstance(delta, Delta)]


def test_best_sentence_is_quoted_verbatim_with_its_key() -> None:
    deltas = _write("What speedups for which batch sizes?", CACHES, KERNELS)
    assert [(delta.text, delta.keys) for delta in deltas] == [
        ("It keeps speedups up to 4x for batch sizes up to 16-32.", (2,))
    ]


def test_sentences_without_a_word_of_the_question_stay_out() -> None:
    assert all("online" not in delta.text for delta in _write("Which kernel keeps speedups?", KERNELS))


def test_nothing_is_written_when_nothing_matches() -> None:
    assert _write("Which soil sensors suit vineyards?", KERNELS, CACHES) == []


def test_paper_without_abstract_is_not_quoted() -> None:
    assert [delta.keys for delta in _write("Which Title keeps speedups?", None, KERNELS)] == [(2,)]


def test_repeated_sentence_is_said_once() -> None:
    texts = [delta.text for delta in _write("How does cache eviction reduce memory?", CACHES, CACHES)]
    assert len(texts) == len(set(texts))


def test_sentences_of_a_paper_stand_together_in_their_order() -> None:
    deltas = _write("cache eviction memory attention kernel speedups weights", KERNELS, CACHES)
    keys = [delta.keys for delta in deltas]
    assert keys == sorted(keys, key=keys.index)
    own = [delta.text for delta in deltas if delta.keys == (2,)]
    assert own == sorted(own, key=CACHES.index)


def test_answer_is_short() -> None:
    many = [
        " ".join(f"Cache policy number {index} {paper} evicts." for index in range(9)) for paper in range(9)
    ]
    deltas = _write("Which cache policy evicts?", *many)
    assert 0 < len(deltas) <= MAX_SENTENCES
    assert max(sum(one.keys == two.keys for two in deltas) for one in deltas) <= MAX_PER_PAPER
    assert 0 < KEEP_ABOVE < 1

from __future__ import annotations

import threading

import numpy as np
import pytest

from assistant.index.queries import QueryVectors
from assistant.index.sentence_vectors import SentenceVectors
from assistant.library import Library
from assistant.schema import Ingested
from tests.unit.index.small_library import PAPERS, WordEmbedder, make_paper

CATS, DOGS, _, BARE, SURVEY = PAPERS


@pytest.fixture
def vectors(library: Library, embedder: WordEmbedder) -> SentenceVectors:
    return _over(library, embedder)


def _over(library: Library, embedder: WordEmbedder) -> SentenceVectors:
    return SentenceVectors(library.vectors, embedder, QueryVectors(embedder))


def _sync(vectors: SentenceVectors) -> None:
    vectors.sync(PAPERS, threading.Event())


def test_each_sentence_of_an_abstract_has_its_row_in_order(
    vectors: SentenceVectors, embedder: WordEmbedder
) -> None:
    _sync(vectors)
    rows = vectors.known([CATS])[CATS.id]
    assert np.array_equal(rows, embedder.embed(["Cats sleep on mats.", "They purr for hours."]))


def test_paper_without_rows_is_left_out(vectors: SentenceVectors) -> None:
    assert vectors.known(PAPERS) == {}
    _sync(vectors)
    assert vectors.known(PAPERS).keys() == {paper.id for paper in PAPERS} - {BARE.id}


def test_sentences_are_embedded_once_in_the_life_of_a_library(
    vectors: SentenceVectors, library: Library
) -> None:
    _sync(vectors)
    later = WordEmbedder()
    _sync(_over(library, later))
    assert later.embedded == []


def test_stop_ends_between_papers_and_the_next_goes_on(
    vectors: SentenceVectors, embedder: WordEmbedder
) -> None:
    stop = threading.Event()
    embedder.before = stop.set
    vectors.sync(PAPERS, stop)
    assert vectors.known(PAPERS).keys() == {CATS.id}
    _sync(vectors)
    assert embedder.embedded.count("They purr for hours.") == 1


def test_rows_of_another_embedder_are_not_taken_for_its_own(
    vectors: SentenceVectors, library: Library
) -> None:
    _sync(vectors)
    assert _over(library, WordEmbedder("other")).known(PAPERS) == {}


def test_same_abstract_under_another_title_has_the_same_rows(
    vectors: SentenceVectors, library: Library
) -> None:
    _sync(vectors)
    twin = make_paper("Cats again", CATS.abstract)
    library.add(Ingested(papers=(twin,)), "twins.txt")
    assert np.array_equal(vectors.known([twin])[twin.id], vectors.known([CATS])[CATS.id])


def test_question_is_comparable_with_the_rows(vectors: SentenceVectors) -> None:
    _sync(vectors)
    rows, question = vectors.known([DOGS])[DOGS.id], vectors.embed("barking at a tree")
    assert (rows @ question).argmax() == 1


def test_rows_of_another_length_are_not_compared_and_are_made_again(
    vectors: SentenceVectors, library: Library
) -> None:
    """A server may change the length of its vectors under the same name."""
    _sync(vectors)
    shorter = _over(library, WordEmbedder(dimension=32))
    assert shorter.known([CATS]) == {}
    _sync(shorter)
    assert shorter.known([CATS])[CATS.id].shape == (2, 32)


def test_abstract_without_a_sentence_is_passed_over(vectors: SentenceVectors, embedder: WordEmbedder) -> None:
    vectors.sync([make_paper("Blank", " \n")], threading.Event())
    assert embedder.embedded == []

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.index.index import Index
from assistant.library import Library
from assistant.retrieve import Relevance, Retriever
from assistant.retrieve.relevance import closeness, relative_features
from assistant.schema import Hit, Ingested, Paper, Relevant
from tests.unit.index.small_library import WordEmbedder, make_paper

PAPERS = (
    make_paper("Cats on mats", "Cats sleep on mats. They purr for hours."),
    make_paper("Dogs in fog", "Dogs run through fog. They bark at trees."),
    make_paper("Birds at dawn", "Birds sing at dawn. Nests are built of moss."),
    make_paper("Whales in gales", "Whales sing songs. The sea is loud."),
    make_paper("Roses", "Roses need pruning in spring."),
    make_paper("Only a title about cats"),
)
CATS, DOGS, BIRDS, WHALES, ROSES, BARE = (paper.id for paper in PAPERS)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        opened.add(Ingested(papers=PAPERS), "papers.txt")
        yield opened


@pytest.fixture
def index(library: Library) -> Iterator[Index]:
    opened = Index.open(library.folder, library=library, embedder=WordEmbedder())
    opened.sync_vectors()
    yield opened
    opened.close()


@pytest.fixture
def relevance(library: Library, index: Index) -> Relevance:
    return Relevance(Retriever(index, library.get_many), index.sentences, index, size=library.count)


def _ids(judged: Sequence[Relevant]) -> list[str]:
    return [one.paper.id for one in judged]


def test_paper_that_speaks_of_the_question_is_the_likeliest_by_far(relevance: Relevance) -> None:
    first, second, *_ = relevance.judge("Which birds sing at dawn?")
    assert first.paper.id == BIRDS
    assert first.probability > 0.5 > second.probability


def test_every_sentence_is_scored_and_the_one_that_answers_most(relevance: Relevance) -> None:
    (birds, *_) = relevance.judge("What are nests of birds built of?")
    abstract = birds.paper.abstract or ""
    assert [abstract[one.start : one.end] for one in birds.sentences] == [
        "Birds sing at dawn.",
        "Nests are built of moss.",
    ]
    assert birds.sentences[1].score > birds.sentences[0].score


def test_each_part_of_a_question_has_its_own_scores(relevance: Relevance) -> None:
    question = "Which birds sing at early dawn, and what are nests built of?"
    birds = next(one for one in relevance.judge(question) if one.paper.id == BIRDS)
    song, nests = (one.parts for one in birds.sentences)
    assert len(song) == len(nests) == 2
    assert song[0] > nests[0]
    assert nests[1] > song[1]


def test_only_papers_of_the_scope_are_judged(relevance: Relevance) -> None:
    assert set(_ids(relevance.judge("Which birds sing?", scope={DOGS, WHALES}))) == {DOGS, WHALES}


def test_papers_given_beside_are_judged_once(library: Library, index: Index) -> None:
    class Blind:
        """Finds the first paper only."""

        def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
            return [Hit(paper=PAPERS[0], score=1.0)]

    judging = Relevance(Blind(), index.sentences, index, size=library.count)
    assert sorted(_ids(judging.judge("Which birds sing?", also=PAPERS[:3]))) == sorted([CATS, DOGS, BIRDS])


def test_nothing_found_is_nothing_judged(relevance: Relevance) -> None:
    assert relevance.judge("Which birds sing?", scope=[]) == []


def test_same_question_gives_the_same_judgement(relevance: Relevance) -> None:
    assert relevance.judge("Which birds sing?") == relevance.judge("Which birds sing?")


def test_title_alone_can_be_judged(relevance: Relevance) -> None:
    bare = next(one for one in relevance.judge("Which cats purr?") if one.paper.id == BARE)
    assert bare.sentences == ()
    assert 0 < bare.probability < 1


def test_words_alone_judge_while_nothing_is_embedded(library: Library) -> None:
    index = Index.open(library.folder, library=library, embedder=WordEmbedder())
    judging = Relevance(Retriever(index, library.get_many), index.sentences, index, size=library.count)
    assert _ids(judging.judge("Which birds sing at dawn?"))[0] == BIRDS
    index.close()


def test_words_alone_judge_when_the_embedder_fails(library: Library, index: Index) -> None:
    class Failing:
        def known(self, papers: Sequence[Paper]) -> Mapping[str, NDArray[np.float32]]:
            raise AssertionError("Nobody asks without a vector.")

        def embed(self, text: str) -> NDArray[np.float32]:
            raise ModelError("The server is away.")

    judging = Relevance(Retriever(index, library.get_many), Failing(), index, size=library.count)
    assert _ids(judging.judge("Which birds sing at dawn?"))[0] == BIRDS


def test_vectors_of_another_length_are_not_compared(library: Library, index: Index) -> None:
    index.close()
    shorter = Index.open(library.folder, library=library, embedder=WordEmbedder(dimension=32))
    judging = Relevance(Retriever(shorter, library.get_many), shorter.sentences, shorter, size=library.count)
    assert _ids(judging.judge("Which birds sing at dawn?"))[0] == BIRDS
    shorter.close()


def test_features_beside_the_best_paper_do_not_depend_on_scale() -> None:
    alone = np.array([[0.8, 0.6, 0.5, 0.4, 0.1], [0.4, 0.3, 0.25, 0.2, 0.0]])
    found = relative_features(alone)
    assert found[:, :2].tolist() == alone[:, [2, 4]].tolist()
    assert found[0, 2:].tolist() == [1, 1, 1, 1]
    assert found[1, 2:].tolist() == [0.5] * 4


def test_features_of_papers_that_share_nothing_are_finite() -> None:
    assert np.isfinite(relative_features(np.zeros((2, 5)))).all()


def test_closeness_is_greatest_among_papers_like_the_likeliest(relevance: Relevance) -> None:
    measured = [one for one in relevance.measure("Which birds sing?") if one.paper.id != BARE]
    names = [one.paper.id for one in measured]
    chances = np.array([{BIRDS: 0.9, WHALES: 0.8, CATS: 0.1}.get(name, 0.01) for name in names])
    close = closeness(measured, chances)
    assert close is not None
    assert close[names.index(WHALES)] > close[names.index(ROSES)]


def test_closeness_needs_the_vectors_of_all(relevance: Relevance) -> None:
    measured = relevance.measure("Which birds sing?")
    assert closeness(measured, np.ones(len(measured))) is None
    assert closeness(measured[:2], np.ones(2)) is None

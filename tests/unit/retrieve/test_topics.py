from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from assistant.index.index import Index
from assistant.library import Library
from assistant.retrieve import Relevance, Retriever, TopicRelevance
from assistant.retrieve.topics import topic_features
from assistant.schema import Ingested
from tests.unit.index.small_library import WordEmbedder, make_paper

PAPERS = (
    make_paper("Cache eviction by age", "Cache eviction drops old entries. Old entries are rarely read."),
    make_paper("Eviction of tenants", "Tenants fear eviction. A cache of food helps them."),
    make_paper("Birds at dawn", "Birds sing at dawn. Nests are built of moss."),
    make_paper("Whales in gales", "Whales sing songs. The sea is loud."),
    make_paper("Roses", "Roses need pruning in spring."),
    make_paper("Only a title about cache eviction"),
)
AGE, TENANTS, BIRDS, WHALES, ROSES, BARE = (paper.id for paper in PAPERS)
TOPIC = "cache eviction"


@contextmanager
def _relevance(folder: Path, *, vectors: bool) -> Generator[Relevance]:
    with Library.open(folder) as library:
        library.add(Ingested(papers=PAPERS), "papers.txt")
        index = Index.open(library.folder, library=library, embedder=WordEmbedder())
        if vectors:
            index.sync_vectors()
        yield Relevance(Retriever(index, library.get_many), index.sentences, index, size=library.count)
        index.close()


@pytest.fixture(scope="module")
def relevance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relevance]:
    """Nothing here changes the library, so one serves all tests."""
    with _relevance(tmp_path_factory.mktemp("topics"), vectors=True) as opened:
        yield opened


@pytest.fixture
def topics(relevance: Relevance) -> TopicRelevance:
    return TopicRelevance(relevance)


def test_papers_about_a_topic_come_first(topics: TopicRelevance) -> None:
    order = [one.paper.id for one in topics.judge(TOPIC)]
    assert order[0] == AGE
    assert order.index(BARE) < order.index(WHALES)


def test_words_side_by_side_count_more_than_words_apart(topics: TopicRelevance) -> None:
    chances = {one.paper.id: one.probability for one in topics.judge(TOPIC)}
    assert chances[AGE] > chances[TENANTS] > chances.get(ROSES, 0)


def test_probabilities_fall_and_lie_between_none_and_one(topics: TopicRelevance) -> None:
    chances = [one.probability for one in topics.judge(TOPIC)]
    assert chances == sorted(chances, reverse=True)
    assert all(0 < chance < 1 for chance in chances)


def test_sentences_are_scored_for_the_topic(topics: TopicRelevance) -> None:
    age = next(one for one in topics.judge(TOPIC) if one.paper.id == AGE)
    assert len(age.sentences) == 2
    assert age.sentences[0].score > age.sentences[1].score


def test_only_papers_of_the_scope_are_judged(topics: TopicRelevance) -> None:
    assert {one.paper.id for one in topics.judge(TOPIC, scope={TENANTS, WHALES})} == {TENANTS, WHALES}


def test_papers_given_beside_are_judged_once_though_nothing_finds_them(topics: TopicRelevance) -> None:
    judged = topics.judge("roses in spring", scope={ROSES}, also=PAPERS[:3])
    assert sorted(one.paper.id for one in judged) == sorted([ROSES, AGE, TENANTS, BIRDS])


def test_nothing_found_is_nothing_judged(topics: TopicRelevance) -> None:
    assert topics.judge(TOPIC, scope=[]) == []


def test_same_topic_gives_the_same_judgement(topics: TopicRelevance) -> None:
    assert topics.judge(TOPIC) == topics.judge(TOPIC)


@pytest.mark.parametrize("topic", ["cache", "?", "the of", "$ { } % \\", "缓存"])
def test_topic_without_pairs_of_words_is_judged(topics: TopicRelevance, topic: str) -> None:
    assert all(0 < one.probability < 1 for one in topics.judge(topic))


def test_features_are_nine_with_the_shares_of_pairs_last(relevance: Relevance) -> None:
    measured = relevance.measure(TOPIC)
    features = topic_features(measured, TOPIC)
    assert features.shape == (len(measured), 9)
    places = {one.paper.id: row for row, one in enumerate(measured)}
    assert features[places[AGE], 7:].tolist() == [1.0, 1.0]
    assert features[places[TENANTS], 7:].tolist() == [0.0, 0.0]


def test_closeness_counts_nothing_without_vectors(tmp_path: Path) -> None:
    with _relevance(tmp_path, vectors=False) as bare:
        assert np.all(topic_features(bare.measure(TOPIC), TOPIC)[:, 6] == 0)
        assert TopicRelevance(bare).judge(TOPIC)[0].paper.id in {AGE, BARE}

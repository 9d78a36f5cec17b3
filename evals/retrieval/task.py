"""The task: ranks the documents of a public test collection by text, by meaning and by both."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import ConfigurationError
from assistant.index.index import Index
from assistant.index.minilm import MiniLM
from assistant.library import Library
from assistant.retrieve import Retriever
from assistant.schema import Ingested
from evals.intervals import mean_metric
from evals.job import Job
from evals.retrieval.collection import TestCollection, load_collection
from evals.retrieval.ranking import ndcg, recall, reciprocal_rank
from evals.scores import Metric, Miss, SampleScore, Score, Share

Rank = Callable[[str], Sequence[str]]
Rankings = Mapping[str, Sequence[str]]
"""What one way of searching finds, by query."""

DEPTH = 100
MEASURES: Mapping[str, Callable[[Sequence[str], Mapping[str, int]], float]] = {
    "nDCG@10": lambda ranking, relevance: ndcg(ranking, relevance, 10),
    "recall@10": lambda ranking, relevance: recall(ranking, relevance, 10),
    "recall@100": lambda ranking, relevance: recall(ranking, relevance, 100),
    "MRR": reciprocal_rank,
}


def retrieval_task(job: Job) -> Score:
    """Score dense, lexical and fused search; what the last of them does not find at all is a miss.

    Raises:
        ConfigurationError: The folder for the library holds other papers.
        IngestError: The test collection cannot be read.
    """
    collection = load_collection(job.gold, job.searching)
    with _searches(collection, job) as searches:
        found = {name: _rankings(collection, rank) for name, rank in searches.items()}
    last = list(found)[-1]
    return Score(
        n=len(collection.queries),
        unscored=0,
        metrics=tuple(_metrics(collection, found)),
        misses=tuple(_misses(collection, last, found[last])),
        samples=tuple(_samples(collection, found)),
    )


def _metrics(collection: TestCollection, found: Mapping[str, Rankings]) -> Iterator[Metric]:
    for name, rankings in found.items():
        for measure, score in MEASURES.items():
            shares = [Share(score(rankings[it], collection.relevance[it]), 1) for it in collection.queries]
            yield mean_metric(f"{name} {measure}", shares)


def _samples(collection: TestCollection, found: Mapping[str, Rankings]) -> Iterator[SampleScore]:
    titles = {paper.id: paper.title for paper in collection.papers}
    for query, text in collection.queries.items():
        judged = collection.relevance[query]
        values = {
            f"{name} {measure}": score(rankings[query], judged)
            for name, rankings in found.items()
            for measure, score in MEASURES.items()
        }
        output = [f"{name}: {titles[it]}" for name, rankings in found.items() for it in rankings[query][:3]]
        wanted = [titles[it] for it in judged]
        yield SampleScore(id=query, input=text, values=values, output=tuple(output), wanted=tuple(wanted))


def _misses(collection: TestCollection, name: str, rankings: Rankings) -> Iterator[Miss]:
    for query, ranking in rankings.items():
        if not recall(ranking, collection.relevance[query], 10):
            rank = reciprocal_rank(ranking, collection.relevance[query])
            where = f"the first one has rank {1 / rank:.0f}" if rank else f"none among the first {DEPTH}"
            yield Miss(sample=query, kind=name, explanation=f"no relevant paper among the first 10; {where}")


def _rankings(collection: TestCollection, rank: Rank) -> Rankings:
    return {
        query: [name for name in rank(text) if name != collection.about.get(query)]
        for query, text in collection.queries.items()
    }


@contextmanager
def _searches(collection: TestCollection, job: Job) -> Generator[Mapping[str, Rank]]:
    with _folder(job.searching.keep) as folder, Library.open(folder, command="quotient eval") as library:
        library.add(Ingested(papers=collection.papers), "collection")
        if library.count() != len({paper.id for paper in collection.papers}):
            raise ConfigurationError(
                f"The folder {str(folder)!r} holds papers of another test collection; keep each in a folder "
                "of its own."
            )
        index = Index.open(folder, library=library, embedder=MiniLM())
        retriever = Retriever(index, library.get_many)
        searches: dict[str, Rank] = {"lexical": lambda query: _names(index.search_text(query, DEPTH))}
        if not job.searching.lexical_only:
            index.sync_vectors(progress=job.progress)
            searches["dense"] = lambda query: _names(index.search_vectors(query, DEPTH))
            searches["fused"] = lambda query: [hit.paper.id for hit in retriever.search(query, k=DEPTH)]
        try:
            yield searches
        finally:
            index.close()


@contextmanager
def _folder(kept: Path | None) -> Generator[Path]:
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "library"


def _names(found: Sequence[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]

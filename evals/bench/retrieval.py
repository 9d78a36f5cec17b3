"""Measure what is found in a public test collection: ``python -m evals.bench.retrieval --help``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean

from assistant.index.index import Index
from assistant.index.minilm import MiniLM
from assistant.library import Library
from assistant.retrieve import Retriever
from assistant.schema import Ingested
from evals.bench.collections import TestCollection, load_collection
from evals.bench.metrics import ndcg, recall

Rank = Callable[[str], Sequence[str]]

DEPTH = 100


def main() -> None:
    """Print nDCG@10 and recall of dense, lexical and fused search over a test collection.

    The collection is kept as a library in FOLDER with its vectors, so that a second run embeds nothing.
    """
    arguments = _parser().parse_args()
    collection = load_collection(arguments.collection, qrels=arguments.qrels, limit=arguments.limit)
    print(f"{len(collection.papers)} documents, {len(collection.queries)} queries\n")
    print("| search | nDCG@10 | recall@10 | recall@100 |\n|---|---|---|---|")
    with _searches(collection, arguments.library, lexical_only=arguments.lexical_only) as searches:
        for name, rank in searches.items():
            scores = " | ".join(f"{score:.3f}" for score in _scores(collection, rank))
            print(f"| {name} | {scores} |", flush=True)


def _scores(collection: TestCollection, rank: Rank) -> tuple[float, float, float]:
    judged = [(rank(text), collection.relevance[name]) for name, text in collection.queries.items()]
    return (
        fmean(ndcg(ranking, relevance, 10) for ranking, relevance in judged),
        fmean(recall(ranking, relevance, 10) for ranking, relevance in judged),
        fmean(recall(ranking, relevance, 100) for ranking, relevance in judged),
    )


@contextmanager
def _searches(
    collection: TestCollection, folder: Path, *, lexical_only: bool
) -> Generator[Mapping[str, Rank]]:
    with Library.open(folder, command="bench") as library:
        library.add(Ingested(papers=collection.papers), "collection")
        index = Index.open(folder, library=library, embedder=MiniLM())
        retriever = Retriever(index, library.get_many)
        searches: dict[str, Rank] = {"BM25": lambda query: _names(index.search_text(query, DEPTH))}
        if not lexical_only:
            index.sync_vectors(progress=_show)
            searches["dense"] = lambda query: _names(index.search_vectors(query, DEPTH))
            searches["fused"] = lambda query: [hit.paper.id for hit in retriever.search(query, k=DEPTH)]
        try:
            yield searches
        finally:
            index.close()


def _names(found: Sequence[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


def _show(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total} embedded", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench.retrieval", description=main.__doc__)
    parser.add_argument(
        "collection", type=Path, help="folder with corpus.jsonl[.gz], queries.jsonl and qrels.tsv"
    )
    parser.add_argument(
        "--library", type=Path, required=True, metavar="FOLDER", help="where the library is kept"
    )
    parser.add_argument("--qrels", default="qrels.tsv", help="file of judgements (default: qrels.tsv)")
    parser.add_argument("--limit", type=int, help="use the first documents only")
    parser.add_argument("--lexical-only", action="store_true", help="embed nothing")
    return parser


if __name__ == "__main__":
    main()

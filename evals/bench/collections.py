"""Public test collections: documents, queries and which answers which."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.schema import Paper
from assistant.text.folding import paper_id


@dataclass(frozen=True)
class TestCollection:
    """Papers with queries; ``relevance[query][paper]`` is above 0 where the paper answers the query."""

    papers: tuple[Paper, ...]
    queries: Mapping[str, str]
    relevance: Mapping[str, Mapping[str, int]]


def load_collection(folder: Path, *, qrels: str = "qrels.tsv", limit: int | None = None) -> TestCollection:
    """Read ``corpus.jsonl[.gz]``, ``queries.jsonl`` and a file of judgements.

    With ``limit``, only the first documents are used and only queries that one of them answers.
    """
    numbered = dict(_papers(folder, limit))
    relevance: dict[str, dict[str, int]] = {}
    with (folder / qrels).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["doc_id"] in numbered and int(row["relevance"]) > 0:
                judged = relevance.setdefault(row["query_id"], {})
                judged[numbered[row["doc_id"]].id] = int(row["relevance"])
    queries = {record["id"]: record["text"] for record in _records(folder / "queries.jsonl")}
    return TestCollection(
        papers=tuple(numbered.values()),
        queries={name: queries[name] for name in relevance},
        relevance=relevance,
    )


def _papers(folder: Path, limit: int | None) -> Iterator[tuple[str, Paper]]:
    packed = folder / "corpus.jsonl.gz"
    for number, record in enumerate(_records(packed if packed.exists() else folder / "corpus.jsonl")):
        if number == limit:
            return
        title, abstract = record["title"].strip() or "Untitled", record["abstract"].strip() or None
        yield record["id"], Paper(id=paper_id(title, abstract), title=title, abstract=abstract)


def _records(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for line in file:
            yield json.loads(line)

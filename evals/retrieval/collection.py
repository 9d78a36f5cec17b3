"""Public test collections: documents, queries and which answers which."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import IngestError
from assistant.schema import Paper
from assistant.text.folding import paper_id
from evals.job import Searching


@dataclass(frozen=True)
class TestCollection:
    """Papers with queries; ``relevance[query][paper]`` is above 0 where the paper answers the query."""

    papers: tuple[Paper, ...]
    queries: Mapping[str, str]
    relevance: Mapping[str, Mapping[str, int]]
    about: Mapping[str, str]
    """By query: the paper that the query is about, which is no answer to it."""


def load_collection(folder: Path, searching: Searching) -> TestCollection:
    """Read ``corpus.jsonl[.gz]``, ``queries.jsonl`` and a file of judgements.

    With a limit, only the first documents are used and only queries that one of them answers.

    Raises:
        IngestError: A file is missing or not as it should be.
    """
    try:
        return _load(folder, searching)
    except (OSError, zlib.error, ValueError, csv.Error) as exc:
        raise _refusal(folder, str(exc)) from exc
    except KeyError as exc:
        raise _refusal(folder, f"a line lacks the field {exc}") from exc


def _refusal(folder: Path, reason: str) -> IngestError:
    return IngestError(
        f"{str(folder)!r} cannot be read as a test collection ({reason}); give a folder with corpus.jsonl or "
        "corpus.jsonl.gz (id, title, abstract), queries.jsonl (id, text) and qrels.tsv (query_id, doc_id, "
        "relevance)."
    )


def _load(folder: Path, searching: Searching) -> TestCollection:
    numbered = dict(_papers(folder, searching.limit))
    relevance: dict[str, dict[str, int]] = {}
    for row in _judgements(folder / searching.qrels):
        if row["doc_id"] in numbered and int(row["relevance"]) >= searching.relevant_from:
            judged = relevance.setdefault(row["query_id"], {})
            judged[numbered[row["doc_id"]].id] = int(row["relevance"])
    records = {str(record["id"]): record for record in _records(folder / "queries.jsonl")}
    about = {name: str(records[name].get("query_paper")) for name in relevance}
    return TestCollection(
        papers=tuple(numbered.values()),
        queries={name: records[name]["text"] for name in relevance},
        relevance=relevance,
        about={name: numbered[paper].id for name, paper in about.items() if paper in numbered},
    )


def _judgements(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _papers(folder: Path, limit: int | None) -> Iterator[tuple[str, Paper]]:
    packed = folder / "corpus.jsonl.gz"
    for number, record in enumerate(_records(packed if packed.exists() else folder / "corpus.jsonl")):
        if number == limit:
            return
        title, abstract = record["title"].strip() or "Untitled", record["abstract"].strip() or None
        yield str(record["id"]), Paper(id=paper_id(title, abstract), title=title, abstract=abstract)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for line in file:
            yield json.loads(line)
